import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { AppError } from '../../shared/errors';
import type { Exit, Incident, StartFailure } from '../../shared/incident';
import type { Instance, InstanceId, InstanceState } from '../../shared/instance';
import { transition, type Effect, type LifecycleEvent } from '../../shared/lifecycle';
import { assertNever, done, fail, type Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { foldersOf, serveArguments } from '../pocketbase/arguments';
import { cleanEnvironment } from '../pocketbase/environment';
import { causeOfEnd, causeOfRefusal } from '../pocketbase/exit-causes';
import { showNotice, type AppStore } from './app-store';
import { killProcess, startChild, terminateProcess } from './child-process';
import { HEALTH_TIMING, untilServing, untilUnresponsive, type HealthTiming } from './health';
import { incidentExcerpt } from './incident-excerpt';
import type { IncidentLog, InstanceList } from './persistence';
import type { OutputHistory } from './output-history';
import { preflight, type ExecutableFinder } from './preflight';
import { RunOutput } from './run-output';

/** How long each stage may take, in milliseconds. */
export interface SupervisorTiming {
  readonly startLimitMs: number;
  /** From SIGTERM to SIGKILL. */
  readonly stopGraceMs: number;
  /** From SIGKILL to giving up. */
  readonly killLimitMs: number;
  readonly health: HealthTiming;
}

export const SUPERVISOR_TIMING: SupervisorTiming = {
  startLimitMs: 15_000,
  stopGraceMs: 10_000,
  killLimitMs: 5_000,
  health: HEALTH_TIMING,
};

/** What every supervisor shares. */
export interface SupervisorParts {
  readonly store: AppStore;
  readonly list: InstanceList;
  readonly incidents: IncidentLog;
  readonly versions: ExecutableFinder;
  /** Folder that holds a folder of log files for each instance. */
  readonly logsFolder: string;
  readonly newId: () => string;
  readonly isQuitting: () => boolean;
  /** Resolves when nothing of our own listens on the port any more. */
  readonly portReleased: (port: number) => Promise<void>;
  /** Health questions do not count before this moment (`performance.now()`), e.g. after the computer slept. */
  readonly healthPausedUntilMs: () => number;
  /** Takes exceptions, which are bugs. */
  readonly reportBug: (error: unknown) => void;
  readonly timing?: SupervisorTiming;
}

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
  #servingSinceMs: number | null = null;
  #executable = '';

  constructor(id: InstanceId, parts: SupervisorParts) {
    this.#id = id;
    this.#parts = parts;
    this.#timing = parts.timing ?? SUPERVISOR_TIMING;
    this.#output = new RunOutput(join(parts.logsFolder, id));
    this.#nextRun = this.#output.lastRun + 1;
  }

  get history(): OutputHistory {
    return this.#output.history;
  }

  get instance(): Instance {
    const instance = this.#parts.store.instance(this.#id);
    if (instance === undefined) throw new Error(`Instance ${this.#id} is supervised but not in the list`);
    return instance;
  }

  /** Works off one event. An error means that nothing was changed, except that a stop is carried out even if it cannot be saved. */
  send(event: LifecycleEvent): Result<undefined> {
    const before = this.instance;
    const next = transition(before.state, event, {
      intent: before.intent,
      quitting: this.#parts.isQuitting(),
      now: new Date().toISOString(),
      nextRun: this.#nextRun,
      incidentId: this.#parts.newId(),
    });
    if (next.refused !== null) return fail(this.#refusal(next.refused, before));

    const { state, intent, effects } = next;
    let instance: Instance = { ...before, state, intent };
    let saved: Result<undefined> = done;
    for (const effect of effects) {
      if (effect.type !== 'record-incident') continue;
      const recorded = this.#recordIncident(effect, before);
      instance = { ...instance, incidents: recorded.summaries };
      if (!recorded.saved.ok) saved = recorded.saved;
    }
    if (intent !== before.intent) {
      // No process is started whose state cannot be recorded; a stop or a crash is followed all the same, and kept in
      // memory until it can be written.
      const followAnyway = before.state.kind !== 'stopped';
      const written = this.#parts.list.save(instance, followAnyway);
      if (!written.ok) saved = written;
      if (!written.ok && !followAnyway) return written;
    }
    if (!saved.ok) showNotice(this.#parts.store, { id: saved.error.code, ...errorWords(saved.error) });
    if (state.kind !== 'stopped') this.#nextRun = Math.max(this.#nextRun, state.run + 1);
    this.#leaveMarks(before.state, state, event);
    if (state !== before.state || intent !== before.intent || effects.length > 0) {
      this.#parts.store.apply({ type: 'instance-changed', instance });
    }
    for (const effect of effects) this.#carryOut(effect);
    if (state !== before.state) this.#enter(this.instance.state);
    return saved;
  }

  /** Resolves when no process of the instance exists. */
  untilStopped(): Promise<void> {
    if (this.instance.state.kind === 'stopped') return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.#parts.store.subscribe(() => {
        if (this.instance.state.kind !== 'stopped') return;
        stop();
        resolve();
      });
    });
  }

  #refusal(refused: 'in-maintenance' | 'quitting', { name, intent }: Instance): AppError {
    return refused === 'quitting'
      ? { code: 'quitting' }
      : { code: 'in-maintenance', instanceName: name, reason: intent.maintenance?.reason ?? 'requested' };
  }

  #carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'spawn':
        this.#spawn(effect.run);
        return;
      case 'terminate':
        terminateProcess(effect.pid);
        return;
      case 'kill':
        killProcess(effect.pid);
        return;
      case 'record-incident':
        return; // done before the state was published
      default:
        assertNever(effect);
    }
  }

  /** Starts what belongs to a state and ends what belonged to the one before. */
  #enter(state: InstanceState): void {
    this.#stay.abort();
    this.#stay = new AbortController();
    const { signal } = this.#stay;
    switch (state.kind) {
      case 'stopped':
        this.#servingSinceMs = null;
        return;
      case 'starting':
        this.#servingSinceMs = null;
        // The checks have a limit too: a dead network drive can hold them up for ever.
        this.#after(this.#timing.startLimitMs, { type: 'start-timeout', run: state.run }, signal);
        if (state.pid === null) this.#check(state.run, signal);
        else this.#awaitServing(state.run, state.pid, signal);
        return;
      case 'running':
        this.#servingSinceMs = performance.now();
        this.#watchHealth(state.run, signal);
        return;
      case 'stopping':
        if (state.killed) this.#after(this.#timing.killLimitMs, { type: 'kill-timeout', run: state.run }, signal);
        else this.#after(this.#timing.stopGraceMs, { type: 'stop-timeout', run: state.run }, signal);
        return;
      default:
        assertNever(state);
    }
  }

  #check(run: number, signal: AbortSignal): void {
    preflight(this.instance, this.#parts.versions, this.#parts.portReleased)
      .catch((error: unknown) => fail<StartFailure>({ cause: 'unknown', evidence: String(error) }))
      .then((checked) => {
        if (signal.aborted) return;
        if (!checked.ok) {
          this.send({ type: 'spawn-failed', run, failure: checked.error });
          return;
        }
        this.#executable = checked.value;
        this.send({ type: 'preflight-passed', run });
      })
      .catch(this.#parts.reportBug);
  }

  #spawn(run: number): void {
    const { folder, port } = this.instance;
    const executable = this.#executable;
    let pid: number | null;
    try {
      const outputFile = this.#output.follow(run);
      pid = startChild(
        {
          executable,
          arguments: serveArguments(foldersOf(folder), port),
          workingFolder: folder,
          environment: cleanEnvironment(process.env),
          outputFile,
        },
        {
          onRefused: (error) => this.send({ type: 'spawn-failed', run, failure: causeOfRefusal(error, executable) }),
          onExited: (exit) => this.send({ type: 'exited', run, exit }),
        },
      );
    } catch (error) {
      const failure: StartFailure = { cause: 'unknown', evidence: (error as Error).message };
      this.send({ type: 'spawn-failed', run, failure });
      return;
    }
    if (pid !== null) this.send({ type: 'spawned', run, pid });
  }

  #awaitServing(run: number, pid: number, signal: AbortSignal): void {
    void untilServing(pid, this.instance.port, signal, this.#timing.health).then((serving) => {
      if (serving && !signal.aborted) this.send({ type: 'healthy', run });
    });
  }

  #watchHealth(run: number, signal: AbortSignal): void {
    const { port } = this.instance;
    void untilUnresponsive(port, signal, this.#parts.healthPausedUntilMs, this.#timing.health).then((problem) => {
      if (problem !== null && !signal.aborted) this.send({ type: 'unresponsive', run, evidence: problem });
    });
  }

  #after(milliseconds: number, event: LifecycleEvent, signal: AbortSignal): void {
    const timer = setTimeout(() => this.send(event), milliseconds);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  #recordIncident(
    effect: Extract<Effect, { type: 'record-incident' }>,
    before: Instance,
  ): { readonly summaries: Instance['incidents']; readonly saved: Result<undefined> } {
    const output = this.#output.linesOfRun(effect.exit !== null);
    const { cause, evidence } = effect.failure ?? this.#findCause(effect.exit ?? { code: null, signal: null }, output);
    const incident: Incident = {
      id: effect.incidentId,
      sequence: (before.incidents[0]?.sequence ?? 0) + 1,
      at: new Date().toISOString(),
      reason: effect.reason,
      cause,
      evidence,
      exit: effect.exit,
      pid: before.state.kind === 'stopped' ? null : before.state.pid,
      uptimeMs: this.#servingSinceMs === null ? null : Math.round(performance.now() - this.#servingSinceMs),
      version: before.version,
      port: before.port,
      seen: false,
      output: incidentExcerpt(output, evidence),
    };
    return this.#parts.incidents.add(before.id, incident);
  }

  #findCause(exit: Exit, output: readonly string[]): StartFailure {
    const writeAheadLog = join(foldersOf(this.instance.folder).data, 'data.db-wal');
    return causeOfEnd({
      exit,
      served: this.#servingSinceMs !== null,
      output,
      databaseLeftOpen: existsSync(writeAheadLog),
    });
  }

  #leaveMarks(before: InstanceState, after: InstanceState, event: LifecycleEvent): void {
    if (event.type === 'exited') this.#output.end(event.exit);
    const begins = after.kind === 'starting' && (before.kind === 'stopped' || before.kind === 'stopping');
    if (begins) this.#output.begin(after.run, this.instance.version, this.instance.port);
  }
}
