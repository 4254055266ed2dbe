import { request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { OWN_HEALTH_PATH } from '../../shared/own-health-path';
import { noAnswerWithin } from '../../shared/words/health-words';
import { countedWait } from './counted-time';

/**
 * What a process can be asked. `preflight` is answered by PocketBase before any hook, rate limit or log gets to see it
 * (measured with 0.22.27, 0.23.12, 0.28.4 and 0.40.6); the others go the way of every request.
 */
export type Question = 'preflight' | 'health' | 'dashboard' | 'anything';

const REQUESTS = {
  preflight: { method: 'OPTIONS', path: '/' },
  health: { method: 'GET', path: OWN_HEALTH_PATH },
  dashboard: { method: 'HEAD', path: '/_/' },
  anything: { method: 'HEAD', path: '/basekeeper-asks-whether-anybody-is-there' },
} as const satisfies Record<Question, { readonly method: string; readonly path: string }>;

const PREFLIGHT_HEADERS = { origin: 'http://127.0.0.1', 'access-control-request-method': 'GET' };

/**
 * `http`: any status. `no-http`: something came, but not HTTP. `none`: nothing came, and one line that says what instead.
 */
export type Answer =
  | { readonly kind: 'http'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'no-http' }
  | { readonly kind: 'none'; readonly problem: string };

/**
 * PocketBase counts requests for each address they come from. With one of our own we use up nobody's limit. Where the system
 * has only one loopback address (macOS), the question goes out from that.
 */
const OWN_ADDRESS = '127.66.75.1';
let ownAddress: string | undefined = OWN_ADDRESS;

/** Asks once; on 127.0.0.1 every instance listens. Without a limit: whoever asks aborts. Never rejects. */
export async function ask(port: number, question: Question, signal: AbortSignal): Promise<Answer> {
  const answer = await askFrom(ownAddress, port, question, signal);
  if (ownAddress === undefined || answer.kind === 'no-http') return answer;
  if (answer.kind === 'none') {
    if (!answer.problem.includes('EADDRNOTAVAIL')) return answer;
    ownAddress = undefined;
    return askFrom(undefined, port, question, signal);
  }
  // A hook may let in this computer by its usual address only.
  const isTurnedAway = question === 'health' && (answer.status === 401 || answer.status === 403);
  return isTurnedAway ? askFrom(undefined, port, question, signal) : answer;
}

function askFrom(
  localAddress: string | undefined,
  port: number,
  question: Question,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve) => {
    const asked = request({
      ...REQUESTS[question],
      host: '127.0.0.1',
      port,
      agent: false,
      signal,
      ...(localAddress !== undefined && { localAddress }),
      ...(question === 'preflight' && { headers: PREFLIGHT_HEADERS }),
    });
    asked.once('response', (response) => {
      const { statusCode = 0, headers } = response;
      resolve({ kind: 'http', status: statusCode, retryAfterMs: retryAfterMs(headers['retry-after']) });
      response.destroy();
    });
    asked.once('error', (error: NodeJS.ErrnoException) => {
      const cameUnreadable = error.code?.startsWith('HPE_') === true;
      resolve(cameUnreadable ? { kind: 'no-http' } : { kind: 'none', problem: error.message });
    });
    asked.end();
  });
}

/** Only the form in seconds: a date would be measured by two clocks. */
function retryAfterMs(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : null;
}

const AGAIN_MS = 50;
/** A few rounds of all of them: what has not been answered by then will not be. */
const OPEN_AT_MOST = 12;

/** Questions to one process that stay open when nobody waits for them any more: a late answer is an answer. */
export class OpenQuestions {
  readonly #port: number;
  readonly #onLate: (question: Question, answer: Answer) => void;
  /** Oldest first. */
  readonly #open = new Set<AbortController>();
  #isOver = false;

  constructor(port: number, signal: AbortSignal, onLate: (question: Question, answer: Answer) => void) {
    this.#port = port;
    this.#onLate = onLate;
    const end = (): void => {
      this.#isOver = true;
      this.close();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  }

  /**
   * The answer, if one comes within the patience (milliseconds). Who cannot connect is asked again until then: PocketBase
   * closes its port for a moment when it restarts itself.
   */
  async ask(question: Question, patienceMs: number): Promise<Answer> {
    const { signal, forget } = this.#begin();
    const silence = noAnswerWithin(patienceMs);
    const waiting = new AbortController();
    let problem = silence;
    let isLate = false;
    const put = async (): Promise<Answer> => {
      for (;;) {
        problem = silence;
        const answer = await ask(this.#port, question, signal);
        if (answer.kind !== 'none' && isLate && !signal.aborted) this.#onLate(question, answer);
        if (answer.kind !== 'none' || isLate || signal.aborted) return answer;
        ({ problem } = answer);
        await pause(AGAIN_MS, signal);
      }
    };
    const waited = countedWait(patienceMs, waiting.signal).then((): Answer => {
      isLate = true;
      return { kind: 'none', problem };
    });
    const answered = put().finally(forget);
    return Promise.race([answered, waited]).finally(() => waiting.abort());
  }

  /** Nobody needs their answers any more. */
  close(): void {
    for (const question of this.#open) question.abort();
    this.#open.clear();
  }

  #begin(): { readonly signal: AbortSignal; readonly forget: () => void } {
    const question = new AbortController();
    if (this.#isOver) question.abort();
    this.#open.add(question);
    const [oldest] = this.#open;
    if (this.#open.size > OPEN_AT_MOST) oldest?.abort();
    return { signal: question.signal, forget: () => this.#open.delete(question) };
  }
}

/** Waits, or returns at once when aborted. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(Math.max(0, milliseconds), undefined, { signal }).catch(() => undefined);
}

/** Milliseconds from now until the next time that is a multiple of an interval, and its number. */
export function nextRound(after: number, intervalMs: number): { readonly round: number; readonly inMs: number } {
  // A timer may be a little early; that must not make two rounds of one.
  const round = Math.max(after + 1, Math.ceil(performance.now() / intervalMs));
  return { round, inMs: round * intervalMs - performance.now() };
}
