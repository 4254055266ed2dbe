import type { Instance } from '../../shared/instance';
import type { GroupOfList, ListGroup } from '../../shared/list/list-view';

/** One line of the list: the heading of a group, or an instance. */
export type ListEntry =
  | { readonly kind: 'heading'; readonly group: ListGroup; readonly instances: readonly Instance[] }
  | { readonly kind: 'row'; readonly instance: Instance; readonly place: number };

/** Places count the instances, from 1. */
export function entriesOf(view: readonly GroupOfList[]): readonly ListEntry[] {
  let place = 0;
  return view.flatMap(({ group, instances }): readonly ListEntry[] => {
    const rows = instances.map((instance): ListEntry => ({ kind: 'row', instance, place: (place += 1) }));
    return group === null ? rows : [{ kind: 'heading', group, instances }, ...rows];
  });
}

export const keyOfEntry = (entry: ListEntry): string =>
  entry.kind === 'heading' ? `group ${entry.group}` : entry.instance.id;
