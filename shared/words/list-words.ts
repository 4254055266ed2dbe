import { countByStatus } from '../display-status';
import type { Instance } from '../instance';
import { groupOfInstance, type ListGroup, type ListSort, type ListWish } from '../list/list-view';

const GROUP_WORDS: Readonly<Record<ListGroup, string>> = {
  'needs-you': 'Needs you',
  running: 'Running',
  maintenance: 'Maintenance',
  stopped: 'Stopped',
};

/** The heading of a group. */
export const groupInWords = (group: ListGroup, count: number): string => `${GROUP_WORDS[group]} · ${String(count)}`;

export const SORT_WORDS: Readonly<Record<ListSort, string>> = {
  own: 'Own order',
  name: 'Name',
  status: 'Status',
  port: 'Port',
  changed: 'Last change',
};

/** How many are in the group, as its filter says it. What starts or stops is not counted as running. */
export function countInWords(group: ListGroup, instances: readonly Instance[]): string {
  const own = instances.filter((one) => groupOfInstance(one) === group);
  const count = String(own.length);
  switch (group) {
    case 'needs-you':
      return own.length === 1 ? '1 needs you' : `${count} need you`;
    case 'running': {
      const { running, inTransition } = countByStatus(own);
      const parts = [
        ...(running > 0 || inTransition === 0 ? [`${String(running)} running`] : []),
        ...(inTransition > 0 ? [`${String(inTransition)} starting or stopping`] : []),
      ];
      return parts.join(', ');
    }
    case 'maintenance':
      return `${count} in maintenance`;
    case 'stopped':
      return `${count} stopped`;
  }
}

/** What a filter leaves of the list: “Only running, tagged client or prod”. */
export function narrowedInWords({ group, tags }: Pick<ListWish, 'group' | 'tags'>): string {
  const only = group === null ? 'Only those' : `Only ${GROUP_WORDS[group].toLowerCase()}`;
  const tagged = tags.length === 0 ? '' : ` tagged ${tags.join(' or ')}`;
  return `${group === 'needs-you' ? 'Only those that need you' : only}${group === null || tags.length === 0 ? tagged : `,${tagged}`}`;
}
