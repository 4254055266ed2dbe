/** Several instances chosen at once, to give one command to all of them. The page shows one of them, or another. */
import type { InstanceId } from '../ids';

export interface ListSelection {
  readonly ids: readonly InstanceId[];
  /** Where a range begins. */
  readonly anchor: InstanceId | null;
}

export const NOTHING_SELECTED: ListSelection = { ids: [], anchor: null };

type Shown = readonly InstanceId[];

/** Only what is on screen is acted upon: what a search or a filter hides does not count. In the order of the list. */
export const selectedOf = ({ ids }: ListSelection, shown: Shown): Shown => {
  const chosen = new Set(ids);
  return shown.filter((id) => chosen.has(id));
};

/** One more or one less. With `alongside`, the one the page shows joins the first that is added to it. */
export function toggled(selection: ListSelection, id: InstanceId, alongside: InstanceId | null = null): ListSelection {
  const { ids } = selection;
  if (ids.includes(id)) return { ids: ids.filter((one) => one !== id), anchor: id };
  const joined = ids.length === 0 && alongside !== null && alongside !== id ? [alongside] : ids;
  return { ids: [...joined, id], anchor: id };
}

/** Everything from the anchor, or from the one the page shows, to this one; nothing else. */
export function extendedTo(
  { anchor }: ListSelection,
  id: InstanceId,
  shown: Shown,
  current: InstanceId | null,
): ListSelection {
  const from = [anchor, current, id].find((one) => one !== null && shown.includes(one)) ?? id;
  const ends = [shown.indexOf(from), shown.indexOf(id)].sort((one, other) => one - other);
  const [first = -1, last = -1] = ends;
  return first < 0 ? { ids: [id], anchor: id } : { ids: shown.slice(first, last + 1), anchor: from };
}

export const allSelected = (shown: Shown): ListSelection => ({ ids: shown, anchor: shown[0] ?? null });
