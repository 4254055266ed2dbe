/** An AppImage is one file: the new one is put beside it while instances still run, and takes its place by one rename. */
import { spawn } from 'node:child_process';
import { renameSync } from 'node:fs';
import { chmod, copyFile, open, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { notReplaceable } from '../../shared/words/update-words';
import { syncFolderNow } from '../disk/sync';

const EXECUTABLE = 0o100;

export const stagedBeside = (path: string): string => join(dirname(path), `.${basename(path)}.update`);

/** Whole and on the disk when it resolves; the file in use is untouched. What an earlier try has left gives way. */
export async function stage(from: string, path: string): Promise<void> {
  const staged = stagedBeside(path);
  try {
    const { mode } = await stat(path);
    await rm(staged, { force: true });
    await copyFile(from, staged);
    await chmod(staged, mode | EXECUTABLE);
    const file = await open(staged, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(staged, { force: true }).catch(() => undefined);
    throw new Error(notReplaceable(path, (error as Error).message), { cause: error });
  }
}

/** Before it the old version is there, after it the new one; in between there is nothing. */
export function takeStaged(path: string): void {
  renameSync(stagedBeside(path), path);
  syncFolderNow(dirname(path));
}

/** The shell reads a pipe that ends with this process, and only then becomes the program. */
const WHEN_WE_ARE_GONE = `
cat >/dev/null
exec "$0" "$@" </dev/null
`;

export function startWhenGone(program: string, words: readonly string[] = []): void {
  const shell = spawn('/bin/sh', ['-c', WHEN_WE_ARE_GONE, program, ...words], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  shell.on('error', () => undefined);
  shell.unref();
}
