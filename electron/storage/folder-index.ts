import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { folderIndexWords, type UnusableFile } from '../../shared/words/storage-words';
import { VALUE_RULES } from '../../shared/words/own-file-words';
import { openCheckedStore, type OpenStoreFile } from './open-store';
import type { NoticeBoard } from './start-notices';

const SCHEMA_VERSION = 1;
const file = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  folders: z.array(z.string().refine((folder) => isAbsolute(folder), VALUE_RULES.absolutePath)),
});

const NOTICE_ID = 'folders-not-noted';

/** `folders.json`: where instances are, for the day the list of instances is lost. Never the truth about anything. */
export interface FolderIndex {
  readonly unusableFile: UnusableFile | null;
  folders(): readonly string[];
  note(folders: readonly string[]): void;
  forget(folder: string): void;
  /** Tries again what could not be written. */
  writeUnsaved(): void;
}

export function openFolderIndex(open: OpenStoreFile, folder: string, notices: NoticeBoard): FolderIndex {
  const store = openCheckedStore(open, folder, 'folders', file, { schemaVersion: SCHEMA_VERSION, folders: [] });
  let failed = false;

  const tell = (written: ReturnType<typeof store.replace>): void => {
    if (!written.ok && !failed) {
      const detail = written.error.code === 'state-not-saved' ? written.error.detail : written.error.code;
      notices.show({ id: NOTICE_ID, ...folderIndexWords(store.path, detail) });
    }
    if (written.ok && failed) notices.hide(NOTICE_ID);
    failed = !written.ok;
  };
  const replace = (folders: readonly string[]): void =>
    tell(store.replace({ schemaVersion: SCHEMA_VERSION, folders: [...folders] }, true));

  return {
    unusableFile: store.unusableFile(),
    folders: () => store.content().folders,
    note: (folders) => {
      const all = new Set([...store.content().folders, ...folders]);
      if (all.size > store.content().folders.length) replace([...all]);
    },
    forget: (gone) => {
      const { folders } = store.content();
      const others = folders.filter((each) => each !== gone);
      if (others.length < folders.length) replace(others);
    },
    writeUnsaved: () => {
      if (failed) tell(store.writeUnsaved());
    },
  };
}
