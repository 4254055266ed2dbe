import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Finding } from '../../shared/incident';
import type { InstanceId } from '../../shared/ids';
import type { Instance, InstanceState, Starting } from '../../shared/instance';
import { transition } from '../../shared/lifecycle';
import { isAnotherStay } from '../../shared/lifecycle-outcomes';
import type { Effect, LifecycleEvent } from '../../shared/lifecycle-events';
import { assertNever, done, fail, type Result } from '../../shared/result';
import { withoutWarning, withWarning, type Warning, type WarningKind } from '../../shared/warning';
import { errorWords } from '../../shared/words/error-words';
import { foldersOf } from '../pocketbase/arguments';
import { causeOfRefusal, limitReached } from '../pocketbase/exit-causes';
import { changeWarnings, noteLaunchedWith, showNotice } from '../store/app-store';
import { afterCounted, isAborted } from '../process/counted-time';
import { CurrentProcess } from './current-process';
import { markDataNow } from '../process/data-watch';
import { recordIncident } from './incident-of-run';
import { recoverRun, sessionEndOf, msSince, launchedWithOf } from './recover-run';
import type { KeptOutput } from '../output/kept-output';
import type { OutputHistory } from '../output/output-history';
import { isOverloaded } from '../process/machine-load';
import type { ReadyToStart } from './preflight';
import { refusalError } from './refusal-error';
import { KEPT_THOUGH_UNSAVED, isWishToServe, RetrySeries } from './retry-series';
import { endToldBy, isDatabaseLeftOpen, isEndOfProcess, observedOf } from './run-end';
import { RunOutput } from '../output/run-output';
import { RunWatch, whatIsSeen } from './run-watch';
import { secretsIn } from './secrets';
import { readWarnings } from '../output/run-warnings';
import { checkToStart } from './start-checks';
import { SUPERVISOR_TIMING, type SupervisorParts, type SupervisorTiming } from './supervisor-parts';

const NO_TURN = (): void => undefined;

/**
 * Owns the process of one instance. Each event is worked off without a pause in between: decided by the pure lifecycle,
 * written to disk, published, and only then acted upon. So nothing can slip in, and what is shown has been saved.
 */
export class Supervisor {
  readonly #output: RunOutput;
  readonly #id: InstanceId;
  readonly #parts: SupervisorParts;
  readonly #timing: SupervisorTiming;
  /** Ends the waits and timers of the present state. */
  #stay = new AbortController();
  #nextRun: number;
  #provenAtMs: number | null = null;
  #ready: ReadyToStart | null = null;
  readonly #current: CurrentProcess;
  readonly #retries = new RetrySeries();
  readonly #watch: RunWatch;
  /** What the present process writes to; null of one that was taken over. */
  #outputFile: string | null = null;
  #endTurn = NO_TURN;
  /** The start that is on its way, and no later one, is as if there were no hooks. */
  leavesHooksOut = false;

