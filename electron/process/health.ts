import type { Instance } from '../../shared/instance';
import type { NetworkAccess } from '../../shared/launch-options';
import { isAborted } from './counted-time';
import { listensOnPort } from './listening-socket';
import { OpenQuestions, pause, type Answer, type Question } from './questions';

/** How often and how patiently a process is asked. All in milliseconds except `misses`. */
export interface HealthTiming {
  readonly readinessIntervalMs: number;
  readonly livenessIntervalMs: number;
  readonly answerTimeoutMs: number;
  /** Rounds in a row without any answer before a process counts as unresponsive. */
  readonly misses: number;
}

export const HEALTH_TIMING: HealthTiming = {
  readinessIntervalMs: 2,
  livenessIntervalMs: 5000,
  answerTimeoutMs: 2000,
  misses: 3,
};

const READINESS_GROWTH = 1.15;
const READINESS_LARGEST_MS = 200;

/** Who is to listen, and on which addresses. */
export interface ExpectedSocket {
  readonly pid: number;
  readonly port: number;
  readonly networkAccess: NetworkAccess;
}

/** As the process was started; what is wished may be something else by now. */
export const expectedSocket = (
  pid: number,
  { port, launchedWith }: Pick<Instance, 'port' | 'launchedWith'>,
): ExpectedSocket => ({
  pid,
  port,
  networkAccess: launchedWith?.networkAccess ?? 'this-computer',
});

/** What was heard of a process: the answer that proves life, and what its health question was answered. */
export interface Heard {
  readonly first: Answer;
  readonly health: Answer;
}

/** Asked besides the health question: a hook may hold up some addresses and answer others. */
const OTHER_QUESTIONS = ['dashboard', 'anything'] as const satisfies readonly Question[];

/**
 * Asks for the health, and when that is silent for anything else. Every answer proves life, whatever it says: a hook may
 * turn away everybody, a rate limit may be used up, everything may be sent on to https. `first.kind` is `none` when there was
 * no answer at all.
 */
export async function hear(questions: OpenQuestions, patienceMs: number, allAtOnce = false): Promise<Heard> {
  const health = questions.ask('health', patienceMs);
  if (!allAtOnce) {
    const answer = await health;
    if (answer.kind !== 'none') return { first: answer, health: answer };
  }
  const asked = [health, ...OTHER_QUESTIONS.map((question) => questions.ask(question, patienceMs))];
  return { first: await firstAnswer(asked), health: await health };
}

async function firstAnswer(asked: readonly Promise<Answer>[]): Promise<Answer> {
  const answered = asked.map(async (one) => {
    const answer = await one;
    // Only an answer ends the waiting for the others.
    return answer.kind === 'none' ? Promise.reject(new Error(answer.problem)) : answer;
  });
  return Promise.any(answered).catch(async () => (await asked[0]) ?? { kind: 'none', problem: 'not asked' });
}

/**
 * Resolves once the process itself serves: it answers *and* the listening socket is its own. An answer alone proves nothing,
 * another PocketBase may sit on the port. Nor does it serve as long as it listens on other addresses than it was to. Null
 * when aborted.
 */
export async function untilServing(
  { pid, port, networkAccess }: ExpectedSocket,
  signal: AbortSignal,
  timing = HEALTH_TIMING,
): Promise<Heard | null> {
  let intervalMs = timing.readinessIntervalMs;
  const late: Answer[] = [];
  const questions = new OpenQuestions(port, signal, (_question, answer) => late.push(answer));
  while (!isAborted(signal)) {
    // The socket first, which costs little: as long as it is not there, a question would only be one more connection.
    if (await listensOnPort(pid, port, networkAccess)) {
      const { first, health } = await hear(questions, timing.answerTimeoutMs);
      const heard: Answer = first.kind === 'none' ? (late.at(-1) ?? first) : first;
      // Once more: it may have changed hands while the question was under way.
      if (heard.kind !== 'none' && (await listensOnPort(pid, port, networkAccess))) {
        questions.close();
        return isAborted(signal) ? null : { first: heard, health };
      }
    }
    await pause(intervalMs, signal);
    // Where many start at once, nobody is helped by asking all of them all the time.
    intervalMs = Math.min(intervalMs * READINESS_GROWTH, READINESS_LARGEST_MS);
  }
  return null;
}
