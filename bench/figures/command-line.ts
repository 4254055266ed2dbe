import { execa } from 'execa';
import { AppProcess, headlessOptions } from '../../electron/testing/app-process';
import { timed, type ContenderName, type Program } from '../contenders/contender';
import type { Measurements } from '../measurements';

/** The command that tells the state of all programs, and the environment it needs. */
export interface StatusCommand {
  readonly name: ContenderName;
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
}

/** From the start of the command to its end, one after the other, with all programs running. */
export async function measureStatus(
  { name, command, env }: StatusCommand,
  repeats: number,
  measurements: Measurements,
): Promise<void> {
  const [program, ...words] = command;
  const ask = () => execa(program, words, { env, stdin: 'ignore' });
  await ask();
  for (let count = 0; count < repeats; count++) measurements.add('status-command', name, await timed(ask));
}

/** Basekeeper without its window, listening for commands, with everything running that is meant to. */
export async function openListening(home: string, programs: readonly Program[]): Promise<AppProcess> {
  const app = await AppProcess.open(home, headlessOptions({ control: true }));
  await Promise.all(programs.map(({ id }) => app.untilRunning(id)));
  return app;
}
