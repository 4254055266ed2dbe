import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BackupList } from '../../shared/backup';
import type { Instance } from '../../shared/instance';
import { errorWords } from '../../shared/words/error-words';
import { askApi, createCollection, storedNumbers, Writers } from '../testing/acknowledged-writes';
import { zipArchive } from '../testing/zip-archive';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const SUPERUSER = { email: 'admin@example.com', password: 'a password of this test' };

let bench: Workbench;
let instance: Instance;
/** Done after a step of an operation. */
let atStep: (name: string) => void = () => undefined;
beforeEach(async () => {
  atStep = () => undefined;
  bench = createWorkbench({ afterStep: (name) => atStep(name) });
  instance = await bench.create('blog', '0.40.6', SUPERUSER);
  await bench.untilRunning(instance.id);
  await createCollection(instance.port, SUPERUSER);
});
afterEach(() => bench.dispose());

async function write(count: number): Promise<readonly number[]> {
  const writers = new Writers(instance.port);
  await expect.poll(() => writers.acknowledged.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
  await writers.end();
  return writers.acknowledged;
}

async function backUp(label = ''): Promise<void> {
  const begun = orThrow(bench.operating.backUp(instance.id, { reason: 'manual', label }));
  orThrow(await begun.ended);
}

const backups = (): BackupList => {
  const list = bench.store.snapshot().state.backups.find(({ instanceId }) => instanceId === instance.id);
  if (list === undefined) throw new Error('The folder has not been read');
  return list;
};
const newest = (): string => backups().backups[0]?.id ?? '';

const workFolders = (): readonly string[] =>
  readdirSync(instance.folder).filter((name) => name.startsWith('.basekeeper-'));

describe('a backup', () => {
  test('is made while the instance runs, holds every acknowledged record, and leaves nothing behind', async () => {
    const acknowledged = await write(200);
    await backUp('before the big change');
    expect(bench.now(instance.id).state.kind).toBe('running');
    expect(backups().backups).toMatchObject([
      { reason: 'manual', label: 'before the big change', version: '0.40.6', records: acknowledged.length },
    ]);
    expect(statSync(join(backups().folder, backups().backups[0]?.fileName ?? '')).mode & 0o777).toBe(0o600);
    expect(workFolders()).toEqual([]);
    expect(bench.journal.load()).toEqual([]);
    const verified = orThrow(await bench.operating.verifyBackup(instance.id, newest()));
    expect(orThrow(await verified.ended)).toContain('every checksum right');
  });

  test('F44: holds what stands only in the write-ahead log of a killed process', async () => {
    const acknowledged = await write(100);
    const { state } = bench.now(instance.id);
    if (state.kind !== 'running') throw new Error('It does not run');
    process.kill(state.pid, 'SIGKILL');
    await bench.untilMaintenance(instance.id);
    expect(statSync(join(instance.folder, 'pb_data/data.db-wal')).size).toBeGreaterThan(0);
    await backUp();
    expect(backups().backups[0]?.records).toBe(acknowledged.length);
  });
});

describe('a restore', () => {
  test('brings the records back and gives a running instance back running', async () => {
    const before = await write(50);
    await backUp();
    await write(50);
    const source = { kind: 'backup', backupId: newest() } as const;
    // Neither takes room in the backup of what is there now.
    mkdirSync(join(instance.folder, 'pb_data/backups'), { recursive: true });
    for (const name of ['mostly holes', 'backups/mine.zip']) {
      writeFileSync(join(instance.folder, 'pb_data', name), '');
      truncateSync(join(instance.folder, 'pb_data', name), 100 * 1024 ** 2);
    }
    const preview = orThrow(await bench.operating.previewRestore(instance.id, source));
    expect(preview).toMatchObject({ source: 'basekeeper', isOwn: true, records: before.length, version: '0.40.6' });
    expect(preview.now?.roomBytes).toBeLessThan(20 * 1024 ** 2);
    const begun = orThrow(await bench.operating.restore(instance.id, { source, parts: ['pb_data'] }));
    await bench.until(instance.id, 'in its operation', ({ intent }) => intent.maintenance?.reason === 'operation');
    orThrow(await begun.ended);
    await bench.untilRunning(instance.id);
    expect([...(await storedNumbers(instance.port))].sort()).toEqual([...before].sort());
    expect(backups().backups.map(({ reason }) => reason)).toEqual(['before-restore', 'manual']);
    expect(workFolders()).toEqual([]);
    expect(bench.journal.load()).toEqual([]);
  });

  test('works when PocketBase cannot boot, and leaves an instance in maintenance there', async () => {
    const before = await write(50);
    await backUp();
    orThrow(bench.instances.enterMaintenance(instance.id, 'window'));
    await bench.untilMaintenance(instance.id);
    writeFileSync(join(instance.folder, 'pb_data/data.db'), 'this is no database');
    const begun = orThrow(
      await bench.operating.restore(instance.id, {
        source: { kind: 'backup', backupId: newest() },
        parts: ['pb_data'],
      }),
    );
    const ended = await begun.ended;
    const kept = readdirSync(instance.folder).filter((name) => name.startsWith('kept-'));
    expect(kept).toHaveLength(1);
    const damaged = join(instance.folder, kept[0] ?? '');
    expect(ended).toEqual({
      ok: true,
      value: `Restored ${String(before.length)} records. The previous data is damaged and could not be backed up. It was kept in ${damaged}. It is in maintenance, as before. Turn that off to serve it.`,
    });
    expect(readFileSync(join(damaged, 'pb_data/data.db'), 'utf8')).toBe('this is no database');
    expect(bench.now(instance.id)).toMatchObject({
      state: { kind: 'stopped' },
      intent: { shouldRun: true, maintenance: { reason: 'requested' } },
    });
    orThrow(bench.instances.leaveMaintenance(instance.id));
    await bench.untilRunning(instance.id);
    expect((await storedNumbers(instance.port)).size).toBe(before.length);
  });

  test.each([
    {
      gone: 'pb_data',
      said: 'There was no data to back up.',
      kept: () => [],
    },
    {
      gone: 'pb_data/data.db',
      said: 'There was no data.db, so nothing could be backed up. The other files were kept in ',
      kept: () => readdirSync(instance.folder).filter((name) => name.startsWith('kept-')),
    },
  ])('says what was there when $gone is gone', async ({ gone, said, kept }) => {
    const before = await write(20);
    await backUp();
    orThrow(bench.instances.enterMaintenance(instance.id, 'window'));
    await bench.untilMaintenance(instance.id);
    rmSync(join(instance.folder, gone), { recursive: true });
    const wish = { source: { kind: 'backup', backupId: newest() } as const, parts: ['pb_data'] as const };
    const text = orThrow(await orThrow(await bench.operating.restore(instance.id, wish)).ended);
    const [name] = kept();
    const where = name === undefined ? '' : `${join(instance.folder, name)}.`;
    expect(text).toBe(
      `Restored ${String(before.length)} records. ${said}${where} It is in maintenance, as before. Turn that off to serve it.`,
    );
    expect(readdirSync(instance.folder).filter((one) => one.startsWith('kept-'))).toEqual(
      name === undefined ? [] : [name],
    );
  });

  test('a backup that was damaged is refused, and nothing is changed', async () => {
    const before = await write(20);
    await backUp();
    const path = join(backups().folder, backups().backups[0]?.fileName ?? '');
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 0xff, bytes.length >> 1);
    writeFileSync(path, bytes);
    const begun = orThrow(
      await bench.operating.restore(instance.id, {
        source: { kind: 'backup', backupId: newest() },
        parts: ['pb_data'],
      }),
    );
    expect(await begun.ended).toMatchObject({ ok: false, error: { code: 'backup-not-usable' } });
    await bench.untilRunning(instance.id);
    expect((await storedNumbers(instance.port)).size).toBe(before.length);
    expect(workFolders()).toEqual([]);
  });
});

