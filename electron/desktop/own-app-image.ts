import { realpathSync } from 'node:fs';
import { sep } from 'node:path';

export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly executable: string;
  readonly isPackaged: boolean;
}

/**
 * The AppImage that this copy was started from; null: it is none. Programs hand APPIMAGE on to what they start: whoever opens
 * an installed Basekeeper in the terminal of an editor that is an AppImage has the editor's, which is neither ours to replace
 * nor to start. So the program has to lie in what was mounted of it. A checkout is believed, for tests.
 */
export function ownAppImage({ environment, executable, isPackaged }: Surroundings): string | null {
  const { APPIMAGE: file = '', APPDIR: mounted = '' } = environment;
  if (file === '') return null;
  return !isPackaged || (mounted !== '' && executable.startsWith(`${real(mounted)}${sep}`)) ? file : null;
}

/** Of this process. */
export const appImageOfThis = (isPackaged: boolean): string | null =>
  ownAppImage({ environment: process.env, executable: process.execPath, isPackaged });

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
