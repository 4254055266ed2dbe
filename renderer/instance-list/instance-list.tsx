import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState, type FocusEvent, type MouseEvent } from 'react';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { extendedTo, toggled } from '../../shared/list/list-selection';
import { instancesOf } from '../../shared/list/list-view';
import { select, selectNothing, useListUi } from '../store/list-ui';
import { shownInstances, useListView } from '../store/shown-list';
import { selectedInstance, useAppState, useSelectedInstance } from '../store/store';
import { selectInstance } from '../store/ui';
import { GroupHeading } from './group-heading';
import styles from './instance-list.module.css';
import { hasSecondLine, InstanceRow } from './instance-row';
import { entriesOf, keyOfEntry, type ListEntry } from './list-entries';
import { ListMenu } from './list-menu';
import { useListDrag } from './use-list-drag';
import { useListKeys } from './use-list-keys';

/** As in the style sheet; what is drawn is measured. */
const HEIGHTS_PX = { heading: 28, row: 32, rowWithStatus: 47 } as const;

const heightOf = (entry: ListEntry): number => {
  if (entry.kind === 'heading') return HEIGHTS_PX.heading;
  return hasSecondLine(entry.instance) ? HEIGHTS_PX.rowWithStatus : HEIGHTS_PX.row;
};

const choose = (
  id: InstanceId,
  { ctrlKey, metaKey, shiftKey }: Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>,
) => {
  const { selection } = useListUi.getState();
  const current = selectedInstance()?.id ?? null;
  if (ctrlKey || metaKey) select(toggled(selection, id, current));
  else if (shiftKey) {
    const ids = shownInstances().map((one) => one.id);
    select(extendedTo(selection, id, ids, current));
  } else {
    selectNothing();
    selectInstance(id);
  }
};

const toggle = (id: InstanceId): void => {
  select(toggled(useListUi.getState().selection, id));
};

/** The list is one stop of the Tab key; arrow keys, Home, End and letters move in it. Only what is in sight is drawn. */
export function InstanceList() {
  const view = useListView();
  const entries = useMemo(() => entriesOf(view), [view]);
  const shown = useMemo(() => instancesOf(view), [view]);
  const count = useAppState(({ instances }) => instances.length);
  const selectedId = useSelectedInstance()?.id ?? null;
  const selectedIds = useListUi(({ selection }) => selection.ids);
  const canMove = useListUi(({ sort }) => sort === 'own');
  const groupOf = useCallback(
    (id: InstanceId): readonly Instance[] =>
      view.find(({ instances }) => instances.some((one) => one.id === id))?.instances ?? [],
    [view],
  );
  const { scroller, virtualizer, reachable, onFocus, focus } = useRovingRows(entries, selectedId);
  const onKeyDown = useListKeys({ shown, groupOf, canMove, selectedId, focus });
  const drag = useListDrag(groupOf);
  const chosen = new Set(selectedIds);

  return (
    <ListMenu groupOf={groupOf} canMove={canMove} focus={focus}>
      <nav
        ref={scroller}
        aria-label="Instances"
        className={styles.navigation}
        data-selecting={chosen.size > 0 ? '' : undefined}
      >
        <ul
          className={styles.list}
          style={{ height: virtualizer.getTotalSize() }}
          onKeyDown={onKeyDown}
          onFocus={onFocus}
          onDragStart={drag.onDragStart}
          onDragOver={drag.onDragOver}
          onDrop={drag.onDrop}
          onDragEnd={drag.onDragEnd}
        >
          {virtualizer.getVirtualItems().map(({ key, index, start }) => {
            const entry = entries[index];
            if (entry === undefined) return null;
            const place = { ref: virtualizer.measureElement, 'data-index': index, style: { top: start } };
            if (entry.kind === 'heading') {
              return (
                <li key={key} {...place} className={styles.entry}>
                  <GroupHeading group={entry.group} instances={entry.instances} />
                </li>
              );
            }
            const { instance } = entry;
            const dropped = drag.place?.id === instance.id ? drag.place : null;
            return (
              <li
                key={key}
                {...place}
                className={styles.entry}
                data-instance={instance.id}
                data-drop={dropped === null ? undefined : dropped.after ? 'after' : 'before'}
                data-dragged={drag.dragged === instance.id ? '' : undefined}
                draggable={canMove && shown.length > 1}
                aria-setsize={shown.length}
                aria-posinset={entry.place}
              >
                <InstanceRow
                  instance={instance}
                  current={instance.id === selectedId}
                  reachable={instance.id === reachable}
                  selected={chosen.has(instance.id)}
                  onChosen={choose}
                  onToggled={toggle}
                />
              </li>
            );
          })}
        </ul>
        {shown.length === 0 && count > 0 && <p className={styles.nothing}>No instance matches.</p>}
      </nav>
    </ListMenu>
  );
}

/** Which rows are drawn, which of them the Tab key stops at, and how the focus gets to one that is not drawn yet. */
function useRovingRows(entries: readonly ListEntry[], selectedId: InstanceId | null) {
  const scroller = useRef<HTMLElement>(null);
  const wanted = useRef<InstanceId | null>(null);
  const [focused, setFocused] = useState<InstanceId | null>(null);
  const placeOf = (id: InstanceId | null): number =>
    entries.findIndex((entry) => entry.kind === 'row' && entry.instance.id === id);
  const kept = [placeOf(focused), placeOf(selectedId)];
  const first = entries.find((entry) => entry.kind === 'row');
  const reachable = [focused, selectedId].find((id) => id !== null && placeOf(id) >= 0) ?? first?.instance.id ?? null;
  // eslint-disable-next-line react-hooks/incompatible-library -- the compiler that would remember its answers is not in use
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const entry = entries[index];
      return entry === undefined ? HEIGHTS_PX.row : heightOf(entry);
    },
    getItemKey: (index) => {
      const entry = entries[index];
      return entry === undefined ? index : keyOfEntry(entry);
    },
    overscan: 8,
    gap: 1,
    // What has the focus, or is on the page, stays drawn: the focus would be lost with it.
    rangeExtractor: (range: Range) =>
      [...new Set([...defaultRangeExtractor(range), ...kept.filter((index) => index >= 0)])].sort((a, b) => a - b),
  });
  const isShown = placeOf(selectedId) >= 0;
  const selectedPlace = useRef(-1);
  useEffect(() => {
    selectedPlace.current = placeOf(selectedId);
  });
  // What another part of the window chooses comes into sight.
  useEffect(() => {
    if (isShown) virtualizer.scrollToIndex(selectedPlace.current, { align: 'auto' });
  }, [virtualizer, selectedId, isShown]);
  useEffect(() => {
    if (wanted.current === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (row === null || row === undefined) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });
  return {
    scroller,
    virtualizer,
    reachable,
    onFocus: ({ target }: FocusEvent): void => {
      const id = target.closest<HTMLElement>('[data-instance]')?.dataset['instance'];
      if (id !== undefined) setFocused(id);
    },
    focus: (id: InstanceId): void => {
      wanted.current = id;
      setFocused(id);
      const index = placeOf(id);
      if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
      const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${id}"]`);
      row?.focus({ preventScroll: true });
    },
  };
}