describe('F48: restored data that is no good', () => {
  test('is damaged: refused before anything is exchanged, although every checksum of the file is right', async () => {
    const before = await write(300);
    orThrow(bench.instances.stop(instance.id));
    await bench.until(instance.id, 'stopped', ({ state }) => state.kind === 'stopped');
    const bytes = readFileSync(join(instance.folder, 'pb_data/data.db'));
    for (let page = bytes.length / 4096 - 4; page < bytes.length / 4096; page += 1) {
      bytes.fill(0x5a, page * 4096, page * 4096 + 400);
    }
    const path = join(bench.home, 'damaged.zip');
    writeFileSync(path, zipArchive([{ name: 'data.db', content: bytes }]));
    const begun = await bench.operating.restore(instance.id, { source: { kind: 'file', path }, parts: ['pb_data'] });
    const ended = await orThrow(begun).ended;
    expect(ended.ok ? '' : errorWords(ended.error).text).toContain('data.db in it is damaged: SQLite says');
    expect(bench.now(instance.id)).toMatchObject({ intent: { shouldRun: false, maintenance: null } });
    orThrow(bench.instances.start(instance.id));
    await bench.untilRunning(instance.id);
    expect((await storedNumbers(instance.port)).size).toBe(before.length);
    expect(workFolders()).toEqual([]);
  });

  test('does not start in its place: the old data comes back, in maintenance that says so', async () => {
    await write(20);
    await backUp();
    const source = { kind: 'backup', backupId: newest() } as const;
    await write(80);
    const now = (await storedNumbers(instance.port)).size;
    // What was served on a copy a moment ago no longer starts.
    atStep = (name) => {
      if (name !== 'noted-starting') return;
      writeFileSync(bench.versions.replaceWithCopy('0.40.6'), '#!/bin/sh\necho "no more"\nexit 3\n');
    };
    const restored = await orThrow(await bench.operating.restore(instance.id, { source, parts: ['pb_data'] })).ended;
    expect(restored).toMatchObject({ ok: false, error: { code: 'operation-undone', kind: 'restore' } });
    expect(bench.now(instance.id).intent).toMatchObject({
      shouldRun: true,
      maintenance: { reason: 'operation-failed' },
    });
    expect(workFolders()).toEqual([]);
    bench.versions.replaceWithCopy('0.40.6');
    orThrow(bench.instances.leaveMaintenance(instance.id));
    await bench.untilRunning(instance.id);
    expect((await storedNumbers(instance.port)).size).toBe(now);
  });
});

