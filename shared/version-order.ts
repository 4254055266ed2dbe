/** All three numbers are there. */
export const isVersion = (typed: string): boolean => /^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(typed);

/** Could become a version by typing on. */
export const beginsVersion = (typed: string): boolean => /^\d{0,4}(\.\d{0,4}){0,2}$/.test(typed);

/** Negative when `a` is the older of two version numbers, 0 when they are the same, positive when it is the newer one. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let part = 0; part < 3; part += 1) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export const isOlder = (version: string, than: string): boolean => compareVersions(version, than) < 0;

/** For sorting. */
export const newerFirst = (a: string, b: string): number => compareVersions(b, a);
