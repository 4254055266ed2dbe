import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newScratch } from '../testing/after-operations';
import { startNodeJob } from '../testing/node-job';
import { CAN_MOUNT, mountSmallDrive, type SmallDrive } from '../testing/small-drive';
import { orThrow } from '../testing/workbench';
import { jobRunner } from './run-job';
import { openAlone } from './sqlite';

const MIB = 1024 * 1024;
const temporary = process.env['TMPDIR'];

describe.skipIf(!CAN_MOUNT)('compacting', () => {
  let home: string;
  let drive: SmallDrive;
  beforeEach(() => {
    home = newScratch('compact-');
    drive = mountSmallDrive(join(home, 'tmp'), MIB);
    process.env['TMPDIR'] = join(home, 'tmp');
  });
  afterEach(() => {
    if (temporary === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = temporary;
    drive.unmount();
    rmSync(home, { recursive: true, force: true });
  });

  test.skipIf(!CAN_MOUNT)(
    'needs room on the drive of the data, which is what was looked at, and on no other',
    async () => {
      const dataFolder = join(home, 'pb_data');
      mkdirSync(dataFolder);
      const path = join(dataFolder, 'data.db');
      const database = openAlone(path);
      database.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, x BLOB)');
      database.exec(
        'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) INSERT INTO t SELECT i, randomblob(500) FROM n',
      );
      database.exec('DELETE FROM t WHERE id % 2 = 0');
      database.close();
      const before = statSync(path).size;
      const { afterBytes } = orThrow(await jobRunner(startNodeJob, () => null)('compact', { dataFolder }));
      expect(afterBytes).toBeLessThan(before * 0.6);
    },
  );
});