describe('a zip of PocketBase itself', () => {
  /** Made by its own API; it has no manifest. */
  async function ownZip(): Promise<string> {
    const { port, folder } = bench.now(instance.id);
    const { body } = await askApi(port, 'POST', '/api/collections/_superusers/auth-with-password', {
      identity: SUPERUSER.email,
      password: SUPERUSER.password,
    });
    const { token } = body as { readonly token: string };
    const made = await askApi(port, 'POST', '/api/backups', { name: 'own.zip' }, token);
    // 204 has no body, which counts as no answer here.
    expect([0, 204]).toContain(made.status);
    const path = join(bench.home, 'own.zip');
    renameSync(join(folder, 'pb_data/backups/own.zip'), path);
    return path;
  }

  test('is restored, and what lies in pb_data/backups stays with the instance', async () => {
    const before = await write(20);
    const source = { kind: 'file', path: await ownZip() } as const;
    await write(20);
    await ownZip();
    writeFileSync(join(instance.folder, 'pb_data/backups/kept.txt'), 'mine');
    const preview = orThrow(await bench.operating.previewRestore(instance.id, { ...source }));
    expect(preview).toMatchObject({ source: 'pocketbase', version: null, records: null, isOwn: false });
    orThrow(await orThrow(await bench.operating.restore(instance.id, { source, parts: ['pb_data'] })).ended);
    await bench.untilRunning(instance.id);
    expect(readFileSync(join(instance.folder, 'pb_data/backups/kept.txt'), 'utf8')).toBe('mine');
    expect((await storedNumbers(instance.port)).size).toBeGreaterThanOrEqual(before.length);
  });

  test('B30: of a newer PocketBase than the instance has is refused, and nothing is changed', async () => {
    const path = await ownZip();
    const older = await bench.create('older', '0.28.4', SUPERUSER);
    await bench.untilRunning(older.id);
    const begun = orThrow(
      await bench.operating.restore(older.id, { source: { kind: 'file', path }, parts: ['pb_data'] }),
    );
    const ended = await begun.ended;
    expect(ended.ok ? '' : errorWords(ended.error).text).toBe(
      'own.zip: The data was written by PocketBase 0.38.1 or newer, and an older one would damage it. Change the version of the instance first. Nothing was changed. Choose another backup.',
    );
    await bench.untilRunning(older.id);
  });
});

test('B33: a backup that is not in the folder of the instance leads nowhere', async () => {
  await backUp();
  const other = await bench.create('other', '0.40.6', SUPERUSER);
  expect(await bench.operating.previewRestore(other.id, { kind: 'backup', backupId: newest() })).toEqual({
    ok: false,
    error: { code: 'unknown-backup', backupId: newest() },
  });
  expect(await bench.operating.deleteBackup(other.id, newest())).toMatchObject({ ok: false });
  await bench.untilRunning(other.id);
});

test('F53: a second operation is refused with the name of the one that is underway', async () => {
  const first = orThrow(bench.operating.backUp(instance.id, { reason: 'manual', label: '' }));
  expect(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })).toEqual({
    ok: false,
    error: { code: 'operation-underway', instanceName: 'blog', kind: 'backup' },
  });
  await first.ended;
});

test('a cancelled backup leaves nothing', async () => {
  const begun = orThrow(bench.operating.backUp(instance.id, { reason: 'manual', label: '' }));
  orThrow(bench.runner.cancel(begun.operationId));
  expect(await begun.ended).toEqual({ ok: false, error: { code: 'cancelled' } });
  expect(workFolders()).toEqual([]);
  const folder = join(bench.home, 'backups', instance.id);
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
});
