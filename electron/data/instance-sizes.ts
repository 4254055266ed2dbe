import { join } from 'node:path';
import { ok } from '../../shared/result';
import { databaseBytes } from './database-files';
import { folderSize } from './folder-size';
import type { Perform } from './job-contract';

export const instanceSizes: Perform<'instance-sizes'> = async ({ dataFolder, logsFolder, backupsFolder }) => {
  const databases = await databaseBytes(dataFolder);
  const [files, logs, backups] = await Promise.all(
    [join(dataFolder, 'storage'), logsFolder, backupsFolder].map(folderSize),
  );
  return ok({ databases, files: files ?? 0, logs: logs ?? 0, backups: backups ?? 0 });
};
