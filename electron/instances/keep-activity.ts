import type { Activity, ActivityEntry, EndOfApp, SessionEnd } from '../../shared/activity';
import { changedInstance } from '../../shared/app-state';
import type { InstanceId } from '../../shared/ids';
import {
  activityOf,
  endedUnexpectedly,
  journalBegins,
  sessionEndActivity,
  operationActivity,
  operationsEnded,
} from '../../shared/words/activity-words';
import { showNotice, type AppStore } from '../store/app-store';

/** Satisfied by the storage room. */
export interface ActivityJournals {
  load(id: InstanceId): readonly ActivityEntry[];
  add(id: InstanceId, activities: readonly Activity[]): void;
}

/**
 * Writes down that the app, or the computer, had ended without a word while a process of an instance was there, and tells
 * it once. For `tellLeft` of the supervisors.
 */
export function tellSessionEnds(
  store: AppStore,
  journals: Pick<ActivityJournals, 'add'>,
): (id: InstanceId, left: SessionEnd) => void {
  const names: string[] = [];
  return (id, left) => {
    journals.add(id, [sessionEndActivity(left)]);
    if (left.ended !== 'app') return;
    names.push(store.instance(id)?.name ?? id);
    showNotice(store, endedUnexpectedly(names));
  };
}

/** One more reader of the store: writes down what happens to each instance. */
export function keepActivity(store: AppStore, journals: ActivityJournals, endOfApp: () => EndOfApp | null): void {
  store.subscribe((change, after, before) => {
    const instance = changedInstance(change);
    if (instance !== null) {
      const was = before.state.instances.find(({ id }) => id === instance.id);
      if (was !== undefined) journals.add(instance.id, activityOf(was, instance, endOfApp(), change));
      else if (journals.load(instance.id).length === 0) journals.add(instance.id, [journalBegins(instance)]);
    }
    if (change.type === 'operations-changed') {
      for (const ended of operationsEnded(before.state.operations, change.operations)) {
        // After a deletion nothing is kept of it.
        if (after.state.instances.some(({ id }) => id === ended.instanceId))
          journals.add(ended.instanceId, [operationActivity(ended)]);
      }
    }
  });
}
