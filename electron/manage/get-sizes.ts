import { join } from 'node:path';
import type { Instance } from '../../shared/instance';
import type { InstanceSizes } from '../../shared/instance-sizes';
import type { Result } from '../../shared/result';
import type { RunJobOptions } from '../data/run-job';
import { foldersOf } from '../pocketbase/arguments';
import { backupFolderOf } from '../backups/backup-folder';
import type { OperationParts } from '../operations/operation-parts';

export const sizesOf = (
  instance: Instance,
  parts: OperationParts,
  options: RunJobOptions = {},
): Promise<Result<InstanceSizes>> =>
  parts.runJob(
    'instance-sizes',
    {
      dataFolder: foldersOf(instance.folder).data,
      logsFolder: join(parts.logsFolder, instance.id),
      backupsFolder: backupFolderOf(instance, parts),
    },
    options,
  );
