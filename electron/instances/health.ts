import { get } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { StartFailure } from '../../shared/incident';
import { lostData, type DataMark } from './data-watch';
import type { Instance } from '../../shared/instance';
import type { Reach } from '../../shared/serving';
import { listensOnPort } from './listening-socket';

/** How often and how patiently a process is asked. All in milliseconds except `misses`. */
export interface HealthTiming {
  readonly readinessIntervalMs: number;
  readonly livenessIntervalMs: number;
  readonly answerTimeoutMs: number;
  /** Unanswered questions in a row before a process counts as unresponsive. */
  readonly misses: number;
}

export const HEALTH_TIMING: HealthTiming = {
  readinessIntervalMs: 20,
  livenessIntervalMs: 5000,
  answerTimeoutMs: 2000,
  misses: 3,
};

const READINESS_GROWTH = 1.2;
/** Times the first interval. */
const READINESS_LARGEST = 10;

/** Null when `/api/health` answered 200, else one line that says what came instead. On 127.0.0.1 every one answers. */
export function askHealth(port: number, timeoutMs: number, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const request = get(
      { host: '127.0.0.1', port, path: '/api/health', agent: false, timeout: timeoutMs, signal },
      (response) => {
        resolve(response.statusCode === 200 ? null : `answered ${String(response.statusCode)}`);
        response.destroy();
      },
    );
    request.once('timeout', () => request.destroy(new Error(`no answer within ${String(timeoutMs / 1000)} s`)));
    request.once('error', (error) => resolve(error.message));
  });
}

/** Who is to listen, and on which addresses. */
export interface ExpectedSocket {
  readonly pid: number;
  readonly port: number;
  readonly reach: Reach;
}

/** As the process was started; what is wished may be something else by now. */
export const expectedSocket = (pid: number, { port, served }: Pick<Instance, 'port' | 'served'>): ExpectedSocket => ({
  pid,
  port,
  reach: served?.reach ?? 'this-computer',
});

/**
 * Resolves true once the process itself serves: its health question is answered *and* the listening socket is its own.
 * An answer alone proves nothing, another PocketBase may sit on the port. Nor does it serve as long as it listens on other
 * addresses than it was to. False when aborted.
 */
export async function untilServing(
  { pid, port, reach }: ExpectedSocket,
  signal: AbortSignal,
  timing = HEALTH_TIMING,
): Promise<boolean> {
  let intervalMs = timing.readinessIntervalMs;
  while (!signal.aborted) {
    // The socket first: as long as it is not there, a question would only be one more connection.
    if ((await listensOnPort(pid, port, reach)) && (await askHealth(port, timing.answerTimeoutMs, signal)) === null) {
      // Once more: it may have changed hands while the question was under way.
      if (await listensOnPort(pid, port, reach)) return !signal.aborted;
    }
    await pause(intervalMs, signal);
    // Where many start at once, nobody is helped by asking all of them all the time.
    intervalMs = Math.min(intervalMs * READINESS_GROWTH, timing.readinessIntervalMs * READINESS_LARGEST);
  }
  return false;
}

/** A process that has been proven to serve. */
export interface ServingProcess {
  readonly pid: number;
  readonly port: number;
  readonly data: DataMark;
}

export interface LivenessListeners {
  /** It has missed too many questions in a row; called once until it answers again. */
  readonly onUnresponsive: (problem: string) => void;
  /** It answers again after it had been called unresponsive. */
  readonly onAnswering: () => void;
  readonly onDataLost: (failure: StartFailure) => void;
}

/**
 * Looks after a serving process until aborted: does it answer, and is its data still there? All instances are asked in the
 * same moment: a computer at rest is woken once for all of them, and the second question costs half of what the first does.
 */
export async function watchLiveness(
  { pid, port, data }: ServingProcess,
  signal: AbortSignal,
  pausedUntilMs: () => number,
  listeners: LivenessListeners,
  timing = HEALTH_TIMING,
): Promise<void> {
  const intervalMs = timing.livenessIntervalMs;
  let missed = 0;
  let round = 0;
  for (;;) {
    // A timer may be a little early; that must not make two rounds of one.
    round = Math.max(round + 1, Math.ceil(performance.now() / intervalMs));
    await pause(round * intervalMs - performance.now(), signal);
    const lost = await lostData(data, pid, signal);
    const problem = await askHealth(port, timing.answerTimeoutMs, signal);
    if (signal.aborted) return;
    if (lost !== null) listeners.onDataLost(lost);
    const counts = performance.now() >= pausedUntilMs();
    if (problem === null && missed >= timing.misses) listeners.onAnswering();
    missed = problem === null || !counts ? 0 : missed + 1;
    if (problem !== null && missed === timing.misses) listeners.onUnresponsive(problem);
  }
}

/** Waits, or returns at once when aborted. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => undefined);
}
