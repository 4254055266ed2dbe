import type { Finding } from '../../shared/incident';
import {
  pidOf,
  type Instance,
  type InstanceState,
  type Running,
  type Starting,
  type Unanswered,
} from '../../shared/instance';
import type { WarningKind } from '../../shared/warning';
import { foldersOf } from '../pocketbase/arguments';
import { noteUnanswered } from '../store/app-store';
import type { DataMark } from '../process/data-watch';
import { expectedSocket, untilServing, type Heard } from '../process/health';
import { LivenessWatch } from './liveness';
import type { OutputHistory } from '../output/output-history';
import { SelfRestartWatch } from './self-restart-watch';
import { untilOutOfPatience } from './start-watch';
import type { Supervisor } from './supervisor';
import { SUPERVISOR_TIMING, type SupervisorParts } from './supervisor-parts';

export interface RunWatchListeners {
  readonly onServing: (runNumber: number) => void;
  /** A start has made no progress for too long. */
  readonly onOutOfPatience: (runNumber: number) => void;
  readonly onUnresponsive: (runNumber: number, problem: string) => void;
  readonly onRestartLoop: (runNumber: number, finding: Finding) => void;
  readonly onDataLost: (runNumber: number, finding: Finding) => void;
  readonly onUnanswered: (unanswered: Unanswered | null) => void;
  readonly warn: (kind: WarningKind, evidence: string) => void;
  readonly allClear: (kind: WarningKind) => void;
}

type Parts = Pick<SupervisorParts, 'timing' | 'isOverloaded' | 'healthPausedUntilMs' | 'reportBug'>;

/** Looks at the process of one instance from outside: is it coming, does it serve, does it go in circles? */
export class RunWatch {
  readonly #parts: Parts;
  readonly #listeners: RunWatchListeners;
  readonly #restarts: SelfRestartWatch;
  #runNumber = 0;
  #liveness: LivenessWatch | null = null;
  /** What it answered when it was found to serve. */
  #heard: Heard | null = null;

  constructor(hooksFolder: () => string, output: OutputHistory, parts: Parts, listeners: RunWatchListeners) {
    this.#parts = parts;
    this.#listeners = listeners;
    const { warn, allClear, onRestartLoop } = listeners;
    this.#restarts = new SelfRestartWatch(
      hooksFolder,
      {
        onRestarted: () => this.#liveness?.askSoon(),
        onShown: (evidence) => warn('restarts-itself', evidence),
        onCalm: () => allClear('restarts-itself'),
        onLoop: (finding) => onRestartLoop(this.#runNumber, finding),
      },
      this.#timing.selfRestarts,
    );
    output.subscribe((lines) => this.#restarts.read(lines));
  }

  get #timing() {
    return this.#parts.timing ?? SUPERVISOR_TIMING;
  }

  /** From now on the instance is like this. */
  follow(state: InstanceState): void {
    this.#runNumber = state.kind === 'stopped' ? 0 : state.runNumber;
    this.#restarts.follow(pidOf(state));
    this.#liveness = null;
  }

  /** A start may take as long as it makes progress. */
  starting({ runNumber, pid }: Starting, { folder }: Instance, outputFile: string | null, signal: AbortSignal): void {
    const { isOverloaded, reportBug } = this.#parts;
    const limitMs = this.#timing.startLimitMs;
    const dataFolder = foldersOf(folder).data;
    const onLook = (): void => this.#restarts.look();
    untilOutOfPatience({ pid, outputFile, dataFolder, limitMs, signal, isOverloaded, onLook })
      .then((isOver) => {
        if (isOver && !signal.aborted) this.#listeners.onOutOfPatience(runNumber);
      })
      .catch(reportBug);
  }

  untilServing(runNumber: number, pid: number, instance: Instance, signal: AbortSignal): void {
    this.#heard = null;
    untilServing(expectedSocket(pid, instance), signal, this.#timing.health)
      .then((heard) => {
        if (heard === null || signal.aborted) return;
        this.#heard = heard;
        this.#listeners.onServing(runNumber);
      })
      .catch(this.#parts.reportBug);
  }

  running({ runNumber, pid }: Running, instance: Instance, data: DataMark, signal: AbortSignal): void {
    const { warn, allClear, onUnanswered, onUnresponsive, onDataLost } = this.#listeners;
    const { healthPausedUntilMs, isOverloaded, reportBug } = this.#parts;
    this.#liveness = new LivenessWatch(
      {
        socket: expectedSocket(pid, instance),
        data,
        heard: this.#heard,
        signal,
        pausedUntilMs: healthPausedUntilMs,
        timing: this.#timing.health,
        isOverloaded,
      },
      {
        onUnresponsive: (problem) => onUnresponsive(runNumber, problem),
        onUnanswered: (unanswered) => {
          onUnanswered(unanswered);
          if (unanswered === null) allClear('not-answering');
        },
        onHealth: (note) => {
          if (note === null) allClear('health-not-checked');
          else warn('health-not-checked', note);
        },
        onDataLost: (finding) => onDataLost(runNumber, finding),
      },
    );
    this.#liveness.run().catch(reportBug);
  }
}

/** What its watch sees of the process becomes an event or a warning. */
export const whatIsSeen = (
  of: Pick<Supervisor, 'instance' | 'send' | 'warn' | 'allClear'>,
  { store }: Pick<SupervisorParts, 'store'>,
): RunWatchListeners => ({
  onServing: (runNumber) => of.send({ type: 'healthy', runNumber }),
  onOutOfPatience: (runNumber) => of.send({ type: 'start-timeout', runNumber }),
  onUnresponsive: (runNumber, problem) => {
    if (of.instance.whenUnresponsive === 'warning') of.warn('not-answering', problem);
    else of.send({ type: 'unresponsive', runNumber, evidence: problem });
  },
  onRestartLoop: (runNumber, finding) => of.send({ type: 'restart-loop', runNumber, finding }),
  onDataLost: (runNumber, finding) => of.send({ type: 'data-lost', runNumber, finding }),
  onUnanswered: (unanswered) => noteUnanswered(store, of.instance, unanswered),
  warn: (kind, evidence) => of.warn(kind, evidence),
  allClear: (kind) => of.allClear(kind),
});
