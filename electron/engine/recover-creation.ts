import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { creationNotRemoved, othersWereLeft, unfinishedCreationNotice } from '../../shared/words/operation-words';
import { showNotice } from '../store/app-store';
import { removeMade } from '../new-instance/claim-folder';
import { sweepMomentaryFolders } from '../pocketbase/momentary-folder';
import { hooksForSuperuserIn } from '../pocketbase/superuser';
import { manifestPath } from '../storage/instance-manifest';
import type { JournalEntry } from '../operations/journal';
import type { OperationParts } from '../operations/operation-parts';

/** Longer than a `pocketbase` that outlived the app takes to end when nobody listens to it any more. */
const RETRIES = { maxRetries: 10, retryDelay: 100 };

/**
 * At launch: a creation that came neither to the list nor to a record of its own goes. A folder with a record is that of an
 * instance, whatever the list says, and is not touched; of any other only what the creation made is removed.
 */
export async function recoverCreation(entry: JournalEntry, { journal, store }: OperationParts): Promise<void> {
  const { folder, id, targetMade = null, unfinished } = entry;
  const isListed = store.snapshot().state.instances.some((instance) => instance.folder === folder);
  if (!isListed && !existsSync(manifestPath(folder))) {
    try {
      for (const path of unfinished) await rm(path, { recursive: true, force: true, ...RETRIES });
      if (unfinished.length > 0) await sweepMomentaryFolders(hooksForSuperuserIn(folder));
      await removeMade(folder, [], targetMade);
    } catch (error) {
      showNotice(store, unfinishedCreationNotice(entry, creationNotRemoved((error as Error).message)));
      return;
    }
    const left = unfinished.length === 0 ? [] : await readdir(folder).catch(() => []);
    if (left.length > 0) showNotice(store, unfinishedCreationNotice(entry, othersWereLeft(left)));
  }
  journal.remove(id);
}
