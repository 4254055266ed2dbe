import type { Instance } from '../../shared/instance';
import type { OperationParts } from './operation-parts';
import type { OperationContext } from './operation-runner';
import { otherOwner } from './other-owner';

export interface BlockedOrInUse {
  /** Somebody writes to the data, whoever it is: it has to be read and copied through SQLite. */
  readonly inUse: boolean;
  readonly release: () => void;
}

/** Nobody may open the databases while their files are read or copied; an instance that runs goes on. */
export async function blockStartsUnlessInUse(
  context: OperationContext,
  { folder, id }: Pick<Instance, 'folder' | 'id'>,
  { store }: Pick<OperationParts, 'store'>,
): Promise<BlockedOrInUse> {
  const release = context.blockStarts();
  const isAlive = store.instance(id)?.state.kind !== 'stopped';
  if (isAlive) release();
  return { inUse: isAlive || (await otherOwner(folder)) !== null, release };
}
