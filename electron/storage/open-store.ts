import { chmodSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import type Conf from 'conf';
import type { z } from 'zod';
import { done, fail, type Result } from '../../shared/result';

/** The one method set of electron-store (and of conf, on which it stands) that we use. */
export type StoreFile = Pick<Conf, 'store' | 'path'>;

/** Opens a JSON file by its base name; electron-store in the app, conf in tests under plain Node. */
export type OpenStoreFile = (folder: string, name: string) => StoreFile;

/** A file that could not be used and was set aside, for the user to be told. */
export interface SetAside {
  readonly path: string;
  readonly keptAs: string;
  readonly problem: string;
}

export interface CheckedStore<Content> {
  readonly path: string;
  readonly content: () => Content;
  /** Written atomically and synced when it returns. On failure the content stays as it was. */
  readonly replace: (content: Content) => Result<undefined>;
  readonly setAside: SetAside | null;
}

/**
 * A JSON file with a schema. A file that cannot be read or does not fit is never emptied: it is renamed, the app begins
 * with `initial`, and `setAside` says so.
 */
export function openCheckedStore<Schema extends z.ZodType<Record<string, unknown>>>(
  open: OpenStoreFile,
  folder: string,
  name: string,
  schema: Schema,
  initial: z.output<Schema>,
): CheckedStore<z.output<Schema>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let setAside: SetAside | null = null;
  let file: StoreFile;
  let content = initial;
  try {
    file = open(folder, name);
    if (existsSync(file.path)) content = schema.parse(file.store);
  } catch (error) {
    const path = `${folder}/${name}.json`;
    setAside = { path, keptAs: keepDamaged(path), problem: (error as Error).message };
    file = open(folder, name);
  }
  return {
    path: file.path,
    content: () => content,
    replace: (next) => {
      try {
        file.store = next;
        content = next;
        return done;
      } catch (error) {
        return fail({ code: 'state-not-saved', path: file.path, detail: (error as Error).message });
      }
    },
    setAside,
  };
}

/** Never in the place of one that was set aside before. */
function keepDamaged(path: string): string {
  const name = `${path}.damaged-${new Date().toISOString().replaceAll(':', '-')}`;
  let keptAs = name;
  for (let copy = 2; existsSync(keptAs); copy += 1) keptAs = `${name}-${String(copy)}`;
  renameSync(path, keptAs);
  chmodSync(keptAs, statSync(keptAs).isDirectory() ? 0o700 : 0o600);
  return keptAs;
}
