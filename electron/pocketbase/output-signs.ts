/** What a running PocketBase lets be known in its output and nowhere else; its health answer stays 200 all the while. */
export type OutputSign = 'hook-not-loaded' | 'database-damaged' | 'serves';

const SIGNS: readonly (readonly [OutputSign, RegExp])[] = [
  // Up to 0.23 with a capital. Go on the next line with " - " and the reason. `setpriv` says the same of an executable.
  ['hook-not-loaded', /^(?:\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d )?[Ff]ailed to execute .+\.(?:js|ts):/],
  ['database-damaged', /database disk image is malformed|file is not a database/],
  ['serves', /Server started at /],
];

/** Why PocketBase restarts itself, without the time that stands before it in some versions. */
const FILE_CHANGED = /^(?:\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d )?File (.+) changed, restarting\.\.\.$/;

/** The file for which PocketBase restarts itself, if the line tells of one. */
export const changedFileIn = (line: string): string | null => FILE_CHANGED.exec(line.trim())?.[1] ?? null;

export const signOf = (line: string): OutputSign | null => SIGNS.find(([, pattern]) => pattern.test(line))?.[0] ?? null;
