import type { AppNotice } from '../../shared/app-state';
import type { SetAside } from './open-store';

/** What the user has to know about files that could not be used. */
export function startNotices(files: readonly (SetAside | null)[]): readonly AppNotice[] {
  return files.flatMap((file) =>
    file === null
      ? []
      : {
          id: `set-aside-${file.path}`,
          title: 'A file of Basekeeper could not be read',
          text: `${file.path} is damaged or from another version (${file.problem}). It was kept as ${file.keptAs}, and Basekeeper began with an empty one. Your instances’ folders were not touched.`,
        },
  );
}
