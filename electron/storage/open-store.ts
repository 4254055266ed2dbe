import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type Conf from 'conf';
import type { z } from 'zod';
import { done, fail, type Result } from '../../shared/result';
import type { FileProblem, UnusableFile } from '../../shared/words/storage-words';
import { copyAsideNow, setAsideNow, sortOf, sweepTemporariesNow, tryWritingNow } from '../disk/atomic-file';
import { syncFolderNow } from '../disk/sync';
import { fileProblemOf, refuseForbiddenKeys, refuseOtherVersion, whyNotWritten } from './file-problem';

/** The one method set of electron-store (and of conf, on which it stands) that we use. */
export type StoreFile = Pick<Conf, 'store' | 'path'>;

/** Opens a JSON file by its base name; electron-store in the app, conf in tests under plain Node. */
export type OpenStoreFile = (folder: string, name: string) => StoreFile;

export interface CheckedStore<Content> {
  readonly path: string;
  /** How it began: with nothing there, with what the file held, or with `initial` because the file could not be used. */
  readonly began: 'without-file' | 'with-file' | 'with-unusable-file';
  readonly content: () => Content;
  /** Written atomically and synced when it returns. On failure the content stays as it was, unless it is to be kept. */
  readonly replace: (content: Content, keepUnsaved?: boolean) => Result<undefined>;
  /** Writes what was kept although it could not be written. */
  readonly writeUnsaved: () => Result<undefined>;
  /** Could something be written now? Leaves nothing behind. */
  readonly tryWriting: () => Result<undefined>;
  /** Keeps a copy of the file as it is, because a part of it will be written over. */
  readonly keepCopy: (problem: FileProblem) => void;
  /** What could not be used. Also set later, where a file comes to light that could not be seen at first. */
  readonly unusableFile: () => UnusableFile | null;
}

interface Versioned {
  readonly schemaVersion: number;
}

/**
 * A JSON file with a schema. A file that cannot be read or does not fit is never emptied: it is renamed, the app begins
 * with `initial`, and `unusableFile` says so. Where not even the folder can be used, everything stays in memory and each
 * write says why. Never throws. `onDisk`: how the content is written, where the schema reads it into other names.
 */
export function openCheckedStore<Schema extends z.ZodType<Record<string, unknown> & Versioned>>(
  open: OpenStoreFile,
  folder: string,
  name: string,
  schema: Schema,
  initial: z.output<Schema>,
  onDisk: (content: z.output<Schema>) => Record<string, unknown> = (content) => content,
): CheckedStore<z.output<Schema>> {
  const path = join(folder, `${name}.json`);
  let file: StoreFile | undefined;
  let content = initial;
  let unusableFile: UnusableFile | null = null;
  let began: CheckedStore<unknown>['began'] = 'without-file';
  /** Why what is at the path, now or later, has not been read; it must not be written over. */
  let unread: FileProblem | null = null;
  let unsaved = false;

  const opened = (): StoreFile => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    file ??= open(folder, name);
    return file;
  };
  /** Throws where it cannot be renamed. */
  const makeWay = (): void => {
    if (unread === null || !existsSync(path)) return;
    unusableFile = { path, keptAs: setAsideNow(path, sortOf(unread)), problem: unread };
    unread = null;
  };
  const attempt = (work: () => void): Result<undefined> => {
    try {
      work();
      return done;
    } catch (error) {
      return fail({ code: 'state-not-saved', path, detail: whyNotWritten(error) });
    }
  };
  const write = (next: z.output<Schema>): Result<undefined> =>
    attempt(() => {
      makeWay();
      opened().store = onDisk(next);
      syncFolderNow(folder);
      unread = null;
    });

  sweepTemporariesNow(path);
  try {
    const found = opened();
    if (existsSync(path)) {
      const raw: unknown = found.store;
      refuseForbiddenKeys(raw, 1);
      refuseOtherVersion(raw, initial.schemaVersion);
      content = schema.parse(raw);
      began = 'with-file';
    }
  } catch (error) {
    file = undefined;
    unread = fileProblemOf(error);
    if (existsSync(path)) {
      began = 'with-unusable-file';
      unusableFile = { path, keptAs: null, problem: unread };
      try {
        makeWay();
      } catch {
        // `keptAs` stays null, which is told; the rename is tried again before each write.
      }
    }
  }
  return {
    path,
    began,
    content: () => content,
    replace: (next, keepUnsaved = false) => {
      const written = write(next);
      unsaved = !written.ok && (keepUnsaved || unsaved);
      if (written.ok || keepUnsaved) content = next;
      return written;
    },
    writeUnsaved: () => {
      const written = unsaved ? write(content) : done;
      if (written.ok) unsaved = false;
      return written;
    },
    tryWriting: () =>
      attempt(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        tryWritingNow(path);
      }),
    keepCopy: (problem) => {
      try {
        unusableFile = { path, keptAs: copyAsideNow(path, sortOf(problem)), problem };
      } catch {
        unusableFile = { path, keptAs: null, problem };
        unread = problem;
      }
    },
    unusableFile: () => unusableFile,
  };
}
