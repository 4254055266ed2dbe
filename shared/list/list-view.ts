/** What of the list is shown, in which order and under which headings. */
import { displayStatus, isDegraded, unansweredOf } from '../display-status';
import type { Instance } from '../instance';
import { assertNever } from '../result';
import { tagKey } from '../tags';
import { statusInWords } from '../words/status-words';

/** From this many instances on, the list can be searched, and has groups, filters and an order of its own. */
export const SEARCH_FROM = 8;

/** In the order of the list. */
export const LIST_GROUPS = ['needs-you', 'running', 'maintenance', 'stopped'] as const;
export type ListGroup = (typeof LIST_GROUPS)[number];

export const LIST_SORTS = ['own', 'name', 'status', 'port', 'changed'] as const;
export type ListSort = (typeof LIST_SORTS)[number];

export interface ListWish {
  /** As it was typed. */
  readonly search: string;
  readonly sort: ListSort;
  /** Null: all of them. */
  readonly group: ListGroup | null;
  /** Names; an instance is shown that has one of them. None: all are shown. */
  readonly tags: readonly string[];
}

export const EVERYTHING: ListWish = { search: '', sort: 'own', group: null, tags: [] };

export interface GroupOfList {
  /** Null where the list has no groups. */
  readonly group: ListGroup | null;
  readonly instances: readonly Instance[];
}

/**
 * Something is for a person to do: it ended by itself or could not start, it runs and something is wrong, or it is silent.
 * Maintenance that a person asked for, and that of a task, waits for nobody.
 */
export function groupOfInstance(instance: Instance): ListGroup {
  const { kind } = displayStatus(instance);
  const { maintenance } = instance.intent;
  if (maintenance !== null) {
    const asked = maintenance.reason === 'requested' || maintenance.reason === 'operation';
    return asked ? 'maintenance' : 'needs-you';
  }
  if (isDegraded(instance) || unansweredOf(instance) !== null) return 'needs-you';
  switch (kind) {
    case 'waiting':
      return 'needs-you';
    case 'starting':
    case 'running':
    case 'stopping':
    case 'restarting':
      return 'running';
    case 'stopped':
      return 'stopped';
    case 'maintenance':
    case 'entering-maintenance':
      return 'maintenance';
    default:
      return assertNever(kind);
  }
}

/** How many are in each group, whatever is searched for. */
export function countGroups(instances: readonly Instance[]): Readonly<Record<ListGroup, number>> {
  const counts = { 'needs-you': 0, running: 0, maintenance: 0, stopped: 0 };
  for (const instance of instances) counts[groupOfInstance(instance)] += 1;
  return counts;
}

/** When something last became of it, ISO 8601: a start, an end, maintenance, or that it came to be. */
export function lastChangeOf({ createdAt, state, intent, incidents }: Instance): string {
  const times = [createdAt, intent.maintenance?.since, incidents[0]?.at, 'since' in state ? state.since : undefined];
  return times.reduce<string>((last, time) => (time !== undefined && time > last ? time : last), '');
}

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const byName = (one: Instance, other: Instance): number => names.compare(one.name, other.name);
const placeOf = (instance: Instance): number => LIST_GROUPS.indexOf(groupOfInstance(instance));

const ORDERS: Readonly<Record<Exclude<ListSort, 'own'>, (one: Instance, other: Instance) => number>> = {
  name: byName,
  status: (one, other) =>
    placeOf(one) - placeOf(other) || statusInWords(one).localeCompare(statusInWords(other)) || byName(one, other),
  port: (one, other) => one.port - other.port || byName(one, other),
  /** Newest first. */
  changed: (one, other) => lastChangeOf(other).localeCompare(lastChangeOf(one)) || byName(one, other),
};

/** Every word that was typed is in its name, one of its tags or its status, or is how its port or version begins. */
function isFound(instance: Instance, words: readonly string[]): boolean {
  const { name, port, version, tags } = instance;
  const text = [name, statusInWords(instance), ...tags.map((tag) => tag.name)].map((one) => one.toLocaleLowerCase());
  return words.every(
    (word) => text.some((one) => one.includes(word)) || String(port).startsWith(word) || version.startsWith(word),
  );
}

const wordsOf = (search: string): readonly string[] =>
  search
    .trim()
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

/** A short list is never filtered, grouped or sorted: it shows everything as it was put there. */
export function listView(all: readonly Instance[], wish: ListWish): readonly GroupOfList[] {
  if (all.length < SEARCH_FROM) return [{ group: null, instances: all }];
  const words = wordsOf(wish.search);
  const tags = new Set(wish.tags.map(tagKey));
  const found = all.filter(
    (one) => isFound(one, words) && (tags.size === 0 || one.tags.some(({ name }) => tags.has(tagKey(name)))),
  );
  const sorted = wish.sort === 'own' ? found : [...found].sort(ORDERS[wish.sort]);
  return LIST_GROUPS.filter((group) => wish.group === null || wish.group === group)
    .map((group) => ({ group, instances: sorted.filter((one) => groupOfInstance(one) === group) }))
    .filter(({ instances }) => instances.length > 0);
}

/** Does the wish hide anything? */
export const isNarrowed = ({ search, group, tags }: ListWish): boolean =>
  search.trim() !== '' || group !== null || tags.length > 0;

/** In the order they are shown in. */
export const instancesOf = (view: readonly GroupOfList[]): readonly Instance[] =>
  view.flatMap(({ instances }) => instances);
