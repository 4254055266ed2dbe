import { chmodSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
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
  /** Written atomically and synced when it returns. On failure the content stays as it was, unless it is to be kept. */
  readonly replace: (content: Content, keepUnsaved?: boolean) => Result<undefined>;
  /** Writes what was kept although it could not be written. */
  readonly writeUnsaved: () => Result<undefined>;
  readonly setAside: SetAside | null;
}

/**
 * A JSON file with a schema. A file that cannot be read or does not fit is never emptied: it is renamed, the app begins
 * with `initial`, and `setAside` says so. Where not even the folder can be used, everything stays in memory and each
 * write says why. Never throws.
 */
export function openCheckedStore<Schema extends z.ZodType<Record<string, unknown>>>(
  open: OpenStoreFile,
  folder: string,
  name: string,
  schema: Schema,
  initial: z.output<Schema>,
): CheckedStore<z.output<Schema>> {
  const path = join(folder, `${name}.json`);
  let file: StoreFile | undefined;
  let content = initial;
  let setAside: SetAside | null = null;
  /** Why a file that is there must not be written over. */
  let inTheWay: string | null = null;
  let unsaved = false;

  const opened = (): StoreFile => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    file ??= open(folder, name);
    return file;
  };
  const write = (next: z.output<Schema>): Result<undefined> => {
    try {
      if (inTheWay !== null) throw new Error(inTheWay);
      opened().store = next;
      return done;
    } catch (error) {
      return fail({ code: 'state-not-saved', path, detail: (error as Error).message });
    }
  };

  try {
    const found = opened();
    if (existsSync(path)) content = schema.parse(found.store);
  } catch (error) {
    file = undefined;
    const problem = (error as Error).message;
    try {
      if (existsSync(path)) setAside = { path, keptAs: keepDamaged(path), problem };
    } catch (renameError) {
      inTheWay = `the damaged file there could not be set aside: ${(renameError as Error).message}`;
    }
  }
  return {
    path,
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
