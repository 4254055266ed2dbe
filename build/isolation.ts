/** Tests side by side that cannot meet each other on a port: each lane has a network of its own. */
import { execa } from 'execa';
import { isRoot } from './project';

/** How many pieces of one kind of test run at the same time: whichever lane is free takes the next piece. */
const LANES = 2;

/** Runs the command after it in a network of its own, with nothing in it but the loopback interface. */
export const ISOLATED = ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'] as const;

/** Can tests have a network of their own here? */
export async function canIsolate(): Promise<boolean> {
  if (process.platform !== 'linux' || !isRoot()) return false;
  const [command, ...args] = ISOLATED;
  return !(await execa(command, [...args, 'true'], { reject: false })).failed;
}

/** Numbers the pieces from 1 on. The answers are in the order in which the pieces ended. */
export async function inLanes<Answer>(pieces: number, work: (piece: number) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  const waiting = Array.from({ length: pieces }, (_, index) => index + 1);
  const lane = async (): Promise<void> => {
    for (let piece = waiting.shift(); piece !== undefined; piece = waiting.shift()) answers.push(await work(piece));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return answers;
}
