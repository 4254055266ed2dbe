import { setAsideNow } from '../disk/atomic-file';
import { renamePatiently } from '../disk/rename';
import { manifestPath, readManifest, type FoundManifest } from './instance-manifest';

/** The records in folders that are not on the list. */
export interface FolderRecords {
  read(folder: string): Promise<FoundManifest>;
  /** Renames the record of another instance, so that the folder gets its own. Answers the way back. */
  setAside(folder: string): () => Promise<void>;
}

export const folderRecords: FolderRecords = {
  read: readManifest,
  setAside: (folder) => {
    const path = manifestPath(folder);
    const keptAs = setAsideNow(path, 'replaced');
    return () => renamePatiently(keptAs, path);
  },
};
