import { useMemo } from 'react';
import type { Instance } from '../../shared/instance';
import { instancesOf, listView, type GroupOfList } from '../../shared/list/list-view';
import { useListUi } from './list-ui';
import { mirror, useAppState } from './store';

export function useListView(): readonly GroupOfList[] {
  const instances = useAppState((state) => state.instances);
  const { search, sort, group, tags } = useListUi();
  return useMemo(() => listView(instances, { search, sort, group, tags }), [instances, search, sort, group, tags]);
}

/** The same, outside React: in the order in which they are shown. */
export const shownInstances = (): readonly Instance[] =>
  instancesOf(listView(mirror.getState().state?.instances ?? [], useListUi.getState()));
