import type { InstanceId } from '../ids';

interface Listed {
  readonly id: InstanceId;
}

/**
 * The list with one of its instances put in front of another, or at the end for null. Whatever is not on the list changes
 * nothing: the same list is answered.
 */
export function movedInList<One extends Listed>(
  list: readonly One[],
  id: InstanceId,
  before: InstanceId | null,
): readonly One[] {
  const moved = list.find((one) => one.id === id);
  if (moved === undefined || id === before) return list;
  const others = list.filter((one) => one !== moved);
  const at = before === null ? others.length : others.findIndex((one) => one.id === before);
  if (at < 0) return list;
  const next = [...others.slice(0, at), moved, ...others.slice(at)];
  return next.every((one, index) => one === list[index]) ? list : next;
}

/** In the order of these ids; what none of them names stays in its order, at the end. */
export function inOrder<One extends Listed>(list: readonly One[], ids: readonly InstanceId[]): readonly One[] {
  const place = new Map(ids.map((id, index) => [id, index]));
  const placeOf = ({ id }: One): number => place.get(id) ?? ids.length;
  return [...list].sort((one, other) => placeOf(one) - placeOf(other));
}

/**
 * Where an instance goes that is moved one place up or down among those that are shown with it: in front of which. Null
 * for behind the last one, undefined where it cannot go further.
 */
export function stepInList(
  shown: readonly Listed[],
  all: readonly Listed[],
  id: InstanceId,
  by: 1 | -1,
): InstanceId | null | undefined {
  const at = shown.findIndex((one) => one.id === id);
  const neighbour = at < 0 ? undefined : shown[at + by];
  if (neighbour === undefined) return undefined;
  if (by === -1) return neighbour.id;
  const after = all[all.findIndex((one) => one.id === neighbour.id) + 1];
  return after?.id ?? null;
}
