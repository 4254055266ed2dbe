/** Runs one command to its end: exit code, signals, and a sentence instead of a stack where the failure was foreseen. */
import { StepFailure } from './report';
import { handleSignals } from './signals';

/** Returns the exit code. */
export type Command = (args: readonly string[]) => Promise<number>;

export async function runCommand(run: Command, args: readonly string[]): Promise<never> {
  handleSignals();
  try {
    process.exit(await run(args));
  } catch (error) {
    if (error instanceof StepFailure) process.stderr.write(`\n${error.message}\n`);
    else console.error(error);
    process.exit(1);
  }
}
