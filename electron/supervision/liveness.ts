import { performance } from 'node:perf_hooks';
import type { Finding } from '../../shared/incident';
import type { Unanswered } from '../../shared/instance';
import { healthNote } from '../../shared/words/health-words';
import { anotherAnswersOn } from '../../shared/words/port-words';
import { isAborted } from '../process/counted-time';
import { lostData, type DataMark } from '../process/data-watch';
import { hear, HEALTH_TIMING, type ExpectedSocket, type Heard, type HealthTiming } from '../process/health';
import { listensOnPort } from '../process/listening-socket';
import { isOverloaded } from '../process/machine-load';
import { nextRound, OpenQuestions, pause, type Answer, type Question } from '../process/questions';

export interface LivenessListeners {
  /** Nothing at all was answered for too long; called once until it answers again. */
  readonly onUnresponsive: (problem: string) => void;
  /** So many rounds in a row were not answered; null: it answers. */
  readonly onUnanswered: (unanswered: Unanswered | null) => void;
  /** Why the content of its health answer cannot be checked; null: it can. */
  readonly onHealth: (note: string | null) => void;
  readonly onDataLost: (finding: Finding) => void;
}

export interface LivenessOptions {
  readonly socket: ExpectedSocket;
  readonly data: DataMark;
  /** What it answered when it was found to serve. */
  readonly heard: Heard | null;
  readonly signal: AbortSignal;
  /** Rounds before this moment (`performance.now()`) do not count. */
  readonly pausedUntilMs: () => number;
  readonly timing?: HealthTiming | undefined;
  readonly isOverloaded?: (() => boolean) | undefined;
}

/** Every so many rounds hooks, rate limits and logs get to see a question. */
const ROUNDS_BETWEEN_REAL_QUESTIONS = 6;
/** Times the usual pause: when a rate limit answers, or a hook holds the health question up. */
const LONGEST_PAUSE = 8;
const LONGEST_RETRY_AFTER_MS = 10 * 60_000;
/** Times the usual number: on an overloaded computer a healthy process is late. */
const MISSES_WHEN_OVERLOADED = 4;

/**
 * Looks after a serving process: does it answer, and is its data still there? All instances are asked in the same moment: a
 * computer at rest is woken once for all of them, and the second question costs half of what the first does.
 *
 * A preflight is asked each round; the real questions each sixth, and each round while anything is unanswered. So a frozen
 * process is found out within a few rounds, one whose hooks hold up every request too, and hardly anything of it is seen in
 * the hooks, logs and rate limits of a healthy one.
 */
export class LivenessWatch {
  readonly #options: LivenessOptions;
  readonly #listeners: LivenessListeners;
  readonly #timing: HealthTiming;
  readonly #questions: OpenQuestions;
  #missed = 0;
  #isUnresponsive = false;
  #lateAnswer = false;
  #pauseMs: number;
  #realQuestionDueMs: number;

  constructor(options: LivenessOptions, listeners: LivenessListeners) {
    this.#options = options;
    this.#listeners = listeners;
    this.#timing = options.timing ?? HEALTH_TIMING;
    this.#pauseMs = this.#usualPauseMs;
    this.#questions = new OpenQuestions(options.socket.port, options.signal, (question, answer) =>
      this.#takeLate(question, answer),
    );
    this.#realQuestionDueMs = performance.now() + this.#pauseMs;
    if (options.heard !== null) this.#noteHealth(options.heard.health);
  }

  /** Something has changed, e.g. PocketBase restarted itself: what was said of its health may no longer be true. */
  askSoon(): void {
    this.#pauseMs = this.#usualPauseMs;
    this.#realQuestionDueMs = 0;
  }

  /** Ends when aborted. */
  async run(): Promise<void> {
    const { signal, socket, data } = this.#options;
    let last = 0;
    for (;;) {
      const { round, inMs } = nextRound(last, this.#timing.livenessIntervalMs);
      last = round;
      await pause(inMs, signal);
      const lost = await lostData(data, socket.pid, signal);
      if (isAborted(signal)) return;
      if (lost !== null) this.#listeners.onDataLost(lost);
      this.#lateAnswer = false;
      const problem = await this.#askRound();
      if (isAborted(signal)) return;
      const counts = performance.now() >= this.#options.pausedUntilMs();
      if (problem === null || this.#answeredLate() || !counts) this.#answers();
      else this.#misses(problem);
    }
  }

  /** Null, or one line that says what came instead of an answer. */
  async #askRound(): Promise<string | null> {
    const patienceMs = this.#timing.answerTimeoutMs;
    if (this.#missed === 0 && performance.now() < this.#realQuestionDueMs) {
      const answer = await this.#questions.ask('preflight', patienceMs);
      return answer.kind === 'none' ? answer.problem : null;
    }
    const { first, health } = await hear(this.#questions, patienceMs, this.#missed > 0);
    if (first.kind === 'none') return first.problem;
    // After a gap: the port may have changed hands while it was closed.
    const { pid, port, networkAccess } = this.#options.socket;
    const isOwn = this.#missed === 0 || (await listensOnPort(pid, port, networkAccess));
    if (!isOwn) return anotherAnswersOn(port);
    this.#noteHealth(health);
    return null;
  }

  #takeLate(question: Question, answer: Answer): void {
    // Hooks do not see a preflight: late, it does not tell that they go on.
    if (question === 'preflight') return;
    this.#lateAnswer = true;
    if (question === 'health') this.#noteHealth(answer);
    if (this.#missed > 0) this.#answers();
  }

  #answeredLate(): boolean {
    return this.#lateAnswer;
  }

  #answers(): void {
    this.#questions.close();
    if (this.#missed === 0) return;
    this.#missed = 0;
    this.#isUnresponsive = false;
    this.#listeners.onUnanswered(null);
  }

  #misses(problem: string): void {
    this.#missed += 1;
    const { misses } = this.#timing;
    const of = (this.#options.isOverloaded ?? isOverloaded)() ? misses * MISSES_WHEN_OVERLOADED : misses;
    if (this.#missed < of) {
      if (!this.#isUnresponsive) this.#listeners.onUnanswered({ questions: this.#missed, of });
      return;
    }
    if (this.#isUnresponsive) return;
    this.#isUnresponsive = true;
    this.#listeners.onUnanswered(null);
    this.#listeners.onUnresponsive(problem);
  }

  #noteHealth(health: Answer): void {
    const isLimited = health.kind === 'http' && health.status === 429;
    if (isLimited || health.kind === 'none')
      this.#pauseMs = Math.min(this.#pauseMs * 2, this.#usualPauseMs * LONGEST_PAUSE);
    const asked = health.kind === 'http' ? (health.retryAfterMs ?? 0) : 0;
    const pauseMs = Math.max(this.#pauseMs, Math.min(asked, LONGEST_RETRY_AFTER_MS));
    this.#realQuestionDueMs = performance.now() + pauseMs;
    this.#listeners.onHealth(healthNote(health));
  }

  get #usualPauseMs(): number {
    return this.#timing.livenessIntervalMs * ROUNDS_BETWEEN_REAL_QUESTIONS;
  }
}
