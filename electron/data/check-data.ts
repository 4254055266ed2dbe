import { basename, join } from 'node:path';
import { ok } from '../../shared/result';
import { databaseDamage, databasesIn, requireRecords, type DatabaseDamage } from './databases';
import type { Perform } from './job-contract';
import { copyWhileInUse } from './sqlite';
import { STEP } from '../../shared/words/step-words';

export const checkData: Perform<'check-data'> = async ({ dataFolder, copyTo }, onProgress) => {
  await requireRecords(join(dataFolder, 'data.db'));
  const paths = await databasesIn(dataFolder);
  const files = paths.map((path) => basename(path));
  const uncopied: DatabaseDamage[] = [];
  if (copyTo !== null) {
    for (const path of paths) {
      onProgress({ step: `Copying ${basename(path)}`, doneBytes: 0, totalBytes: null });
      try {
        await copyWhileInUse(path, join(copyTo, basename(path)));
      } catch (error) {
        // So badly damaged that SQLite does not even read it; a full drive is something else.
        if (!/malformed|not a database/.test((error as Error).message)) throw error;
        uncopied.push({ file: basename(path), lines: [(error as Error).message] });
      }
    }
  }
  onProgress({ step: STEP.checkingPages, doneBytes: 0, totalBytes: null });
  const checked = await databaseDamage(copyTo ?? dataFolder);
  const others = checked.filter(({ file }) => uncopied.every((one) => one.file !== file));
  return ok({ files, damage: [...uncopied, ...others] });
};
