import type { Activity, ActivityEntry } from '../../shared/activity';
import type { InstanceId } from '../../shared/instance';
import { activityOf, journalBegins, operationActivity, operationsEnded } from '../../shared/words/activity-words';
import type { AppStore } from './app-store';

/** Satisfied by the storage room. */
export interface ActivityJournals {
  load(id: InstanceId): readonly ActivityEntry[];
  add(id: InstanceId, activities: readonly Activity[]): void;
}

/** One more reader of the store: writes down what happens to each instance. */
export function keepActivity(store: AppStore, journals: ActivityJournals, isQuitting: () => boolean): void {
  store.subscribe((change, after, before) => {
    if (change.type === 'instance-changed') {
      const { instance } = change;
      const was = before.state.instances.find(({ id }) => id === instance.id);
      if (was !== undefined) journals.add(instance.id, activityOf(was, instance, isQuitting()));
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
