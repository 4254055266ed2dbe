/** What is not in a backup or a copy, in a sentence: how many of each kind, and where the first of them are. */
import { shownName } from '../archive-name';
import type { LeftOut, LeftOutReason } from '../what-is-backed-up';

type OfPeople = Exclude<LeftOutReason, 'of-pocketbase'>;

const WORDS: Readonly<Record<OfPeople, readonly [one: string, several: string]>> = {
  link: ['link that leads elsewhere', 'links that lead elsewhere'],
  pipe: ['pipe', 'pipes'],
  socket: ['socket', 'sockets'],
  device: ['device', 'devices'],
  unreadable: ['item that your user may not read', 'items that your user may not read'],
  'path-too-long': ['item whose path is too long', 'items whose path is too long'],
};

/** Of all that PocketBase makes for itself, the one thing that cannot be made again. */
const BACKUPS = 'pb_data/backups';

const PATHS_SHOWN = 2;

/** Empty when there is nothing to say: what PocketBase makes for itself goes without saying, but for its own backups. */
export function leftOutInWords(leftOut: readonly LeftOut[]): string {
  const kinds = (Object.keys(WORDS) as OfPeople[]).flatMap((why) => {
    const paths = leftOut.filter((one) => one.why === why).map(({ path }) => shownName(path));
    if (paths.length === 0) return [];
    const more = paths.length > PATHS_SHOWN ? ['…'] : [];
    const where = [...paths.slice(0, PATHS_SHOWN), ...more].join(', ');
    return [`${String(paths.length)} ${WORDS[why][paths.length === 1 ? 0 : 1]} (${where})`];
  });
  const backups = leftOut.some(({ path }) => path === BACKUPS) ? [`PocketBase’s own backups (${BACKUPS})`] : [];
  const all = [...backups, ...kinds];
  return all.length === 0 ? '' : `Not in it: ${all.join('; ')}.`;
}
