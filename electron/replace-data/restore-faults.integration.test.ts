/** Restores over data that is worse than damaged, and of data that fails only once it is served. */
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { createCollection } from '../testing/acknowledged-writes';
import { backupsOf } from '../testing/after-operations';
import { endOf, SUPERUSER, writeRecords } from '../testing/served-records';
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
  await createCollection(instance.port, SUPERUSER);
});
afterEach(() => bench.dispose());

async function newBackup(): Promise<{ readonly kind: 'backup'; readonly backupId: string }> {
  orThrow(await endOf(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })));
  const [backup] = (await backupsOf(bench, instance.id)).backups;
  return { kind: 'backup', backupId: backup?.id ?? '' };
}

test('F37: a restore works where data.db was emptied, and keeps what else there is', async () => {
  const before = await writeRecords(instance.port, 20);
  const source = await newBackup();
  orThrow(bench.instances.enterMaintenance(instance.id, 'window'));
  await bench.untilMaintenance(instance.id);
  truncateSync(join(instance.folder, 'pb_data/data.db'));
  writeFileSync(join(instance.folder, 'pb_data/data.db-wal'), 'what may be saved from it');
  expect(orThrow(await bench.operating.previewRestore(instance.id, source)).now).toBeNull();
  const restored = await orThrow(await bench.operating.restore(instance.id, { source, parts: ['pb_data'] })).ended;
  const kept = join(instance.folder, readdirSync(instance.folder).find((name) => name.startsWith('kept-')) ?? '');
  expect(restored).toEqual({
    ok: true,
    value: `Restored ${String(before.length)} records. The previous data is damaged and could not be backed up. It was kept in ${kept}. It is in maintenance, as before. Turn that off to serve it.`,
  });
  expect(readFileSync(join(kept, 'pb_data/data.db-wal'), 'utf8')).toBe('what may be saved from it');
});

test('F38: a look at what would be replaced leaves the signs of a crash for the next start', async () => {
  const source = await newBackup();
  const { length } = await writeRecords(instance.port, 20);
  const { state } = bench.now(instance.id);
  if (state.kind !== 'running') throw new Error('It does not run');
  process.kill(state.pid, 'SIGKILL');
  await bench.untilMaintenance(instance.id);
  const log = join(instance.folder, 'pb_data/data.db-wal');
  const before = readFileSync(log);
  const preview = orThrow(await bench.operating.previewRestore(instance.id, source));
  expect(preview.now?.records).toBe(length);
  expect(existsSync(log) && readFileSync(log).equals(before)).toBe(true);
});

test('F40: data that a restore by PocketBase itself had put aside outlives a restore of ours', async () => {
  const source = await newBackup();
  orThrow(bench.instances.stop(instance.id));
  await bench.until(instance.id, 'stopped', (now) => now.state.kind === 'stopped');
  const aside = join(instance.folder, 'pb_data/.pb_temp_to_delete/old_pb_data_abc');
  mkdirSync(aside, { recursive: true });
  writeFileSync(join(aside, 'data.db'), 'from before');
  orThrow(await endOf(bench.operating.restore(instance.id, { source, parts: ['pb_data'] })));
  const [quarantine = ''] = readdirSync(instance.folder).filter((name) => name.startsWith('quarantine-'));
  expect(readFileSync(join(instance.folder, quarantine, 'old_pb_data_abc/data.db'), 'utf8')).toBe('from before');
  expect(
    bench.store
      .snapshot()
      .state.notices.map(({ text }) => text)
      .join(),
  ).toContain(quarantine);
});

test('what was served for a while before it failed is kept, also should the app die while it is taken out', async () => {
  await writeRecords(instance.port, 20);
  const source = await newBackup();
  const noted: unknown[] = [];
  atStep = (name) => {
    if (name === 'noted-starting') {
      writeFileSync(bench.versions.replaceWithCopy('0.40.6'), '#!/bin/sh\nsleep 4\nexit 3\n');
    }
    // All that the next launch would know.
    if (/^(took-out-new|put-back-old)-pb_data$/.test(name)) noted.push(bench.journal.load()[0]?.keeps);
  };
  const restored = await orThrow(await bench.operating.restore(instance.id, { source, parts: ['pb_data'] })).ended;
  expect(restored).toMatchObject({ ok: false, error: { code: 'operation-undone' } });
  const [kept = ''] = readdirSync(instance.folder).filter((name) => name.startsWith('kept-'));
  expect(existsSync(join(instance.folder, kept, 'pb_data/data.db'))).toBe(true);
  expect(noted).toEqual(['new', 'new']);
});
