/** What a new version, a migration or the data itself does to the records: more are fine, fewer are asked about. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import type { LostRecords } from '../../shared/lost-records';

import { backupsOf, expectNothingLeft, textOf } from '../testing/after-operations';
import { countThings, createThings, LOGIN, signIn, uploadFiles } from '../testing/seeded-data';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const [OLD, NEW] = ['0.36.9', '0.40.6'];
const MIGRATION = '1900000000_things.js';

let bench: Workbench;
let instance: Instance;
beforeEach(async () => {
  bench = createWorkbench();
  const superuser = { email: LOGIN.identity, password: LOGIN.password };
  instance = await bench.untilRunning((await bench.create('shop', OLD, superuser)).id);
  await createThings(instance.port, (await signIn(instance.port, OLD)) ?? '');
  await uploadFiles(instance.port, 3);
});
afterEach(() => bench.dispose());

/** Not applied yet: PocketBase looks for migrations only when it starts. */
const plantMigration = (sql: string): void =>
  writeFileSync(
    join(instance.folder, 'pb_migrations', MIGRATION),
    `migrate((app) => { app.db().newQuery(${JSON.stringify(sql)}).execute() })`,
  );
const change = async (accepted?: readonly LostRecords[], tryFirst = false) =>
  orThrow(await bench.operating.changeVersion(instance.id, NEW, tryFirst, accepted)).ended;

describe('a migration that runs with a change of version', () => {
  test('is told before, with the hooks that do something at the start', async () => {
    orThrow(bench.instances.stop(instance.id));
    await bench.until(instance.id, 'stopped', ({ state }) => state.kind === 'stopped');
    plantMigration('SELECT 1');
    writeFileSync(join(instance.folder, 'pb_hooks/start.pb.js'), 'onBootstrap((e) => e.next())');
    writeFileSync(join(instance.folder, 'pb_hooks/other.pb.js'), 'onRecordCreate((e) => e.next(), "things")');
    const { beside } = orThrow(await bench.operating.previewVersion(instance.id, NEW));
    expect(beside).toEqual({ pendingMigrations: [MIGRATION], startHooks: ['start.pb.js'], stays: [] });
  });

  test('may add records', async () => {
    plantMigration("INSERT INTO things (id) VALUES ('aaaaaaaaaaaaaaa'), ('bbbbbbbbbbbbbbb')");
    orThrow(await change(undefined, true));
    await bench.untilRunning(instance.id);
    expect(await countThings(instance.port)).toBe(5);
  });

  test('and deletes some is refused with their numbers, also on a copy; accepted as shown it goes on, and no further', async () => {
    plantMigration('DELETE FROM things WHERE rowid IN (SELECT rowid FROM things LIMIT 2)');
    const { state } = bench.now(instance.id);
    for (const tryFirst of [true, false]) {
      const refused = await change(undefined, tryFirst);
      expect(textOf(refused)).toContain('things: 3 records before, 1 after.');
      expect(refused).toMatchObject({
        error: { code: 'fewer-records', again: { kind: 'change-version', version: NEW, tryFirst } },
      });
      await bench.untilRunning(instance.id);
      expect(bench.now(instance.id).state).toEqual(state);
      expect(await countThings(instance.port)).toBe(3);
    }
    const less = [{ table: 'things', before: 3, after: 2 }];
    expect(await change(less)).toMatchObject({ error: { code: 'fewer-records' } });
    await bench.untilRunning(instance.id);
    await uploadFiles(instance.port, 1);
    orThrow(await change([{ table: 'things', before: 3, after: 1 }], true));
    await bench.untilRunning(instance.id);
    expect(await countThings(instance.port)).toBe(2);
    expectNothingLeft(bench, instance);
  });

  test('of a restore is asked about in the same way', async () => {
    orThrow(await orThrow(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })).ended);
    plantMigration('DELETE FROM things');
    const [{ id: backupId } = { id: '' }] = (await backupsOf(bench, instance.id)).backups;
    const source = { kind: 'backup', backupId } as const;
    const wish = { source, parts: ['pb_data'] as const };
    expect(orThrow(await bench.operating.previewRestore(instance.id, source)).beside.pendingMigrations).toEqual([
      MIGRATION,
    ]);
    const refused = await orThrow(await bench.operating.restore(instance.id, wish)).ended;
    expect(textOf(refused)).toContain('things: 3 records before, 0 after.');
    const evenIfFewer = [{ table: 'things', before: 3, after: 0 }];
    orThrow(await orThrow(await bench.operating.restore(instance.id, { ...wish, evenIfFewer })).ended);
    await bench.untilRunning(instance.id);
    expect(await countThings(instance.port)).toBe(0);
  });
});

test('a virtual table of a module that SQLite does not have here is not counted, and everything else works', async () => {
  orThrow(bench.instances.enterMaintenance(instance.id, 'window'));
  await bench.untilMaintenance(instance.id);
  const database = new DatabaseSync(join(instance.folder, 'pb_data/data.db'), { defensive: false });
  database.exec(`PRAGMA writable_schema = ON;
    INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)
    VALUES ('table', 'vectors', 'vectors', 0, 'CREATE VIRTUAL TABLE vectors USING vec0(embedding float[3])');
    PRAGMA writable_schema = RESET`);
  database.close();
  orThrow(bench.instances.leaveMaintenance(instance.id));
  await bench.untilRunning(instance.id);
  const dataFolder = join(instance.folder, 'pb_data');
  expect(orThrow(await bench.runJob('describe-data', { dataFolder, inUse: true })).notCounted).toEqual(['vectors']);
  orThrow(await orThrow(bench.operating.checkIntegrity(instance.id)).ended);
  orThrow(await orThrow(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })).ended);
  const [{ id: backupId } = { id: '' }] = (await backupsOf(bench, instance.id)).backups;
  orThrow(await orThrow(bench.operating.compact(instance.id)).ended);
  orThrow(await change(undefined, true));
  const source = { kind: 'backup', backupId } as const;
  orThrow(await orThrow(await bench.operating.restore(instance.id, { source, parts: ['pb_data'] })).ended);
  await bench.untilRunning(instance.id);
  expect(await countThings(instance.port)).toBe(3);
  expect(orThrow(await bench.runJob('describe-data', { dataFolder, inUse: true })).notCounted).toEqual(['vectors']);
});
