import { useRef, type KeyboardEvent } from 'react';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { stepInList } from '../../shared/list/list-order';
import { allSelected, extendedTo, toggled } from '../../shared/list/list-selection';
import { isTypingAhead, NOTHING_TYPED, typedAhead, typedOn } from '../../shared/list/type-ahead';
import { run } from '../commands/run';
import { select, selectNothing, useListUi } from '../store/list-ui';
import { mirror } from '../store/store';
import { selectInstance } from '../store/ui';

interface ListKeys {
  /** In the order they are shown in; those of one group stay among themselves when they are moved. */
  readonly shown: readonly Instance[];
  readonly groupOf: (id: InstanceId) => readonly Instance[];
  /** May the order be changed by hand? */
  readonly canMove: boolean;
  readonly selectedId: InstanceId | null;
  readonly focus: (id: InstanceId) => void;
}

/** The keyboard of the list. Plain arrows choose; with Shift they select, with Ctrl they only go. */
export function useListKeys({ shown, groupOf, canMove, selectedId, focus }: ListKeys) {
  const typed = useRef(NOTHING_TYPED);
  const ids = shown.map(({ id }) => id);

  const show = (id: InstanceId): void => {
    selectNothing();
    selectInstance(id);
    focus(id);
  };
  const go = (event: KeyboardEvent, id: InstanceId): void => {
    if (event.shiftKey) select(extendedTo(useListUi.getState().selection, id, ids, selectedId));
    else if (!event.ctrlKey && !event.metaKey) {
      show(id);
      return;
    }
    focus(id);
  };
  const move = (id: InstanceId, by: 1 | -1): void => {
    const before = stepInList(groupOf(id), mirror.getState().state?.instances ?? [], id, by);
    if (!canMove || before === undefined) return;
    focus(id);
    void run('move-in-list', { instanceId: id, before });
  };
  return (event: KeyboardEvent<HTMLElement>): void => {
    const from = rowOf(event.target);
    if (from === null || event.defaultPrevented) return;
    const at = ids.indexOf(from);
    const command = event.ctrlKey || event.metaKey;
    const isOnRow = event.target instanceof HTMLElement && event.target.dataset['row'] !== undefined;
    const handled = (act: () => void): void => {
      event.preventDefault();
      act();
    };
    if (event.altKey) return;
    if (command && event.shiftKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      handled(() => {
        move(from, event.key === 'ArrowUp' ? -1 : 1);
      });
      return;
    }
    if (command && !event.shiftKey && event.key.toLowerCase() === 'a') {
      handled(() => {
        select(allSelected(ids));
      });
      return;
    }
    if (event.key === 'Escape' && useListUi.getState().selection.ids.length > 0) {
      handled(selectNothing);
      return;
    }
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      if (!command && !event.shiftKey) handled(() => focusBeside(event));
      return;
    }
    const target = { ArrowDown: at + 1, ArrowUp: Math.max(at - 1, 0), Home: 0, End: ids.length - 1 }[event.key];
    const next = target === undefined ? undefined : ids[target];
    if (next !== undefined) {
      handled(() => {
        go(event, next);
      });
      return;
    }
    if (!isOnRow) return;
    if (event.key === ' ' && !isTypingAhead(typed.current, event.timeStamp)) {
      handled(() => {
        select(toggled(useListUi.getState().selection, from));
      });
      return;
    }
    const word = command ? null : typedOn(typed.current, event.key, event.timeStamp);
    if (word === null) return;
    handled(() => {
      typed.current = word;
      const found = typedAhead(shown, from, word.text);
      if (found !== undefined) show(found.id);
    });
  };
}

const rowOf = (target: EventTarget): InstanceId | null =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-instance]')?.dataset['instance'] ?? null) : null;

/** Between the checkbox, the row and its button. */
function focusBeside({ key, target }: KeyboardEvent): void {
  if (!(target instanceof HTMLElement)) return;
  const controls = [...(target.closest('[data-instance]')?.querySelectorAll<HTMLElement>('input, button') ?? [])];
  controls[controls.indexOf(target) + (key === 'ArrowRight' ? 1 : -1)]?.focus();
}
