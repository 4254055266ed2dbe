import type { AppError } from '../../shared/errors';
import type { Incident } from '../../shared/incident';
import { isAlive, wouldBeStopped } from '../../shared/display-status';
import type { InstanceId } from '../../shared/ids';
import type { MaintenanceSetter } from '../../shared/maintenance-reason';
import { UNOBSERVED, type ChangedConfiguration, type Instance, type Intent } from '../../shared/instance';
import type { LifecycleEvent } from '../../shared/lifecycle-events';
import { whyNotChangePort, portConflict } from '../../shared/port-rule';
import { done, fail, ok, type Result } from '../../shared/result';
import type { InstanceSettings } from '../../shared/settings';
import type { MaintenanceTerms } from '../../shared/timed-maintenance';
import { errorWords } from '../../shared/words/error-words';
import { notStartedAtLaunch } from '../../shared/words/port-words';
import { uncertainProcess } from '../../shared/words/process-words';
import { WANTED } from '../../shared/words/operation-words';
import { hideNotice, showNotice, untilSettled, untilStopped } from '../store/app-store';
import type { KeptOutput } from '../output/kept-output';
import type { OutputHistory } from '../output/output-history';
import { watchOwnership } from '../supervision/ownership-watch';
import { watchSameFolder } from '../supervision/same-folder-watch';
import { startWithoutHooks } from '../supervision/start-without-hooks';
import { Supervisor } from '../supervision/supervisor';
import type { SupervisorParts } from '../supervision/supervisor-parts';

/** All instances with their supervisors: the commands that the window, the tray and the app's own life share. */
export interface Instances {
  /**
   * Takes the saved instances over and starts those that are meant to run and are not in maintenance. Those on which an
   * operation has not been finished are put into maintenance for it first. Answers what each was meant to do until then.
   */
  resume(unfinished?: ReadonlySet<InstanceId>): ReadonlyMap<InstanceId, Intent>;
  /**
   * Puts an instance on the list and under supervision, then starts it if it is meant to run and not in maintenance;
   * whether that succeeds, its state will tell.
   */
  add(instance: Instance): Result<undefined>;
  start(id: InstanceId): Result<undefined>;
  stop(id: InstanceId): Result<undefined>;
  restart(id: InstanceId): Result<undefined>;
  /** With terms also where a person has switched it on already: they change. */
  enterMaintenance(id: InstanceId, setBy: MaintenanceSetter, terms?: MaintenanceTerms): Result<undefined>;
  /** `due`: by the clock, and only what was to end at this moment; ISO 8601. */
  leaveMaintenance(id: InstanceId, due?: string): Result<undefined>;
  /** Out of maintenance and started, this once without its hooks. */
  startWithoutHooks(id: InstanceId): Result<undefined>;
  /** Puts every instance that is not stopped into maintenance. The first failure is answered after all were tried. */
  stopEverything(setBy: MaintenanceSetter): Result<undefined>;
  setOptions(id: InstanceId, options: Partial<InstanceSettings>): Result<undefined>;
  /** Only while no process of the instance exists. */
  setPort(id: InstanceId, port: number): Result<undefined>;
  incident(id: InstanceId, incidentId: string): Result<Incident>;
  markIncidentsSeen(id: InstanceId): Result<undefined>;
  /** The newest lines, in memory. */
  output(id: InstanceId): Result<OutputHistory>;
  /** All lines, on disk. */
  keptOutput(id: InstanceId): Result<KeptOutput>;
  /**
   * For an operation on the data: maintenance, whatever was before. Resolves when no process exists; answers what was
   * wanted before.
   */
  beginOperation(id: InstanceId): Promise<Result<Intent>>;
  /** Gives it back with this intent, unless a person asked for maintenance meanwhile. Starts it if it is to run. */
  endOperation(id: InstanceId, intent: Intent): Result<undefined>;
  /**
   * Changes what a person chose; whatever needs its process gone is for the caller to see to. Refused, with nothing
   * changed, when it cannot be written.
   */
  change(id: InstanceId, changed: ChangedConfiguration): Result<undefined>;
  /** The same, but followed although it cannot be written now; it is written as soon as that works. */
  changeAnyway(id: InstanceId, changed: ChangedConfiguration): Result<undefined>;
  /** Writes what is kept of it once more. */
  saveNow(id: InstanceId): Result<undefined>;
  /** Takes it off the list; only without a process. Its files stay. */
  remove(id: InstanceId): Result<undefined>;
  /** Writes what could not be written when it happened; the notice about it goes when it worked. */
  writeUnsaved(): Result<undefined>;
  /** SIGKILL to what is left, when there is no more time to ask. */
  killAll(): void;
  /** Ends every process without touching what the user wants; resolves when all of them are gone. */
  quit(): Promise<void>;
}

