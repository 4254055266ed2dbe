/** How this window shows the list of instances, and which of them are selected. */
import { create } from 'zustand';
import { EVERYTHING, LIST_SORTS, type ListWish } from '../../shared/list/list-view';
import { NOTHING_SELECTED, type ListSelection } from '../../shared/list/list-selection';

interface ListUi extends ListWish {
  readonly selection: ListSelection;
}

export const useListUi = create<ListUi>(() => ({ ...EVERYTHING, selection: NOTHING_SELECTED }));

export const select = (selection: ListSelection): void => {
  useListUi.setState({ selection });
};

export const selectNothing = (): void => {
  if (useListUi.getState().selection.ids.length > 0) select(NOTHING_SELECTED);
};

export const showEverything = (): void => {
  useListUi.setState({ search: '', group: null, tags: [] });
};

const KEY = 'list-sort';

/** The list is sorted as it was at the last launch. */
export function rememberListSort(storage: Pick<Storage, 'getItem' | 'setItem'>): () => void {
  const kept = LIST_SORTS.find((sort) => sort === storage.getItem(KEY));
  if (kept !== undefined) useListUi.setState({ sort: kept });
  return useListUi.subscribe(({ sort }, before) => {
    if (sort !== before.sort) storage.setItem(KEY, sort);
  });
}
