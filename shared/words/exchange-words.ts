import type { ExchangeNotes } from '../backup';

/** What is said about files that no backup holds when the data they lie in is exchanged. */

const SHOWN_MAX = 3;

/** `pb_data/queue, pb_data/notes and 4 more`. Bytes that are no text show as `�`. */
export function pathsInWords(paths: readonly string[]): string {
  const shown = paths.slice(0, SHOWN_MAX).map((path) => path.replace(/[\p{Cc}\p{Cs}]/gu, '�'));
  const more = paths.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${String(more)} more`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

/** What stays in the folder of a project. */
export const othersInWords = (names: readonly string[]): string =>
  names.length === 1
    ? `One other file or folder in it stays: ${pathsInWords(names)}.`
    : `${String(names.length)} other files and folders in it stay: ${pathsInWords(names)}.`;

export function inTheWayInWords(paths: readonly string[], keptIn: string): string {
  const [are, they] = paths.length === 1 ? ['is', 'it is'] : ['are', 'they are'];
  return `${pathsInWords(paths)} ${are} in no backup and could not stay; ${they} in ${keptIn}.`;
}

/** Sentences about an exchange that failed. */
export const couldNotBeExchanged = (detail: string): string => `The data could not be exchanged (${detail}).`;
export const didNotStart = (why: string): string => (why === '' ? 'It did not start.' : `It did not start: ${why}`);
export const servedForAMomentIn = (folder: string): string => `What was served for a moment is in ${folder}.`;

/** What goes on beside an exchange of the data; a sentence each. */
export function besideInWords({ pendingMigrations, startHooks, stays }: ExchangeNotes): readonly string[] {
  const [theyRun, they] =
    pendingMigrations.length === 1 ? ['This migration runs', 'It'] : ['These migrations run', 'They'];
  const theseDo = startHooks.length === 1 ? 'this hook does' : 'these hooks do';
  return [
    ...(pendingMigrations.length === 0
      ? []
      : [`${theyRun} with it: ${pathsInWords(pendingMigrations)}. ${they} may change records.`]),
    ...(startHooks.length === 0 ? [] : [`When PocketBase starts, ${theseDo} something: ${pathsInWords(startHooks)}.`]),
    ...(stays.length === 0 ? [] : [`In no backup, and left where it is in pb_data: ${pathsInWords(stays)}.`]),
  ];
}
