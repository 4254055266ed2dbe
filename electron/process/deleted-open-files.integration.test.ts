/** Files that a running pocketbase works on and that nobody can open any more. */
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pidOf } from '../../shared/instance';
import { foldersOf } from '../pocketbase/arguments';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { deletedDatabaseFiles } from './deleted-open-files';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench({ ownershipIntervalMs: 50 });
});
afterEach(() => bench.dispose());

interface Served {
  readonly id: string;
  readonly pid: number;
  readonly data: string;
}

async function served(version = '0.40.6'): Promise<Served> {
  const { id, folder } = await bench.create('blog', version);
  const { state } = await bench.untilRunning(id);
  return { id, pid: pidOf(state) ?? 0, data: foldersOf(folder).data };
}

describe.runIf(process.platform === 'linux')('database files that a process has open', () => {
  test.each(['0.23.12', '0.40.6'])(
    'PocketBase %s: a deleted write-ahead log is named, and nothing before',
    async (version) => {
      const { pid, data } = await served(version);
      expect(await deletedDatabaseFiles(pid, data)).toEqual([]);
      const log = readdirSync(data).find((name) => /^(?:auxiliary|logs)\.db-wal$/.test(name)) ?? '';
      rmSync(join(data, log));
      expect(await deletedDatabaseFiles(pid, data)).toEqual([join(data, log)]);
      rmSync(join(data, 'data.db-wal'));
      expect(await deletedDatabaseFiles(pid, data)).toEqual([join(data, log), join(data, 'data.db-wal')].sort());
    },
  );

  test('another file in the place of the open one is the same loss', async () => {
    const { pid, data } = await served();
    const database = join(data, 'data.db');
    copyFileSync(database, `${database}.copy`);
    renameSync(`${database}.copy`, database);
    expect(await deletedDatabaseFiles(pid, data)).toEqual([database]);
  });

  test('data in another place, reached by a link, is in order; there too a deleted file is named', async () => {
    const { id, data } = await served();
    orThrow(bench.instances.stop(id));
    await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
    const elsewhere = join(bench.home, 'elsewhere');
    renameSync(data, elsewhere);
    symlinkSync(elsewhere, data);
    orThrow(bench.instances.start(id));
    const pid = pidOf((await bench.untilRunning(id)).state) ?? 0;
    expect(await deletedDatabaseFiles(pid, data)).toEqual([]);
    rmSync(join(elsewhere, 'data.db-wal'));
    expect(await deletedDatabaseFiles(pid, data)).toEqual([join(elsewhere, 'data.db-wal')]);
  });

  test('are shown as a fault until it was restarted, and that is no malfunction', async () => {
    const { id, data } = await served();
    rmSync(join(data, 'data.db-wal'));
    const warned = await bench.until(id, 'warned', ({ warnings }) => warnings.length > 0);
    expect(warned.warnings).toMatchObject([
      {
        kind: 'data-files-deleted',
        evidence: `${join(data, 'data.db-wal')} is not the file that PocketBase has open.`,
      },
    ]);
    orThrow(bench.instances.restart(id));
    await bench.until(id, 'starting', ({ state }) => state.kind === 'starting');
    const { warnings, incidents } = await bench.untilRunning(id);
    expect([warnings, incidents]).toEqual([[], []]);
  });

  test('what a person deletes beside the databases is not one of them', async () => {
    const { pid, data } = await served();
    mkdirSync(join(data, 'storage', 'x'), { recursive: true });
    rmSync(join(data, 'storage'), { recursive: true });
    expect(await deletedDatabaseFiles(pid, data)).toEqual([]);
  });
});
