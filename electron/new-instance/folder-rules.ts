/** What holds for the folder of every instance, made by us or found. Each rule is the end of a sentence after the path. */
import { dirname, isAbsolute, sep } from 'node:path';

const MAX_BYTES = 200;

/** Looked at before anything is asked of the file system, and again once links have been resolved. */
export function whyNotPath(path: string): string | null {
  if (!isAbsolute(path)) return 'is not an absolute path';
  if (dirname(path) === path) return 'is the root of a drive';
  if (path.includes('\0')) return 'contains a NUL character';
  if (path.includes('?')) return 'contains “?”, and PocketBase would put its database elsewhere';
  if (Buffer.byteLength(path) > MAX_BYTES) return `is longer than ${String(MAX_BYTES)} bytes`;
  return null;
}

export const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(folder + sep);

export const overlaps = (one: string, other: string): boolean => isWithin(one, other) || isWithin(other, one);

/** By the system's code for what went wrong. */
export const FOLDER_RULES: Readonly<Record<string, string>> = {
  EACCES: 'is not writable by your user',
  EPERM: 'is not writable by your user',
  EROFS: 'is on a read-only drive',
  ENOTDIR: 'leads through a file',
  EEXIST: 'is a file',
  ENOSPC: 'is on a drive without free space',
  ENAMETOOLONG: 'is longer than the system allows',
  ELOOP: 'leads in a circle of links',
};
