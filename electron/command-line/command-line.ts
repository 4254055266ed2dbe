import { CommanderError } from 'commander';
import { EXIT } from '../../shared/command-line/exit-codes';
import type { Call } from '../control/conversation';
import type { AppSource } from './app-source';
import { buildProgram } from './program';

/** Carries out one command line; answers the exit code. `source` is made for this call only. */
export async function runCommandLine(call: Call, source: AppSource): Promise<number> {
  let code: number = EXIT.done;
  const said: { readonly out: boolean; readonly text: string }[] = [];
  const program = buildProgram(call, source, (ended) => (code = ended));
  const { columns, out } = call.content.terminal;
  for (const each of [program, ...program.commands]) {
    each.configureOutput({
      writeOut: (text) => said.push({ out: true, text }),
      writeErr: (text) => said.push({ out: false, text }),
      getOutHelpWidth: () => columns || 80,
      getErrHelpWidth: () => columns || 80,
      getOutHasColors: () => out,
    });
  }
  try {
    await program.parseAsync(withoutCommand(call.content.arguments), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
  for (const { out, text } of said) await (out ? call.out(text) : call.err(text));
  return code;
}

/** Without a command, help is what was meant. */
const withoutCommand = (given: readonly string[]): string[] => (given.length === 0 ? ['--help'] : [...given]);
