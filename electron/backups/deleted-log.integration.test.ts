/** A write-ahead log that was deleted while pocketbase works on it: what it confirms then is in no file with a name. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCollection } from '../testing/acknowledged-writes';
import { backupsOf, expectNothingLeft, textOf } from '../testing/after-operations';
import { endOf, SUPERUSER, writeRecords } from '../testing/served-records';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

const VERSIONS = ['0.23.12', '0.40.6'].flatMap((version) =>
  [['-wal'], ['-wal', '-shm']].map((endings) => ({ version, endings: endings.map((ending) => `data.db${ending}`) })),
);

describe.runIf(process.platform === 'linux')('PocketBase goes on with a deleted log', () => {
  test.each(VERSIONS)(
    '$version without $endings: no copy lacks it, and a stop saves it',
    async ({ version, endings }) => {
      const instance = await bench.untilRunning((await bench.create('blog', version, SUPERUSER)).id);
      await createCollection(instance.port, SUPERUSER);
      const before = await writeRecords(instance.port, 10);
      for (const name of endings) rmSync(join(instance.folder, 'pb_data', name));
      const since = await writeRecords(instance.port, 50);
      for (const ended of [
        await endOf(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })),
        await endOf(bench.operating.clone(instance.id, { name: 'copy', withData: true })),
      ]) {
        expect(textOf(ended)).toContain(
          'a copy would lack what it has confirmed since. Do not kill it. Turn maintenance',
        );
      }
      expect((await backupsOf(bench, instance.id)).backups).toEqual([]);
      expectNothingLeft(bench, instance);
      orThrow(bench.instances.enterMaintenance(instance.id, 'window'));
      await bench.untilMaintenance(instance.id);
      orThrow(await endOf(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })));
      expect((await backupsOf(bench, instance.id)).backups[0]?.records).toBe(before.length + since.length);
    },
  );
});
