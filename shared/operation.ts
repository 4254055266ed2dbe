import type { AppError } from './errors';
import type { InstanceId, OperationId } from './ids';
import type { JournalKind, OperationKind } from './operation-kind';

/** Must the instance wait for what is noted? After a move, `done` means that the original is still to be removed. */
export const blocksInstance = (noted: {
  readonly kind: JournalKind;
  readonly phase: string;
  /** Null for an operation that leaves the instance as it is. */
  readonly before: object | null;
}): boolean => noted.before !== null && (noted.phase !== 'done' || noted.kind === 'move');

/** How an operation ended. */
export type OperationOutcome =
  /** `text` says what is there now, e.g. how many bytes were won. */
  | { readonly kind: 'done'; readonly text: string }
  | { readonly kind: 'cancelled' }
  /** Basekeeper was quit meanwhile. */
  | { readonly kind: 'ended-by-quitting'; readonly how: EndByQuitting }
  /** Everything is as it was before it began; the error says why. */
  | { readonly kind: 'failed'; readonly error: AppError };

export type EndByQuitting =
  | { readonly kind: 'cancelled' }
  /** Past the point of no return, and nothing tells whether it took effect. */
  | { readonly kind: 'cut-off' }
  /** For a reason of its own, while the app was waiting for it. */
  | { readonly kind: 'failed'; readonly title: string; readonly text: string };

/** Everything people are shown of an operation, while it runs and until they dismiss it. */
export interface Operation {
  readonly id: OperationId;
  readonly instanceId: InstanceId;
  readonly instanceName: string;
  readonly kind: OperationKind;
  /** ISO 8601, wall clock. */
  readonly startedAt: string;
  /** What is being done now, e.g. `Copying the data`. */
  readonly step: string;
  readonly doneBytes: number;
  /** Null while there is nothing to count. */
  readonly totalBytes: number | null;
  /** The instance it made; absent of the others. */
  readonly madeId?: InstanceId;
  /** False from the point of no return on. */
  readonly cancellable: boolean;
  /** Null while it runs. */
  readonly outcome: OperationOutcome | null;
}

/** What was underway when the app was quit, as the next launch tells it. */
export interface TaskEndedByQuitting extends Pick<
  Operation,
  'id' | 'instanceId' | 'instanceName' | 'kind' | 'startedAt'
> {
  readonly how: EndByQuitting;
}

export const isUnderway = ({ outcome }: Pick<Operation, 'outcome'>): boolean => outcome === null;

/** The operation that is at work on an instance now. */
export const operationOn = (operations: readonly Operation[], instanceId: InstanceId): Operation | undefined =>
  operations.find((one) => one.instanceId === instanceId && isUnderway(one));
