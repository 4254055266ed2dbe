/**
 * Renaming on Windows, where a file or a folder that another program has open keeps its name: a virus scanner, the search
 * index, a window of Explorer. Most let go of it within a moment, so it is tried again for a while. Elsewhere it is one try.
 */
import { renameSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const PATIENCE_MS = 5000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 200;
/** Where nothing else can happen meanwhile. */
const PATIENCE_NOW_MS = 250;

/** What Windows answers while somebody has it open; the same as when it is not permitted at all. */
const MAY_PASS = ['EACCES', 'EBUSY', 'EPERM'];

export const renamePatiently = (from: string | Buffer, to: string | Buffer): Promise<void> =>
  triedUntil(() => rename(from, to), PATIENCE_MS);

export async function triedUntil(
  attempt: () => Promise<void>,
  patienceMs: number,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  const giveUpAtMs = performance.now() + patienceMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (!mayPass(error, platform) || performance.now() >= giveUpAtMs) throw error;
    }
    await wait(pauseMs);
  }
}

export function renamePatientlyNow(from: string | Buffer, to: string | Buffer): void {
  const giveUpAtMs = performance.now() + PATIENCE_NOW_MS;
  for (;;) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      if (!mayPass(error, process.platform) || performance.now() >= giveUpAtMs) throw error;
    }
  }
}

const mayPass = (error: unknown, platform: NodeJS.Platform): boolean =>
  platform === 'win32' && MAY_PASS.includes((error as NodeJS.ErrnoException).code ?? '');

/**
 * Is a copy needed, although it is one drive: something is mounted over it, the drive is made of several, or, on Windows,
 * somebody keeps it open? They mostly let it be read.
 */
export const needsCopyInstead = (error: unknown, platform: NodeJS.Platform = process.platform): boolean => {
  const { code = '' } = error as NodeJS.ErrnoException;
  return code === 'EXDEV' || code === 'EBUSY' || mayPass(error, platform);
};
