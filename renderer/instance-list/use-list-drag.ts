import { useState, type DragEvent } from 'react';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { run } from '../commands/run';
import { mirror } from '../store/store';

const TYPE = 'application/x-basekeeper-instance';

interface DropPlace {
  readonly id: InstanceId;
  /** Behind it, not in front of it. */
  readonly after: boolean;
}

/** Instances are dragged to another place of their group. What is shown is where it would go; main says where it went. */
export function useListDrag(groupOf: (id: InstanceId) => readonly Instance[]) {
  const [dragged, setDragged] = useState<InstanceId | null>(null);
  const [place, setPlace] = useState<DropPlace | null>(null);
  const end = (): void => {
    setDragged(null);
    setPlace(null);
  };
  const placeOf = (event: DragEvent): DropPlace | null => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-instance]') : null;
    const id = row?.dataset['instance'];
    if (row === null || id === undefined || id === dragged || dragged === null) return null;
    if (!groupOf(dragged).some((one) => one.id === id)) return null;
    const { top, height } = row.getBoundingClientRect();
    return { id, after: event.clientY > top + height / 2 };
  };
  return {
    dragged,
    place,
    onDragStart: (event: DragEvent): void => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-instance]') : null;
      const id = row?.dataset['instance'];
      if (id === undefined) return;
      event.dataTransfer.setData(TYPE, id);
      event.dataTransfer.effectAllowed = 'move';
      setDragged(id);
    },
    onDragOver: (event: DragEvent): void => {
      const next = placeOf(event);
      if (next !== null) event.preventDefault();
      if (next?.id !== place?.id || next?.after !== place?.after) setPlace(next);
    },
    onDrop: (event: DragEvent): void => {
      const at = placeOf(event);
      if (at === null || dragged === null) return;
      event.preventDefault();
      void run('move-in-list', { instanceId: dragged, before: inFrontOf(at) });
      end();
    },
    onDragEnd: end,
  };
}

function inFrontOf({ id, after }: DropPlace): InstanceId | null {
  if (!after) return id;
  const all = mirror.getState().state?.instances ?? [];
  return all[all.findIndex((one) => one.id === id) + 1]?.id ?? null;
}
