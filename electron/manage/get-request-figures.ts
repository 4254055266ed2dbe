import type { Instance } from '../../shared/instance';
import type { RequestFigures } from '../../shared/request-figures';
import type { Result } from '../../shared/result';
import { foldersOf } from '../pocketbase/arguments';
import type { OperationParts } from '../operations/operation-parts';

export const requestFiguresOf = (
  { folder }: Instance,
  now: Date,
  parts: OperationParts,
): Promise<Result<RequestFigures>> =>
  parts.runJob('request-figures', { dataFolder: foldersOf(folder).data, nowMs: now.getTime() });
