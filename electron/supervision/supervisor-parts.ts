import type { SessionEnd } from '../../shared/activity';
import type { AppError } from '../../shared/errors';
import type { InstanceId } from '../../shared/ids';
import type { SelfRestartLimits } from '../../shared/self-restarts';
import type { AppStore } from '../store/app-store';
import { HEALTH_TIMING, type HealthTiming } from '../process/health';
import type { IncidentLog, InstanceList, RunRecords } from './persistence';
import type { CheckData } from './data-safety';
import type { ExecutableFinder } from './preflight';
import type { SecretKeeper } from './secrets';
import type { StartQueue } from './start-queue';

/** How long each stage may take, in milliseconds. */
export interface SupervisorTiming {
  /** Without any progress of a start; rules: `shared/start-patience.ts`. */
  readonly startLimitMs: number;
  /** From SIGTERM to SIGKILL. */
  readonly stopGraceMs: number;
  /** From SIGKILL to giving up. */
  readonly killLimitMs: number;
  readonly health: HealthTiming;
  /** When PocketBase's own restarts are too many; the usual ones without it. */
  readonly selfRestarts?: SelfRestartLimits;
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
  readonly records: RunRecords;
  readonly versions: ExecutableFinder;
  readonly secrets: Pick<SecretKeeper, 'open'>;
  /** Folder that holds a folder of log files for each instance. */
  readonly logsFolder: string;
  readonly newId: () => string;
  readonly isQuitting: () => boolean;
  /** Why an instance may not be started now: an operation is at work on its data. */
  readonly whyBlocked: (id: InstanceId) => AppError | null;
  /** Is there a record of an operation? */
  readonly isKnownOperation: (operationId: string) => boolean;
  /** Resolves when nothing of our own listens on the port any more. */
  readonly portReleased: (port: number) => Promise<void>;
  /** Looks for damage before a start that follows an end out of order. */
  readonly checkData: CheckData;
  /** Health questions do not count before this moment (`performance.now()`), e.g. after the computer slept. */
  readonly healthPausedUntilMs: () => number;
  /** Which starts may begin now. */
  readonly startQueue: StartQueue;
  /** Do more programs want to run than this computer can let run? Without it the system is asked. */
  readonly isOverloaded?: () => boolean;
  /** Told at launch of each process that was there when the app, or the computer, ended without a word. */
  readonly tellSessionEnd: (id: InstanceId, left: SessionEnd) => void;
  /** Takes exceptions, which are bugs. */
  readonly reportBug: (error: unknown) => void;
  readonly timing?: SupervisorTiming;
  /** How often it is looked whether another process serves the data too; in milliseconds. */
  readonly ownershipIntervalMs?: number;
}
