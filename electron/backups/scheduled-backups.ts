/** Makes the backups that are due, one after the other. What has been made is read in the folders; there is no other record. */
import { setTimeout as wait } from 'node:timers/promises';
import type { BackupOptions, BackupSchedule } from '../../shared/backup';
import { isDue, lastDueAt } from '../../shared/backup-schedule';
import type { AppError } from '../../shared/errors';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { operationOn } from '../../shared/operation';
import type { Result } from '../../shared/result';
import { scheduledBackupFailed, scheduledBackupNoticeId } from '../../shared/words/schedule-words';
import { BACKUP_FOLDER_RULES } from '../../shared/words/backup-folder-words';
import { hideNotice, showNotice } from '../store/app-store';
import type { BackupWish } from './back-up';
import { backupFolderOf, refreshBackups } from './backup-folder';
import type { OperationParts } from '../operations/operation-parts';
import type { Begun } from '../operations/operation-runner';

const LOOK_EVERY_MS = 60_000;
const TRY_AGAIN_MS = 15 * 60_000;
/** Of a drive that has gone nothing may ever come back, not even an error. */
const READ_LIMIT_MS = 60_000;
/** More than a year of days, or a month of hours. */
const SETTLED_KEPT = 1000;

export interface ScheduledBackups {
  /** From now on it looks by itself, and at once. */
  start(): void;
  /** To be called when the computer wakes up, too. Resolves when nothing is due any more that could be made now. */
  look(): Promise<void>;
  /** Nothing is begun any more. */
  end(): void;
}

export interface ScheduledBackupsParts extends Pick<OperationParts, 'backupsFolder' | 'runJob' | 'store'> {
  readonly backUp: (id: InstanceId, wish: BackupWish) => Result<Begun>;
  readonly now: () => Date;
  readonly reportBug: (error: unknown) => void;
  readonly lookEveryMs?: number;
  readonly readLimitMs?: number;
}

/** What this life of the app knows of one instance. */
interface Known {
  /** Due moments, in milliseconds, for which nothing is left to do. */
  readonly settled: Set<number>;
  /** Its folder has been asked for what is in it, and has not answered yet. */
  isRead: boolean;
  failure: { readonly dueMs: number; readonly atMs: number; readonly options: BackupOptions } | null;
}

export function createScheduledBackups(parts: ScheduledBackupsParts): ScheduledBackups {
  const { store, now } = parts;
  const known = new Map<InstanceId, Known>();
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const isEnded = (): boolean => ended;
  let underway: Promise<void> | null = null;
  let lookAgain = false;
  const isWantedAgain = (): boolean => lookAgain;

  const knownOf = (id: InstanceId): Known => {
    const found = known.get(id) ?? { settled: new Set<number>(), isRead: false, failure: null };
    known.set(id, found);
    return found;
  };
  const forget = (id: InstanceId): void => {
    if (known.get(id)?.failure != null) hideNotice(store, scheduledBackupNoticeId(id));
    known.delete(id);
  };
  const settle = (id: InstanceId, dueMs: number): void => {
    const { settled } = knownOf(id);
    settled.add(dueMs);
    for (const oldest of settled) {
      if (settled.size <= SETTLED_KEPT) break;
      settled.delete(oldest);
    }
    if (knownOf(id).failure === null) return;
    knownOf(id).failure = null;
    hideNotice(store, scheduledBackupNoticeId(id));
  };
  const failed = (instance: Instance, due: Date, error: AppError): void => {
    const mine = knownOf(instance.id);
    if (mine.failure?.options !== instance.backups) showNotice(store, scheduledBackupFailed(instance, due, error));
    mine.failure = { dueMs: due.getTime(), atMs: now().getTime(), options: instance.backups };
  };

  /** False: not in time, so that one folder cannot hold up the backups of all others. */
  const readWithin = async (instance: Instance): Promise<boolean> => {
    const mine = knownOf(instance.id);
    if (mine.isRead) return false;
    mine.isRead = true;
    const read = refreshBackups(instance, parts).finally(() => (mine.isRead = false));
    const limit = new AbortController();
    const late = wait(parts.readLimitMs ?? READ_LIMIT_MS, false, { signal: limit.signal }).catch(() => false);
    return Promise.race([read.then(() => true), late]).finally(() => limit.abort());
  };

  /** A due moment that nobody has settled; null when there is nothing to do now. */
  const findDue = async (instance: Instance, schedule: BackupSchedule): Promise<Date | null> => {
    const { scheduleSince } = instance.backups;
    const at = now();
    const due = lastDueAt(schedule, at);
    const { settled, failure } = knownOf(instance.id);
    if (settled.has(due.getTime()) || !isDue(schedule, [], scheduleSince, at)) return null;
    if (failure !== null && failure.dueMs === due.getTime() && failure.options === instance.backups) {
      const sinceMs = at.getTime() - failure.atMs;
      if (sinceMs >= 0 && sinceMs < TRY_AGAIN_MS) return null;
    }
    if (!(await readWithin(instance))) {
      const path = backupFolderOf(instance, parts);
      failed(instance, due, { code: 'folder-not-usable', path, rule: BACKUP_FOLDER_RULES.notAnswering });
      return null;
    }
    const list = store.snapshot().state.backups.find(({ instanceId }) => instanceId === instance.id);
    const made = list?.backups.filter(({ reason }) => reason === 'scheduled').map(({ createdAt }) => createdAt) ?? [];
    if (isDue(schedule, made, scheduleSince, at)) return due;
    settle(instance.id, due.getTime());
    return null;
  };

  const lookAt = async (id: InstanceId): Promise<void> => {
    const instance = store.instance(id);
    const schedule = instance?.backups.schedule ?? null;
    if (instance === undefined || schedule === null) {
      forget(id);
      return;
    }
    // Tried again at the next look.
    if (operationOn(store.snapshot().state.operations, id) !== undefined) return;
    const due = await findDue(instance, schedule);
    if (due === null || isEnded()) return;
    const begun = parts.backUp(id, { reason: 'scheduled', label: '' });
    const result = begun.ok ? await begun.value.ended : begun;
    if (result.ok) settle(id, due.getTime());
    else if (result.error.code === 'cancelled') {
      // By a person, who did not want it; or by the end of the app, after which the next life makes it up.
      if (!isEnded()) settle(id, due.getTime());
    } else if (!NO_FAILURES.has(result.error.code)) failed(instance, due, result.error);
  };

  const lookAtAll = async (): Promise<void> => {
    do {
      lookAgain = false;
      const ids = new Set([...known.keys(), ...store.snapshot().state.instances.map(({ id }) => id)]);
      for (const id of ids) if (!ended) await lookAt(id).catch(parts.reportBug);
    } while (isWantedAgain() && !isEnded());
  };

  const look = (): Promise<void> => {
    if (ended) return Promise.resolve();
    lookAgain = true;
    underway ??= lookAtAll().finally(() => (underway = null));
    return underway;
  };

  return {
    start: () => {
      if (ended) return;
      timer ??= setInterval(() => void look(), parts.lookEveryMs ?? LOOK_EVERY_MS);
      void look();
    },
    look,
    end: () => {
      ended = true;
      clearInterval(timer);
    },
  };
}

/** There is nobody to tell, or another operation was quicker. */
const NO_FAILURES: ReadonlySet<AppError['code']> = new Set(['operation-underway', 'quitting', 'unknown-instance']);
