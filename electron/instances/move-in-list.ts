import type { InstanceId } from '../../shared/ids';
import { movedInList } from '../../shared/list/list-order';
import { done, type Result } from '../../shared/result';
import type { AppStore } from '../store/app-store';
import type { InstanceList } from '../supervision/persistence';

interface Parts {
  readonly store: AppStore;
  readonly list: Pick<InstanceList, 'order'>;
}

/** Written first, then shown. */
export function moveInList(id: InstanceId, before: InstanceId | null, { store, list }: Parts): Result<undefined> {
  const { instances } = store.snapshot().state;
  const moved = movedInList(instances, id, before);
  if (moved === instances) return done;
  const instanceIds = moved.map((one) => one.id);
  const saved = list.order(instanceIds);
  if (saved.ok) store.apply({ type: 'instances-ordered', instanceIds });
  return saved;
}
