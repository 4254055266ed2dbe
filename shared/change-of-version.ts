/** Which change of version is offered, and until when it can be gone back on. Pure. */
import type { Instance, VersionChange } from './instance';
import { isOfUnknownGeneration } from './pocketbase-version';
import { isOlder, newerFirst } from './version-order';

const GO_BACK_DAYS = 7;

/** The moment from which going back is no longer offered. */
export const goBackUntil = ({ at }: Pick<VersionChange, 'at'>): Date => {
  const until = new Date(at);
  until.setDate(until.getDate() + GO_BACK_DAYS);
  return until;
};

/** The last change of version, as long as it can be gone back on. */
export const openChange = (upgrade: VersionChange | null, now: number): VersionChange | null =>
  upgrade !== null && now <= goBackUntil(upgrade).getTime() ? upgrade : null;

/** Names of the instances that can go back to a version, and need its executable for that. */
export const namesGoingBackTo = (
  version: string,
  instances: readonly Pick<Instance, 'name' | 'upgrade'>[],
  now: number,
): readonly string[] =>
  instances.filter(({ upgrade }) => openChange(upgrade, now)?.from === version).map(({ name }) => name);

/** The newest of the versions that are known of and can be used, if it is newer than the instance's. Nobody is asked for more. */
export function newerVersion(current: string, known: readonly string[]): string | null {
  const [newest] = known.filter((version) => !isOfUnknownGeneration(version)).sort(newerFirst);
  return newest !== undefined && isOlder(current, newest) ? newest : null;
}

/** What is at stake is the hooks: 0.23 changed their functions, and an older version may lack some. */
export const shouldTryFirst = (from: string, to: string): boolean =>
  isOlder(to, from) || (isOlder(from, '0.23.0') && !isOlder(to, '0.23.0'));
