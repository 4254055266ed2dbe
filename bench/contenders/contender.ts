import { performance } from 'node:perf_hooks';
import { foldersOf, serveArguments } from '../../electron/pocketbase/arguments';
import { ask } from '../../electron/process/questions';

export type ContenderName = 'basekeeper' | 'bare' | 'pm2' | 'supervisord' | 'tools' | 'pocketbase';

/** One PocketBase with data and superuser, that each contender in turn runs with the same arguments. */
export interface Program {
  readonly id: string;
  readonly folder: string;
  readonly port: number;
  readonly executable: string;
}

export const argumentsOf = ({ folder, port }: Program): readonly string[] => serveArguments(foldersOf(folder), port);

/** Whatever keeps PocketBase running: the app, a bare `spawn`, or another process manager. */
export interface Contender {
  readonly name: ContenderName;
  /** Resolves when the contender knows, or its user could know, that the program serves. */
  start(program: Program): Promise<void>;
  /** Resolves when the contender knows that the process is gone. */
  stop(program: Program): Promise<void>;
  pidOf(program: Program): Promise<number>;
  /** Call it before the process is killed; resolves when the contender has written or announced the death. */
  untilDeathNoticed(program: Program): Promise<void>;
  /** Ends the contender with everything it runs; resolves when all of it is gone. */
  close(): Promise<void>;
  /** Its own processes, without those of PocketBase. */
  ownPids(): readonly number[];
}

const ASK_EVERY_MS = 2;
const LIMIT_MS = 30_000;

/** The first 200 of the health question: all that can be known from outside. */
export async function untilHealthy({ port }: Program): Promise<void> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  for (;;) {
    const answer = await ask(port, 'health', signal);
    if (answer.kind === 'http' && answer.status === 200) return;
    if (signal.aborted || answer.kind === 'http') throw new Error(`Port ${String(port)}: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}