export function createInstances(parts: SupervisorParts): Instances {
  const { store, list, incidents } = parts;
  const supervisors = new Map<InstanceId, Supervisor>();
  const endOwnershipWatch = watchOwnership({
    supervisors: () => supervisors.values(),
    reportBug: parts.reportBug,
    intervalMs: parts.ownershipIntervalMs,
  });
  const endStartWatch = watchSameFolder({ store, supervisor: (id) => supervisors.get(id), reportBug: parts.reportBug });

  const withSupervisor = <Value>(id: InstanceId, use: (supervisor: Supervisor) => Result<Value>): Result<Value> => {
    const supervisor = supervisors.get(id);
    return supervisor === undefined ? fail<AppError>({ code: 'unknown-instance', instanceId: id }) : use(supervisor);
  };
  /** Before anything changes: two instances with one port never run together. */
  const allowedToStart = (
    id: InstanceId,
    type: LifecycleEvent['type'],
    perform: (supervisor: Supervisor) => Result<undefined>,
  ): Result<undefined> =>
    withSupervisor(id, (supervisor) => {
      const busy = STARTING_EVENTS.has(type) ? parts.whyBlocked(id) : null;
      if (busy !== null) return fail(busy);
      const conflict = portConflict(supervisor.instance, type, store.snapshot().state.instances);
      return conflict === null ? perform(supervisor) : fail(conflict);
    });
  const send = (id: InstanceId, event: LifecycleEvent): Result<undefined> =>
    allowedToStart(id, event.type, (supervisor) => supervisor.send(event));
  /** For what nobody waits for an answer of. */
  const tellFailure = (outcome: Result<undefined>): void => {
    if (!outcome.ok) showNotice(store, { id: outcome.error.code, ...errorWords(outcome.error) });
  };
  /** Of two that were meant to run on one port the first does; the other is stopped, and the user told. */
  const startAtLaunch = (id: InstanceId): void => {
    const started = send(id, { type: 'start' });
    if (started.ok || started.error.code !== 'port-held-by-instance') {
      tellFailure(started);
      return;
    }
    tellFailure(send(id, { type: 'stop' }));
    const instance = store.instance(id);
    if (instance !== undefined) showNotice(store, notStartedAtLaunch(instance, started.error));
  };
  const configure = (changed: Instance, anyway = false): Result<undefined> => {
    const saved = list.save(changed, anyway);
    if (saved.ok || anyway) store.apply({ type: 'instance-changed', instance: changed });
    return saved;
  };
  const supervise = (instance: Instance): void => {
    store.apply({ type: 'instance-changed', instance });
    supervisors.set(instance.id, new Supervisor(instance.id, parts));
  };

  return {
    resume: (unfinished = new Set()) => {
      for (const record of list.load()) {
        supervise({
          ...record,
          ...UNOBSERVED,
          incidents: incidents.load(record.id),
        });
      }
      for (const supervisor of supervisors.values()) {
        const uncertain = supervisor.adopt();
        if (uncertain !== null) showNotice(store, uncertainProcess(supervisor.instance, uncertain));
      }
      const found = new Map(store.snapshot().state.instances.map(({ id, intent }) => [id, intent]));
      for (const id of unfinished) if (supervisors.has(id)) tellFailure(send(id, { type: 'begin-operation' }));
      for (const supervisor of supervisors.values()) {
        const { id, intent, state } = supervisor.instance;
        const wished = intent.shouldRun && intent.maintenance === null && state.kind === 'stopped';
        if (wished) startAtLaunch(id);
      }
      return found;
    },
    add: (instance) => {
      const saved = list.save(instance);
      if (!saved.ok) return saved;
      // One that was on the list before has incidents.
      supervise({ ...instance, incidents: incidents.load(instance.id) });
      if (instance.intent.shouldRun && instance.intent.maintenance === null)
        tellFailure(send(instance.id, { type: 'start' }));
      return done;
    },
    start: (id) => send(id, { type: 'start' }),
    stop: (id) => send(id, { type: 'stop' }),
    restart: (id) => send(id, { type: 'restart' }),
    enterMaintenance: (id, setBy, terms = {}) => send(id, { type: 'enter-maintenance', setBy, terms }),
    leaveMaintenance: (id, due) => send(id, { type: 'leave-maintenance', ...(due === undefined ? {} : { due }) }),
    startWithoutHooks: (id) => allowedToStart(id, 'leave-maintenance', startWithoutHooks),
    stopEverything: (setBy) => {
      const alive = [...supervisors.values()].filter((one) => wouldBeStopped(one.instance));
      const outcomes = alive.map((one) => one.send({ type: 'enter-maintenance', setBy }));
      return outcomes.find((outcome) => !outcome.ok) ?? done;
    },
    setOptions: (id, options) =>
      withSupervisor(id, (supervisor) => {
        const changed = { ...supervisor.instance, ...options };
        const saved = configure(changed);
        const silent = saved.ok ? silentProcess(changed) : null;
        return silent === null ? saved : supervisor.send(silent);
      }),
    setPort: (id, port) =>
      withSupervisor(id, ({ instance }) => {
        const refused = whyNotChangePort(instance, port, store.snapshot().state.instances);
        // What was found out about the old port is not true of the new one.
        const moved = { ...instance, port, maintenanceAnswer: { kind: 'none' } } as const;
        return refused === null ? configure(moved) : fail(refused);
      }),
    beginOperation: async (id) => {
      const before = store.instance(id)?.intent;
      const begun = send(id, { type: 'begin-operation' });
      if (before === undefined) return fail({ code: 'unknown-instance', instanceId: id });
      // A stop is carried out even if it cannot be written down; whoever gives up now has to wait for its end.
      await untilSettled(store, id);
      if (!begun.ok) return begun;
      const instance = store.instance(id);
      if (instance === undefined) return fail({ code: 'unknown-instance', instanceId: id });
      if (instance.state.kind === 'stopped') return ok(before);
      return fail({ code: 'not-stopped', instanceName: instance.name, wanted: WANTED.operation });
    },
    endOperation: (id, intent) =>
      // Not `send`: the operation itself is what holds the instance until now.
      withSupervisor(id, (supervisor) => {
        const event = { type: 'end-operation', intent } as const;
        const starts = intent.shouldRun && intent.maintenance === null;
        const conflict = starts
          ? portConflict(supervisor.instance, 'leave-maintenance', store.snapshot().state.instances)
          : null;
        if (conflict === null) return supervisor.send(event);
        supervisor.send({ ...event, intent: { ...intent, shouldRun: false } });
        return fail(conflict);
      }),
    change: (id, changed) => withSupervisor(id, ({ instance }) => configure({ ...instance, ...changed })),
    changeAnyway: (id, changed) => withSupervisor(id, ({ instance }) => configure({ ...instance, ...changed }, true)),
    saveNow: (id) => withSupervisor(id, ({ instance }) => configure(instance, true)),
    remove: (id) =>
      withSupervisor(id, ({ instance }) => {
        if (isAlive(instance)) {
          return fail({ code: 'not-stopped', instanceName: instance.name, wanted: WANTED.removal });
        }
        const removed = list.remove(id);
        if (!removed.ok) return removed;
        supervisors.delete(id);
        store.apply({ type: 'instance-removed', instanceId: id });
        return done;
      }),
    incident: (id, incidentId) =>
      withSupervisor(id, () => {
        const incident = incidents.find(id, incidentId);
        return incident === undefined ? fail<AppError>({ code: 'unknown-incident', incidentId }) : ok(incident);
      }),
    markIncidentsSeen: (id) =>
      withSupervisor(id, ({ instance }) => {
        if (instance.incidents.every(({ seen }) => seen)) return done;
        const { summaries, saved } = incidents.markSeen(id);
        store.apply({ type: 'instance-changed', instance: { ...instance, incidents: summaries } });
        return saved;
      }),
    output: (id) => withSupervisor(id, ({ history }) => ok(history)),
    keptOutput: (id) => withSupervisor(id, ({ keptOutput }) => ok(keptOutput)),
    writeUnsaved: () => {
      const written = [list.writeUnsaved(), incidents.writeUnsaved()].find((outcome) => !outcome.ok) ?? done;
      if (written.ok) hideNotice(store, 'state-not-saved');
      return written;
    },
    killAll: () => {
      for (const supervisor of supervisors.values()) supervisor.killNow();
    },
    quit: async () => {
      endOwnershipWatch();
      endStartWatch();
      const all = [...supervisors.values()];
      for (const supervisor of all) supervisor.send({ type: 'quit' });
      await Promise.all(all.map(({ instance }) => untilStopped(store, instance.id)));
    },
  };
}

/** What may make a process come into being. */
const STARTING_EVENTS: ReadonlySet<LifecycleEvent['type']> = new Set(['start', 'restart', 'leave-maintenance']);

/** A process that does not answer, and was only warned of while the options had it so. */
function silentProcess({ whenUnresponsive, state, warnings }: Instance): LifecycleEvent | null {
  const warning = warnings.find(({ kind }) => kind === 'not-answering');
  if (warning === undefined || whenUnresponsive === 'warning' || state.kind !== 'running') return null;
  return { type: 'unresponsive', runNumber: state.runNumber, evidence: warning.evidence };
}

/** How many processes quitting would end. */
export const countAlive = (instances: readonly Instance[]): number => instances.filter(isAlive).length;
