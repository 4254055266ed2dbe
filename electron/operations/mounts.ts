/** Where other file systems begin inside a folder: nothing is renamed across them, and they go along with a folder that is. */
import { readFile, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Of Linux, about this process; format: proc_pid_mountinfo(5). */
const MOUNT_INFO = '/proc/self/mountinfo';

/** Spaces, tabs, line breaks and backslashes stand there as three octal digits. */
const unescaped = (path: string): string =>
  path.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));

/** The mount points below a folder, relative to it; the folder itself is none of them. Pure. */
export function mountPointsBelow(folder: string, mountInfo: string): readonly string[] {
  const points = mountInfo.split('\n').map((line) => unescaped(line.split(' ')[4] ?? ''));
  const below = points.filter((point) => point.startsWith(`${folder}/`)).map((point) => relative(folder, point));
  return [...new Set(below)].sort();
}

/**
 * The mount points below a folder, relative to it, links not followed. Where the system has no list of them, only what lies
 * on another drive than the folder it is in is found, two levels deep: the parts of an instance, and what is in them.
 */
export async function findMountPoints(folder: string): Promise<readonly string[]> {
  const real = await realpath(folder).catch(() => folder);
  const known = await readFile(MOUNT_INFO, 'utf8').catch(() => null);
  return known === null ? onOtherDrives(real, real, 2) : mountPointsBelow(real, known);
}

async function onOtherDrives(top: string, folder: string, levels: number): Promise<readonly string[]> {
  const { dev } = await stat(folder);
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    const inside = await stat(path).catch(() => null);
    if (inside === null) continue;
    if (inside.dev !== dev) found.push(relative(top, path).split(sep).join('/'));
    if (levels > 1) found.push(...(await onOtherDrives(top, path, levels - 1)));
  }
  return found;
}
