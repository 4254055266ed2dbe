/** Tests side by side that cannot meet each other on a port: each lane has a network of its own. */
import { execa } from 'execa';
import { isRoot } from './project';

/** Runs the command after it in a network of its own, with nothing in it but the loopback interface. */
export const ISOLATED = ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'] as const;

/** Can tests have a network of their own here? */
export async function canIsolate(): Promise<boolean> {
  if (process.platform !== 'linux' || !isRoot()) return false;
  const [command, ...args] = ISOLATED;
  return !(await execa(command, [...args, 'true'], { reject: false })).failed;
}

/**
 * So many pieces at the same time: whichever lane is free takes the next one. Pieces are numbered from 1 on; the answers are
 * in the order in which they ended.
 */
export async function inLanes<Answer>(
  lanes: number,
  pieces: number,
  work: (piece: number) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const waiting = Array.from({ length: pieces }, (_, index) => index + 1);
  const lane = async (): Promise<void> => {
    for (let piece = waiting.shift(); piece !== undefined; piece = waiting.shift()) answers.push(await work(piece));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return answers;
}
