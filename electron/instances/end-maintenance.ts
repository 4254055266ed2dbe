/** Ends maintenance whose time is over, on the way a person takes: the checks before a start decide what comes of it. */
import { changedInstance } from '../../shared/app-state';
import type { AppError } from '../../shared/errors';
import type { Instance } from '../../shared/instance';
import { endOf, overdueEnd } from '../../shared/timed-maintenance';
import { maintenanceNotEnded, notEndedNoticeId } from '../../shared/words/maintenance-words';
import { hideNotice, showNotice, type AppStore } from '../store/app-store';
import type { Instances } from './instances';

/** The wall clock may be changed, and timers do not count while the computer sleeps: it is looked at least so often. */
const LOOK_EVERY_MS = 20_000;
/** What was only in the way for a moment is tried again. */
const TRY_AGAIN_MS = 1000;

export interface MaintenanceEnds {
  /** From now on it looks by itself, and at once. */
  start(): void;
  /** To be called when the computer wakes up, too. */
  look(): void;
  /** Nothing is ended any more. */
  end(): void;
}

export interface MaintenanceEndsParts {
  readonly store: AppStore;
  readonly instances: Pick<Instances, 'leaveMaintenance' | 'enterMaintenance'>;
  readonly now: () => Date;
  /** What else is looked at whenever ends are, e.g. what begins. */
  readonly alsoLook: () => void;
}

export function createMaintenanceEnds({ store, instances, now, alsoLook }: MaintenanceEndsParts): MaintenanceEnds {
  let timer: NodeJS.Timeout | undefined;
  let stop: (() => void) | null = null;

  const all = (): readonly Instance[] => store.snapshot().state.instances;
  const lookAt = (instance: Instance): void => {
    const { maintenance } = instance.intent;
    const due = overdueEnd(maintenance, now());
    if (maintenance === null || due === null) return;
    const left = instances.leaveMaintenance(instance.id, due);
    if (left.ok || PASSING.has(left.error.code)) return;
    // Said before, in case the following cannot be written either; then it is tried, and said, again.
    showNotice(store, maintenanceNotEnded(instance, left.error));
    instances.enterMaintenance(instance.id, maintenance.setBy, { until: null });
  };
  const wait = (): void => {
    clearTimeout(timer);
    const nowMs = now().getTime();
    const dues = all().flatMap(({ intent }) => endOf(intent.maintenance) ?? []);
    const soonestMs = Math.min(...dues.map((due) => Date.parse(due) - nowMs).filter((ms) => !Number.isNaN(ms)));
    timer = setTimeout(look, Math.min(Math.max(soonestMs, TRY_AGAIN_MS), LOOK_EVERY_MS));
  };
  const look = (): void => {
    for (const instance of all()) lookAt(instance);
    alsoLook();
    if (stop !== null) wait();
  };

  return {
    start: () => {
      stop ??= store.subscribe((change) => {
        const instance = changedInstance(change);
        if (instance === null) return;
        if (endOf(instance.intent.maintenance) !== null) wait();
        if (instance.intent.maintenance === null) hideNotice(store, notEndedNoticeId(instance.id));
      });
      look();
    },
    look,
    end: () => {
      stop?.();
      stop = null;
      clearTimeout(timer);
    },
  };
}

/** An operation holds it and gives it back; or there is nothing left to end. */
const PASSING: ReadonlySet<AppError['code']> = new Set(['operation-underway', 'quitting', 'unknown-instance']);
