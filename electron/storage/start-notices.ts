import type { AppNotice } from '../../shared/app-state';
import { unusableFileWords, type UnusableFile } from '../../shared/words/storage-words';

/** Where storage tells what the user has to know; a notice takes the place of an earlier one with the same id. */
export interface NoticeBoard {
  show(notice: AppNotice): void;
  hide(id: string): void;
}

/** What the user has to know about files that could not be used. */
export function startNotices(files: readonly (UnusableFile | null)[]): readonly AppNotice[] {
  return files.flatMap((file) => (file === null ? [] : { id: `set-aside-${file.path}`, ...unusableFileWords(file) }));
}
