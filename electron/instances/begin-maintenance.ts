/** Begins scheduled maintenance. Only a moment that passes while the app is there counts: nothing is made up later. */
import type { InstanceId } from '../../shared/ids';
import type { Activity } from '../../shared/activity';
import { lastDueAt } from '../../shared/backup-schedule';
import type { Instance } from '../../shared/instance';
import { operationOn } from '../../shared/operation';
import { scheduleSkipped, type SkipReason } from '../../shared/words/maintenance-words';
import type { AppStore } from '../store/app-store';
import type { Instances } from './instances';

export interface MaintenanceBeginsParts {
  readonly store: AppStore;
  readonly instances: Pick<Instances, 'enterMaintenance'>;
  readonly activity: { add(id: InstanceId, activities: readonly Activity[]): void };
  readonly now: () => Date;
}

/** The function that looks what has come due since it was called last. */
export function createMaintenanceBegins({ store, instances, activity, now }: MaintenanceBeginsParts): () => void {
  let lastLookMs = now().getTime();
  /** Moments for which nothing is left to do; a clock that is set back comes by them again. */
  const settled = new Set<string>();
  /** Moments that an operation has in its hands. */
  const waiting = new Set<string>();

  const lookAt = (instance: Instance, at: Date, sinceMs: number): void => {
    const { id, maintenanceSchedule: schedule, intent } = instance;
    if (schedule === null) return;
    const due = lastDueAt(schedule, at);
    const moment = `${id} ${due.toISOString()}`;
    const isWaiting = waiting.has(moment);
    if (settled.has(moment) || !(isWaiting || due.getTime() > sinceMs)) return;
    const settle = (skipped: SkipReason | null): void => {
      settled.add(moment);
      waiting.delete(moment);
      if (skipped !== null) activity.add(id, [{ kind: 'maintenance', text: scheduleSkipped(skipped) }]);
    };
    const until = new Date(due.getTime() + schedule.minutes * 60_000);
    if (until <= at) {
      settle(isWaiting ? 'task' : 'asleep');
    } else if (operationOn(store.snapshot().state.operations, id) !== undefined) {
      waiting.add(moment);
    } else if (intent.maintenance !== null) {
      settle(intent.maintenance.reason === 'scheduled' ? null : 'maintenance');
    } else if (instances.enterMaintenance(id, 'schedule', { until: until.toISOString() }).ok) {
      settle(null);
    } else {
      // It could not be written down, which has been told; tried again at the next look.
      waiting.add(moment);
    }
  };

  return () => {
    const at = now();
    const sinceMs = lastLookMs;
    lastLookMs = at.getTime();
    for (const instance of store.snapshot().state.instances) lookAt(instance, at, sinceMs);
  };
}
