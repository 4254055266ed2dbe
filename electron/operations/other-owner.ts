import type { PortOwner } from '../../shared/errors';
import { done, fail, type Result } from '../../shared/result';
import { findDataOwners } from '../process/data-owner';
import { foldersOf } from '../pocketbase/arguments';

/** A process that serves the data although the instance has none: started in a terminal, or by another Basekeeper. */
export async function otherOwner(folder: string): Promise<PortOwner | null> {
  const { data } = foldersOf(folder);
  const [owner = null] = (await findDataOwners([data])).get(data) ?? [];
  return owner;
}

/** `data-in-use` while somebody else works on the data of an instance that has no process. */
export async function checkNoOwner(folder: string): Promise<Result<undefined>> {
  const owner = await otherOwner(folder);
  return owner === null ? done : fail({ code: 'data-in-use', path: foldersOf(folder).data, owner });
}
