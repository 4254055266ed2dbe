/** What holds after every operation on data, however it ended. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import type { BackupList } from '../../shared/backup';
import type { Instance } from '../../shared/instance';
import type { Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { openFolder } from '../new-instance/open-folder';
import { orThrow, type Workbench } from './workbench';

export function newScratch(prefix: string): string {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  return mkdtempSync(join(scratch, prefix));
}

/** A copy of a folder, opened as a person does it; it runs when it resolves. */
export async function openCopy(bench: Workbench, seeded: string, version: string): Promise<Instance> {
  const folder = join(bench.home, 'shop');
  cpSync(seeded, folder, { recursive: true });
  const id = orThrow(
    await openFolder({ folder, name: 'shop', port: 8090, version }, bench.opening, bench.operating.changeVersion),
  );
  return bench.untilRunning(id);
}

/** The sentence a person reads. */
export const textOf = (result: Result<unknown>): string => (result.ok ? 'no error' : errorWords(result.error).text);

export function expectNothingLeft(bench: Workbench, { folder, id }: Instance): void {
  expect(readdirSync(folder).filter((name) => name.startsWith('.basekeeper-') || name.startsWith('kept-'))).toEqual([]);
  expect(bench.journal.load()).toEqual([]);
  const backups = join(bench.home, 'backups', id);
  const unfinished = existsSync(backups) ? readdirSync(backups).filter((name) => name.endsWith('.part')) : [];
  expect(unfinished).toEqual([]);
}

export async function backupsOf(bench: Workbench, id: string): Promise<BackupList> {
  orThrow(await bench.operating.listBackups(id));
  const list = bench.store.snapshot().state.backups.find(({ instanceId }) => instanceId === id);
  if (list === undefined) throw new Error('The folder has not been read');
  return list;
}

/** A backup that is listed has been verified, or it must not be there. */
export async function expectWholeBackups(bench: Workbench, id: string): Promise<void> {
  const { backups, foreign } = await backupsOf(bench, id);
  expect(foreign).toEqual([]);
  for (const backup of backups) orThrow(await orThrow(await bench.operating.verifyBackup(id, backup.id)).ended);
}
