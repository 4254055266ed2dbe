/** What holds for the folder of every instance, made by us or found. Each rule is the end of a sentence after the path. */
import { dirname, isAbsolute, sep, win32 } from 'node:path';
import { isLongerThan, PLACE_RULES } from '../../shared/words/folder-words';

const MAX_BYTES = 200;

/** Looked at before anything is asked of the file system, and again once links have been resolved. */
export function whyNotPath(path: string): string | null {
  if (!isAbsolute(path)) return PLACE_RULES.notAbsolute;
  if (dirname(path) === path) return PLACE_RULES.atRoot;
  if (path.includes('\0')) return PLACE_RULES.withNul;
  if (path.includes('?')) return PLACE_RULES.withQuestionMark;
  if (Buffer.byteLength(path) > MAX_BYTES) return isLongerThan(MAX_BYTES);
  return null;
}

/** Windows tells no capitals from small letters. */
const compared = (path: string, platform: NodeJS.Platform): string =>
  platform === 'win32' ? path.toLowerCase() : path;

export function isWithin(path: string, folder: string, platform: NodeJS.Platform = process.platform): boolean {
  const [inner, outer] = [compared(path, platform), compared(folder, platform)];
  return inner === outer || inner.startsWith(outer + (platform === 'win32' ? win32.sep : sep));
}

export const overlaps = (one: string, other: string): boolean => isWithin(one, other) || isWithin(other, one);
