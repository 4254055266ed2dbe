import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { ok } from '../../shared/result';
import { DATABASES } from './databases';
import { folderSize } from './folder-size';
import type { Perform } from './job-contract';

/** A database, what is not yet in it, and the index of that. */
const FILES_OF_DATABASE = ['', '-wal', '-shm'];

export const instanceSizes: Perform<'instance-sizes'> = async ({ dataFolder, logsFolder, backupsFolder }) => {
  const paths = DATABASES.flatMap((name) => FILES_OF_DATABASE.map((ending) => join(dataFolder, `${name}${ending}`)));
  const sizes = await Promise.all(paths.map((path) => lstat(path).catch(() => ({ size: 0 }))));
  const [files, logs, backups] = await Promise.all(
    [join(dataFolder, 'storage'), logsFolder, backupsFolder].map(folderSize),
  );
  return ok({
    databases: sizes.reduce((sum, { size }) => sum + size, 0),
    files: files ?? 0,
    logs: logs ?? 0,
    backups: backups ?? 0,
  });
};
