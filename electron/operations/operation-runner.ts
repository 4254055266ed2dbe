import type { AppError } from '../../shared/errors';
import type { InstanceId, OperationId } from '../../shared/ids';
import type { OperationKind } from '../../shared/operation-kind';
import {
  blocksInstance,
  isUnderway,
  operationOn,
  type Operation,
  type TaskEndedByQuitting,
} from '../../shared/operation';
import { done, fail, ok, type Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import type { Progress } from '../data/job-contract';
import type { AppStore } from '../store/app-store';
import type { Journal } from './journal';

/** How many ended operations stay in the list. */
const ENDED_KEPT = 20;

/** What an operation uses to tell how far it is. */
export interface OperationContext {
  readonly id: OperationId;
  /** Given when it is to be cancelled; never after the point of no return. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly step: (words: string) => void;
  /** It made this instance. */
  readonly made: (id: InstanceId) => void;
  /**
   * Nobody may start the instance until the returned function is called, or the operation has ended. Stopping it and
   * maintenance stay possible.
   */
  readonly blockStarts: () => () => void;
  /** From here on it cannot be cancelled. False: it has been cancelled already, and must not go on. */
  readonly pointOfNoReturn: () => boolean;
}

/** Answers the sentence that says what is there now. `cancelled` is how it says that it heard the signal. */
export type Work = (context: OperationContext) => Promise<Result<string>>;

export interface Begun {
  readonly operationId: OperationId;
  readonly ended: Promise<Result<string>>;
}

/** All operations: at most one at a time for each instance, shown to everybody while they run. */
export interface OperationRunner {
  /** Refused while the instance waits for an earlier one to be put in order; `puttingInOrder` is the id of that one. */
  begin(instanceId: InstanceId, kind: OperationKind, work: Work, puttingInOrder?: OperationId): Result<Begun>;
  cancel(id: OperationId): Result<undefined>;
  /** Takes an ended one off the list. */
  dismiss(id: OperationId): Result<undefined>;
  /** What is told of its operations from now on names it as it is called now. */
  instanceRenamed(instanceId: InstanceId, name: string): void;
  /** The error for whoever wants to start the instance; null when it may be started. */
  whyBlocked(instanceId: InstanceId): AppError | null;
  /**
   * Cancels what can be cancelled; resolves when nothing is underway any more. What did not get finished is noted for the
   * next launch; an error where that could not be written.
   */
  quit(): Promise<Result<undefined>>;
  /** At launch, before anything is put in order: tells what quitting ended. */
  tellEndedByQuitting(): Result<undefined>;
}

interface Running {
  readonly abort: AbortController;
  readonly ended: Promise<unknown>;
}

export function createOperationRunner(parts: {
  readonly store: AppStore;
  readonly newId: () => string;
  readonly isQuitting: () => boolean;
  readonly journal: Pick<Journal, 'blocking' | 'load'>;
  readonly quitTasks: {
    load(): readonly TaskEndedByQuitting[];
    save(tasks: readonly TaskEndedByQuitting[]): Result<undefined>;
  };
  /** Takes exceptions, which are bugs. */
  readonly reportBug: (error: unknown) => void;
}): OperationRunner {
  const { store, newId } = parts;
  const running = new Map<OperationId, Running>();
  const all = (): readonly Operation[] => store.snapshot().state.operations;
  const publish = (operations: readonly Operation[]): void => {
    store.apply({ type: 'operations-changed', operations });
  };
  const change = (id: OperationId, changed: Partial<Operation>): void =>
    publish(all().map((one) => (one.id === id ? { ...one, ...changed } : one)));
  const find = (id: OperationId): Result<Operation> => {
    const found = all().find((one) => one.id === id);
    return found === undefined ? fail({ code: 'unknown-operation', operationId: id }) : ok(found);
  };
  const blockingStarts = new Set<OperationId>();
  const whyBusy = (instanceId: InstanceId): AppError | null => {
    const underway = operationOn(all(), instanceId);
    if (underway === undefined) return null;
    return { code: 'operation-underway', instanceName: underway.instanceName, kind: underway.kind };
  };

  /** Something was begun on it, and could be neither finished nor undone. */
  const whyUnfinished = (instanceId: InstanceId, except: OperationId | null): AppError | null => {
    const entry = parts.journal.blocking(instanceId, except);
    const instance = store.instance(instanceId);
    if (entry === undefined || instance === undefined) return null;
    const { kind, folder: path } = entry;
    return { code: 'operation-unfinished', instanceName: instance.name, kind, path };
  };

  const contextOf = (id: OperationId, abort: AbortController): OperationContext => ({
    id,
    signal: abort.signal,
    onProgress: (progress) => change(id, progress),
    blockStarts: () => {
      blockingStarts.add(id);
      return () => void blockingStarts.delete(id);
    },
    made: (madeId) => change(id, { madeId }),
    step: (words) => change(id, { step: words, doneBytes: 0, totalBytes: null }),
    pointOfNoReturn: () => {
      if (abort.signal.aborted) return false;
      change(id, { cancellable: false });
      return true;
    },
  });

  const carryOut = async (context: OperationContext, work: Work): Promise<Result<string>> => {
    const result = await work(context).catch((error: unknown): Result<string> => {
      parts.reportBug(error);
      return fail({ code: 'unexpected', detail: (error as Error).message });
    });
    running.delete(context.id);
    blockingStarts.delete(context.id);
    const outcome: Operation['outcome'] = result.ok
      ? { kind: 'done', text: result.value }
      : result.error.code === 'cancelled'
        ? parts.isQuitting()
          ? { kind: 'ended-by-quitting', how: { kind: 'cancelled' } }
          : { kind: 'cancelled' }
        : { kind: 'failed', error: result.error };
    change(context.id, { outcome, cancellable: false });
    return result;
  };

  return {
    whyBlocked: (instanceId) => {
      const underway = operationOn(all(), instanceId);
      if (underway !== undefined && blockingStarts.has(underway.id)) return whyBusy(instanceId);
      return whyUnfinished(instanceId, underway?.id ?? null);
    },
    begin: (instanceId, kind, work, puttingInOrder) => {
      const instance = store.instance(instanceId);
      if (instance === undefined) return fail({ code: 'unknown-instance', instanceId });
      if (parts.isQuitting()) return fail({ code: 'quitting' });
      const busy = whyBusy(instanceId);
      if (busy !== null) return fail(busy);
      const unfinished = whyUnfinished(instanceId, puttingInOrder ?? null);
      if (unfinished !== null) return fail(unfinished);
      const id = newId();
      const abort = new AbortController();
      const begun: Operation = {
        id,
        instanceId,
        instanceName: instance.name,
        kind,
        startedAt: new Date().toISOString(),
        step: 'Beginning',
        doneBytes: 0,
        totalBytes: null,
        cancellable: true,
        outcome: null,
      };
      publish(withoutOldest([begun, ...all()]));
      const ended = carryOut(contextOf(id, abort), work);
      running.set(id, { abort, ended });
      return ok({ operationId: id, ended });
    },
    cancel: (id) => {
      const found = find(id);
      if (!found.ok) return found;
      const { cancellable, kind, outcome } = found.value;
      if (outcome !== null) return done;
      if (!cancellable) return fail({ code: 'not-cancellable', kind });
      change(id, { step: 'Cancelling', doneBytes: 0, totalBytes: null });
      running.get(id)?.abort.abort();
      return done;
    },
    dismiss: (id) => {
      const found = find(id);
      if (!found.ok) return found;
      if (isUnderway(found.value)) {
        const { instanceName, kind } = found.value;
        return fail({ code: 'operation-underway', instanceName, kind });
      }
      publish(all().filter((one) => one.id !== id));
      return done;
    },
    instanceRenamed: (instanceId, name) =>
      publish(all().map((one) => (one.instanceId === instanceId ? { ...one, instanceName: name } : one))),
    quit: async () => {
      const left = all().filter(isUnderway);
      if (left.length === 0) return done;
      // Before anything is ended: should it take too long, the app ends in the middle.
      parts.quitTasks.save(left.flatMap(asTaskEndedByQuitting));
      for (const one of left) if (one.cancellable) running.get(one.id)?.abort.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
      const ids = new Set(left.map(({ id }) => id));
      return parts.quitTasks.save(all().flatMap((one) => (ids.has(one.id) ? asTaskEndedByQuitting(one) : [])));
    },
    tellEndedByQuitting: () => {
      const found = parts.quitTasks.load();
      if (found.length === 0) return done;
      // What is still to be put in order is told when that is done.
      const holding = new Set(parts.journal.load().flatMap((entry) => (blocksInstance(entry) ? [entry.id] : [])));
      const told = found.filter(({ id }) => !holding.has(id)).map(asEndedByQuitting);
      publish(withoutOldest([...told, ...all()]));
      return parts.quitTasks.save([]);
    },
  };
}

/** None of one that ended well. */
function asTaskEndedByQuitting(operation: Operation): readonly TaskEndedByQuitting[] {
  const { id, instanceId, instanceName, kind, startedAt, cancellable, outcome } = operation;
  const task = { id, instanceId, instanceName, kind, startedAt };
  switch (outcome?.kind) {
    case undefined:
      return [{ ...task, how: { kind: cancellable ? 'cancelled' : 'cut-off' } }];
    case 'ended-by-quitting':
      return [{ ...task, how: outcome.how }];
    case 'failed':
      return [{ ...task, how: { kind: 'failed', ...errorWords(outcome.error) } }];
    case 'done':
    case 'cancelled':
      return [];
  }
}

const asEndedByQuitting = ({ how, ...task }: TaskEndedByQuitting): Operation => ({
  ...task,
  step: '',
  doneBytes: 0,
  totalBytes: null,
  cancellable: false,
  outcome: { kind: 'ended-by-quitting', how },
});

/** Newest first; what is underway always stays. */
function withoutOldest(operations: readonly Operation[]): readonly Operation[] {
  let ended = 0;
  return operations.filter((one) => isUnderway(one) || (ended += 1) <= ENDED_KEPT);
}