  constructor(id: InstanceId, parts: SupervisorParts) {
    this.#id = id;
    this.#parts = parts;
    this.#timing = parts.timing ?? SUPERVISOR_TIMING;
    this.#output = new RunOutput(join(parts.logsFolder, id), secretsIn(this.instance, parts.secrets));
    this.#current = new CurrentProcess(id, parts);
    this.#nextRun = this.#output.lastRun + 1;
    this.#output.history.subscribe(readWarnings(this));
    this.#watch = new RunWatch(
      () => foldersOf(this.instance.folder).hooks,
      this.history,
      parts,
      whatIsSeen(this, parts),
    );
  }

  get history(): OutputHistory {
    return this.#output.history;
  }

  get keptOutput(): KeptOutput {
    return this.#output.kept;
  }

  get instance(): Instance {
    const instance = this.#parts.store.instance(this.#id);
    if (instance === undefined) throw new Error(`Instance ${this.#id} is supervised but not in the list`);
    return instance;
  }

  /** Works off one event. An error means that nothing was changed, except that a stop is carried out even if it cannot be saved. */
  send(event: LifecycleEvent): Result<undefined> {
    const before = this.instance;
    const end = endToldBy(event, before, (ended) => this.#output.linesOfRun(ended));
    const next = transition(before.state, event, {
      intent: before.intent,
      quitting: this.#parts.isQuitting(),
      now: new Date().toISOString(),
      nextRunNumber: this.#nextRun,
      incidentId: this.#parts.newId(),
      retryDelayMs: this.#retries.delayMs(before.restartPolicy, end, this.#parts.isOverloaded ?? isOverloaded),
    });
    if (next.refused !== null) return fail(refusalError(next.refused, before));

    const { state, intent, effects } = next;
    let instance: Instance = { ...observedOf(before, state), state, intent };
    let saved: Result<undefined> = done;
    const run = { end, provenAtMs: this.#provenAtMs, output: this.#output };
    const recorded = next.incident === null ? null : recordIncident(next.incident, before, run, this.#parts.incidents);
    if (recorded !== null) {
      instance = { ...instance, incidents: recorded.summaries };
      saved = recorded.saved;
    }
    if (intent !== before.intent) {
      // No process is started whose state cannot be recorded; a stop or a crash is followed all the same, and kept in
      // memory until it can be written.
      const followAnyway = before.state.kind !== 'stopped' || KEPT_THOUGH_UNSAVED.has(event.type);
      const written = this.#parts.list.save(instance, followAnyway);
      if (!written.ok) saved = written;
      if (!written.ok && !followAnyway) return written;
    }
    this.#tell(saved);
    if (state.kind !== 'stopped') this.#nextRun = Math.max(this.#nextRun, state.runNumber + 1);
    if (isEndOfProcess(before.state, event)) this.#tell(this.#current.forget());
    else if (state.kind !== before.state.kind) this.#tell(this.#current.note(state, this.#parts.isQuitting()));
    if (isWishToServe(event)) this.#retries.begin();
    if (state.kind === 'running') this.#retries.serves();
    this.#leaveMarks(before.state, state, event);
    if (recorded !== null) {
      this.#parts.store.apply({ type: 'incident-recorded', instance, incident: recorded.incident });
    } else if (state !== before.state || intent !== before.intent || effects.length > 0) {
      this.#parts.store.apply({ type: 'instance-changed', instance });
    }
    for (const effect of effects) this.#carryOut(effect);
    if (isAnotherStay(before.state, state)) this.#enter(this.instance.state);
    return saved;
  }

  /**
   * At launch: looks for the process that was there when the app was last heard of, and takes it over if it still is.
   * Answers the pid of a process that might be ours and is left alone because the system shows too little of it.
   */
  adopt(): number | null {
    const { records } = this.#parts;
    const record = records.load(this.#id);
    if (record === null) return null;
    this.#nextRun = Math.max(this.#nextRun, record.runNumber + 1);
    const { folder, intent } = this.instance;
    const fate = recoverRun(record, {
      endedOnPurpose: records.endedOnPurpose,
      output: this.#output.linesOfRun(false),
      databaseLeftOpen: isDatabaseLeftOpen(folder),
    });
    const left = sessionEndOf(record, fate, records.endedOnPurpose);
    if (left !== null) this.#parts.tellSessionEnd(this.#id, left);
    switch (fate.kind) {
      case 'alive': {
        const exited = { type: 'exited', runNumber: record.runNumber, exit: { code: null, signal: null } } as const;
        this.#outputFile = null;
        this.#current.adopt(record, fate.identity, () => this.send(exited));
        noteLaunchedWith(this.#parts.store, this.instance, launchedWithOf(record));
        this.#output.resume(record.runNumber);
        this.send({ type: 'found-alive', found: fate.found });
        return null;
      }
      case 'failed':
        if (intent.shouldRun && intent.maintenance === null) this.send({ type: 'found-ended', finding: fate.finding });
        this.#current.endLeftOver(record);
        this.#tell(this.#current.forget());
        return null;
      case 'ended-with-us':
        this.#current.endLeftOver(record);
        this.#tell(this.#current.forget());
        return null;
      case 'uncertain':
        return fate.pid;
      default:
        return assertNever(fate);
    }
  }

  /** Shows that something is wrong although the process runs; in no other state. */
  warn(kind: WarningKind, evidence: string): void {
    const added: Warning = { kind, evidence, since: new Date().toISOString() };
    changeWarnings(this.#parts.store, this.instance, (warnings) => withWarning(warnings, added));
  }

  allClear(kind: WarningKind): void {
    changeWarnings(this.#parts.store, this.instance, (warnings) => withoutWarning(warnings, kind));
  }

  /** SIGKILL, when there is no more time to ask. */
  killNow(): void {
    this.#current.kill();
  }

  #tell(saved: Result<undefined>): void {
    if (!saved.ok) showNotice(this.#parts.store, { id: saved.error.code, ...errorWords(saved.error) });
  }

  #carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'spawn':
        this.#spawn(effect.runNumber);
        return;
      case 'terminate':
        this.#current.terminate();
        return;
      case 'kill':
        this.#current.kill();
        return;
      default:
        assertNever(effect);
    }
  }

  /** Starts what belongs to a state and ends what belonged to the one before. */
  #enter(state: InstanceState): void {
    this.#stay.abort();
    this.#stay = new AbortController();
    const { signal } = this.#stay;
    this.#watch.follow(state);
    if (state.kind !== 'starting') this.#endTurn();
    if (state.kind !== 'starting' && state.kind !== 'running') this.leavesHooksOut = false;
    if (state.kind === 'stopped' || state.kind === 'waiting') this.#provenAtMs = null;
    switch (state.kind) {
      case 'stopped':
        return;
      case 'waiting':
        this.#after(state.delayMs, { type: 'retry-due', runNumber: state.runNumber }, signal);
        return;
      case 'starting':
        this.#provenAtMs = state.provenSince === null ? null : performance.now() - msSince(state.provenSince);
        if (state.pid === null) {
          this.#check(state, signal).catch(this.#parts.reportBug);
          return;
        }
        this.#watch.starting(state, this.instance, this.#outputFile, signal);
        this.#watch.untilServing(state.runNumber, state.pid, this.instance, signal);
        return;
      case 'running':
        this.#provenAtMs ??= performance.now();
        if (this.leavesHooksOut) this.warn('hooks-left-out', '');
        this.#watch.running(
          state,
          this.instance,
          this.#ready?.data ?? markDataNow(foldersOf(this.instance.folder).data),
          signal,
        );
        return;
      case 'stopping':
        if (state.killed)
          this.#after(this.#timing.killLimitMs, { type: 'kill-timeout', runNumber: state.runNumber }, signal);
        else this.#after(this.#timing.stopGraceMs, { type: 'stop-timeout', runNumber: state.runNumber }, signal);
        return;
      default:
        assertNever(state);
    }
  }

  /** Few start at a time. The checks have a limit too: a dead network drive can hold them up for ever. */
  async #check(state: Starting, signal: AbortSignal): Promise<void> {
    const endTurn = (await this.#parts.startQueue.turn(signal)) ?? NO_TURN;
    if (isAborted(signal)) {
      endTurn();
      return;
    }
    this.#endTurn = endTurn;
    this.#watch.starting(state, this.instance, null, signal);
    const checked = await checkToStart(this.instance, this.#parts, signal);
    if (isAborted(signal)) return;
    if (!checked.ok) {
      this.send({ type: 'spawn-failed', runNumber: state.runNumber, finding: checked.error });
      return;
    }
    this.#ready = checked.value;
    this.send({ type: 'preflight-passed', runNumber: state.runNumber });
  }

  #spawn(runNumber: number): void {
    if (this.#ready === null) throw new Error('A process is created only after the checks');
    const { executable, notes } = this.#ready;
    this.#output.note(notes);
    const refuse = (finding: Finding): void => void this.send({ type: 'spawn-failed', runNumber, finding });
    let outputFile: string;
    try {
      outputFile = this.#output.follow(runNumber);
    } catch (error) {
      refuse(limitReached(error) ?? { cause: 'not-recorded', evidence: (error as Error).message });
      return;
    }
    this.#outputFile = outputFile;
    const asked = { instance: this.instance, runNumber, runId: this.#parts.newId(), outputFile };
    const launched = this.#current.launch(
      { ...this.#ready, ...asked, withoutHooks: this.leavesHooksOut },
      {
        onRefused: (error) => refuse(causeOfRefusal(error, executable)),
        onExited: (exit) => this.send({ type: 'exited', runNumber, exit }),
      },
    );
    if (!launched.ok) {
      refuse(launched.error);
      return;
    }
    const { pid, recorded, secrets, launchedWith } = launched.value;
    this.#output.hide(secrets);
    noteLaunchedWith(this.#parts.store, this.instance, launchedWith);
    this.#tell(recorded);
    if (pid !== null) this.send({ type: 'spawned', runNumber, pid });
  }

  #after(milliseconds: number, event: LifecycleEvent, signal: AbortSignal): void {
    afterCounted(milliseconds, signal, () => this.send(event));
  }

  #leaveMarks(before: InstanceState, after: InstanceState, event: LifecycleEvent): void {
    if (event.type === 'exited' && isEndOfProcess(before, event)) this.#output.end(event.exit);
    if (event.type === 'spawn-failed' && before !== after) this.#output.endWithoutProcess();
    const begins = after.kind === 'starting' && after.pid === null && before !== after;
    if (begins) this.#output.begin(after.runNumber, this.instance.version, this.instance.port);
  }
}
