/** What a person, or the system, keeps in the data folder and no backup holds: an exchange of the data leaves it where it is. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { backupsOf, expectNothingLeft } from '../testing/after-operations';
import { createThings, LOGIN, missingFilesOf, signIn, uploadFiles, type StoredFile } from '../testing/seeded-data';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const [OLD, NEW] = ['0.36.9', '0.40.6'];

let bench: Workbench;
let instance: Instance;
let files: readonly StoredFile[];
let steps: (name: string) => void;
beforeEach(async () => {
  steps = () => undefined;
  bench = createWorkbench({ afterStep: (name) => steps(name) });
  const superuser = { email: LOGIN.identity, password: LOGIN.password };
  instance = await bench.untilRunning((await bench.create('shop', OLD, superuser)).id);
  await createThings(instance.port, (await signIn(instance.port, OLD)) ?? '');
  files = await uploadFiles(instance.port, 3);
});
afterEach(() => bench.dispose());

const inData = (name: string): string => join(instance.folder, 'pb_data', name);

const OWN = ['data.db-before-cleanup', 'data.db-2026-01-01.bak', 'auxiliary.db-old'];
function plantOwnFiles(): void {
  for (const name of OWN) writeFileSync(inData(name), `my own ${name}`);
  for (const folder of ['lost+found', '.autocert_cache', 'backups']) {
    mkdirSync(inData(folder), { recursive: true });
    writeFileSync(join(inData(folder), 'mine'), folder);
  }
}

function expectOwnFiles(): void {
  for (const name of OWN) expect(readFileSync(inData(name), 'utf8')).toBe(`my own ${name}`);
  for (const folder of ['lost+found', '.autocert_cache', 'backups']) {
    expect(readFileSync(join(inData(folder), 'mine'), 'utf8')).toBe(folder);
  }
}

test('a change of version, and going back, leave a person’s own files and what is no file where they are', async () => {
  plantOwnFiles();
  // Finder makes files of this name; a link is a person's own.
  symlinkSync('/etc/hostname', inData('.DS_Store'));
  const mode = lstatSync(inData('')).mode;
  orThrow(await orThrow(await bench.operating.changeVersion(instance.id, NEW, false)).ended);
  await bench.untilRunning(instance.id);
  expectOwnFiles();
  expect(readlinkSync(inData('.DS_Store'))).toBe('/etc/hostname');
  expect(lstatSync(inData('')).mode).toBe(mode);
  orThrow(await orThrow(await bench.operating.goBack(instance.id)).ended);
  await bench.untilRunning(instance.id);
  expectOwnFiles();
  expect(await missingFilesOf(files, instance.port)).toEqual([]);
  expectNothingLeft(bench, instance);
});

test('a restore leaves PocketBase’s own backups and certificates where they are; files that have come since go, into a backup', async () => {
  orThrow(await orThrow(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })).ended);
  plantOwnFiles();
  const [{ id: backupId } = { id: '' }] = (await backupsOf(bench, instance.id)).backups;
  const source = { kind: 'backup', backupId } as const;
  orThrow(await orThrow(await bench.operating.restore(instance.id, { source, parts: ['pb_data'] })).ended);
  await bench.untilRunning(instance.id);
  for (const name of ['.autocert_cache/mine', 'backups/mine']) expect(existsSync(inData(name))).toBe(true);
  expect(await missingFilesOf(files, instance.port)).toEqual([]);
  expectNothingLeft(bench, instance);
});

test('an exchange that fails in the middle puts everything back, one’s own files included', async () => {
  plantOwnFiles();
  const before = readdirSync(inData('')).sort();
  steps = (name) => {
    if (name === 'moved-new: storage') throw new Error('the drive has gone');
  };
  const ended = await orThrow(await bench.operating.changeVersion(instance.id, NEW, false)).ended;
  expect(ended).toMatchObject({ ok: false, error: { code: 'operation-undone' } });
  expectOwnFiles();
  const isOfSqlite = (name: string): boolean => /-(wal|shm)$/.test(name);
  expect(readdirSync(inData('')).sort()).toEqual(before.filter((name) => !isOfSqlite(name)));
  expectNothingLeft(bench, instance);
});
