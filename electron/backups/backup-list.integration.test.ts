/** The list of backups is what is in the folder. */
import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BackupList } from '../../shared/backup';
import type { Instance } from '../../shared/instance';
import { endOf, SUPERUSER } from '../testing/served-records';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
let instance: Instance;
/** Done after a step of an operation. */
let atStep: (name: string) => void = () => undefined;
beforeEach(async () => {
  atStep = () => undefined;
  bench = createWorkbench({ afterStep: (name) => atStep(name) });
  instance = await bench.create('blog', '0.40.6', SUPERUSER);
  await bench.untilRunning(instance.id);
});
afterEach(() => bench.dispose());

const backUp = async (): Promise<void> => {
  orThrow(await endOf(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })));
};

const backups = (): BackupList => {
  const list = bench.store.snapshot().state.backups.find(({ instanceId }) => instanceId === instance.id);
  if (list === undefined) throw new Error('The folder has not been read');
  return list;
};

test('F54: foreign files in the folder are listed as such', async () => {
  await backUp();
  writeFileSync(join(backups().folder, 'notes.txt'), 'hello');
  orThrow(await bench.operating.listBackups(instance.id));
  expect(backups().foreign).toEqual([{ fileName: 'notes.txt', why: 'It is not a zip file.' }]);
  rmSync(backups().folder, { recursive: true });
  orThrow(await bench.operating.listBackups(instance.id));
  expect(backups()).toMatchObject({ backups: [], foreign: [], problem: null });
});

test('a copy of a backup in the same folder is said to be one: nothing that is done with either can mean the other', async () => {
  await backUp();
  const { folder, backups: made } = backups();
  const [backup] = made;
  copyFileSync(join(folder, backup?.fileName ?? ''), join(folder, 'a copy.zip'));
  orThrow(await bench.operating.listBackups(instance.id));
  expect(backups().backups).toEqual([backup]);
  expect(backups().foreign).toEqual([
    { fileName: 'a copy.zip', why: `It is a copy of ${backup?.fileName ?? ''}, which is in the list.` },
  ]);
});

test('a backup that is not there any more leaves the list as soon as it is asked for', async () => {
  await backUp();
  const { folder, backups: made } = backups();
  rmSync(join(folder, made[0]?.fileName ?? ''));
  expect(await bench.operating.verifyBackup(instance.id, made[0]?.id ?? '')).toMatchObject({
    ok: false,
    error: { code: 'unknown-backup' },
  });
  expect(backups().backups).toEqual([]);
});

test('a restore that is cancelled takes its backup along: nothing was changed, and nobody asked for one', async () => {
  await backUp();
  const { folder } = backups();
  const source = { kind: 'backup', backupId: backups().backups[0]?.id ?? '' } as const;
  const begun = orThrow(await bench.operating.restore(instance.id, { source, parts: ['pb_data'] }));
  atStep = (name) => {
    if (name === 'filled-new-folder') orThrow(bench.runner.cancel(begun.operationId));
  };
  expect(await begun.ended).toEqual({ ok: false, error: { code: 'cancelled' } });
  expect(backups().backups).toMatchObject([{ reason: 'manual' }]);
  expect(readdirSync(folder)).toHaveLength(1);
});

test('a restore that fails after its backup was made leaves that in the list at once', async () => {
  await backUp();
  const source = { kind: 'backup', backupId: backups().backups[0]?.id ?? '' } as const;
  const begun = orThrow(await bench.operating.restore(instance.id, { source, parts: ['pb_data'] }));
  atStep = (name) => {
    if (name === 'filled-new-folder') throw new Error('the drive has gone');
  };
  expect((await begun.ended).ok).toBe(false);
  expect(backups().backups).toMatchObject([{ reason: 'before-restore' }, { reason: 'manual' }]);
});
