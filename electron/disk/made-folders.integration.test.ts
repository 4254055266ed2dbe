/** A folder is on the disk only once the one that names it has been synced; files in it do not help. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { backupsOf } from '../testing/after-operations';
import { endOf, SUPERUSER } from '../testing/served-records';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { SYNCED_FOLDERS } from './sync';

/** Steps of operations by name, and the folders that were synced between them. */
const happened: string[] = [];
const noteSynced = (folder: unknown): void => void happened.push(String(folder));

const OTHER_DRIVE = '/dev/shm';
const hasOtherDrive = existsSync(OTHER_DRIVE) && statSync(OTHER_DRIVE).dev !== statSync('.').dev;

let bench: Workbench;
let instance: Instance;
let elsewhere = '';
beforeEach(async () => {
  bench = createWorkbench({ afterStep: (name) => void happened.push(name) });
  instance = await bench.create('blog', '0.40.6', SUPERUSER);
  await bench.untilRunning(instance.id);
  happened.length = 0;
  subscribe(SYNCED_FOLDERS, noteSynced);
});
afterEach(async () => {
  unsubscribe(SYNCED_FOLDERS, noteSynced);
  await bench.dispose();
  if (elsewhere !== '') rmSync(elsewhere, { recursive: true, force: true });
});

function expectSynced(folder: string, { after, before }: { readonly after?: string; readonly before: string }): void {
  const [from, to] = [after === undefined ? 0 : happened.indexOf(after), happened.indexOf(before)];
  expect([from, to], `${String(after)} and ${before} happened`).not.toContain(-1);
  expect(happened.slice(from, to)).toContain(folder);
}

test('the folder of the first backup, before the backup counts', async () => {
  await endOf(bench.operating.backUp(instance.id, { reason: 'manual', label: '' }));
  // Both were made for it.
  expectSynced(join(bench.home, 'backups'), { before: 'wrote-backup' });
  expectSynced(bench.home, { before: 'wrote-backup' });
});

test('the folder in which the old data will wait, before the exchange is noted', async () => {
  await endOf(bench.operating.backUp(instance.id, { reason: 'manual', label: '' }));
  const [backup] = (await backupsOf(bench, instance.id)).backups;
  happened.length = 0;
  const source = { kind: 'backup', backupId: backup?.id ?? '' } as const;
  orThrow(await endOf(bench.operating.restore(instance.id, { source, parts: ['pb_data'] })));
  expectSynced(instance.folder, { after: 'made-work-folder', before: 'noted-swapping' });
});

test('of what is moved aside or back, the folder that it goes to first: then it can be in both, and never in none', async () => {
  await endOf(bench.operating.backUp(instance.id, { reason: 'manual', label: '' }));
  const [backup] = (await backupsOf(bench, instance.id)).backups;
  happened.length = 0;
  const source = { kind: 'backup', backupId: backup?.id ?? '' } as const;
  orThrow(await endOf(bench.operating.restore(instance.id, { source, parts: ['pb_data'] })));
  const syncedAfter = (step: string): readonly string[] => {
    const at = happened.indexOf(step) + 1;
    return happened.slice(at, at + 2).map((folder) => folder.split('/').slice(-2).join('/'));
  };
  const [old, place, fresh] = ['old/pb_data', `${basename(instance.folder)}/pb_data`, 'new/pb_data'];
  expect(syncedAfter('moved-old-pb_data')).toEqual([old, place]);
  expect(syncedAfter('moved-new-pb_data')).toEqual([place, fresh]);
});

test('the folder of a clone, before it comes to the list', async () => {
  orThrow(await endOf(bench.operating.clone(instance.id, { name: 'other', withData: true })));
  expectSynced(join(bench.home, 'instances'), { after: 'noted-preparing', before: 'added' });
});

test.skipIf(!hasOtherDrive)(
  'the folder that an instance is copied to, before the original counts no more',
  async () => {
    elsewhere = mkdtempSync(join(OTHER_DRIVE, 'basekeeper-'));
    orThrow(await endOf(bench.operating.move(instance.id, join(elsewhere, 'two', 'levels'))));
    expectSynced(join(elsewhere, 'two'), { before: 'noted-copied' });
    expectSynced(elsewhere, { before: 'noted-copied' });
  },
);

test('the folders above one that is renamed', async () => {
  orThrow(await endOf(bench.operating.move(instance.id, join(bench.home, 'two', 'levels'))));
  expectSynced(bench.home, { before: 'renamed' });
});
