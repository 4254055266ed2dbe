/** Folders that are needed for a moment, outside of what an operation writes down. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where, and what their names begin with. */
export interface MomentaryPlace {
  readonly parent: string;
  readonly prefix: string;
}

/** A new, empty folder of this user only. Its name tells the process, so that others know when it is left over. */
export const makeMomentaryFolder = ({ parent, prefix }: MomentaryPlace): Promise<string> =>
  mkdtemp(join(parent, `${prefix}${String(process.pid)}-`));

/**
 * At launch: removes what killed processes left behind, and nothing that has another kind of name, is no folder, or that a
 * live process may still work in. Nothing depends on it: where it does not work, a later launch tries again.
 */
export async function sweepMomentaryFolders({ parent, prefix }: MomentaryPlace): Promise<void> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isDirectory() || !entry.name.startsWith(prefix)) continue;
    const pid = /^(\d+)-[A-Za-z0-9]{6}$/.exec(entry.name.slice(prefix.length))?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(parent, entry.name), { recursive: true, force: true }).catch(() => undefined);
  }
}

export function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
