import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { lstat, readdir, realpath, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { shownName } from '../../shared/archive-name';
import type { ArchiveProblem } from '../../shared/archive-problem';
import type { BackupPart, PlaceInBackup } from '../../shared/backup-layout';
import type { Result } from '../../shared/result';
import { NOT_USABLE } from '../../shared/words/archive-detail-words';
import { onDisk } from '../disk/byte-names';
import { eachContent } from './each-content';
import { fileSink } from './file-sink';
import { inspectArchive, type ArchiveListing } from './inspect-archive';
import type { ArchiveLimits } from './limits';
import { withArchive } from './open-archive';
import { isSystemError, notWritten, refuse, refuseIfAborted } from './refusal';
import { syncTree } from '../disk/sync';

export interface UnpackOptions {
  /** An empty folder that exists; each part becomes a folder in it, with our names: `pb_data`, `pb_hooks`, … */
  readonly into: string;
  readonly parts: readonly BackupPart[];
  /** As the listing was read with. */
  readonly place?: string | null;
  readonly limits: ArchiveLimits;
  readonly signal?: AbortSignal;
  /** In unpacked bytes of the chosen parts. `saving` is the sync at the end, which has no bytes of its own. */
  readonly onProgress?: (bytesDone: number, bytesTotal: number, step: 'unpacking' | 'saving') => void;
}

/**
 * Takes the chosen parts out of the archive that `listing` was read from, and syncs them. Files and folders are of this user
 * only (0600, 0700), unless a manifest of ours says who else could read or run them; set-user-id bits never come back. Links
 * are made when everything else is there, so that nothing is written through one. Everything is checked again. On any problem `into` is empty again; nothing is ever written
 * beside it.
 */
export async function unpackArchive(
  path: string,
  listing: ArchiveListing,
  { into, parts, place = null, limits, signal, onProgress }: UnpackOptions,
): Promise<Result<undefined, ArchiveProblem>> {
  return withArchive(
    path,
    async (archive) => {
      const root = await emptyFolder(into);
      const { listing: now, entries } = await inspectArchive(archive, limits, signal, place);
      if (now.fingerprint !== listing.fingerprint) refuse({ kind: 'archive-changed' });
      const missing = parts.find((part) => !now.parts.some((each) => each.part === part));
      if (missing !== undefined) refuse({ kind: 'part-missing', part: missing });
      const bytesTotal = now.parts.reduce((sum, each) => sum + (parts.includes(each.part) ? each.unpackedBytes : 0), 0);
      let bytesDone = 0;
      const written = (bytes: number): void => {
        bytesDone += bytes;
        onProgress?.(bytesDone, bytesTotal, 'unpacking');
      };
      const made = new Set([root]);
      try {
        for (const part of parts) makeFolder(join(root, part), made);
        const links: { readonly target: string; readonly at: string }[] = [];
        const folders: { readonly mode: number; readonly at: string }[] = [];
        await eachContent(archive, entries, {
          signal,
          open: (entry) => {
            const { place: where, kind, mode, target } = entry;
            if (where === null || !parts.includes(where.part)) return null;
            const at = contained(root, where);
            makeFolder(kind === 'folder' ? at : dirname(at), made);
            if (kind === 'folder') {
              if (mode !== null) folders.push({ mode, at });
              return null;
            }
            if (target === null) return fileSink(at, entry, written);
            links.push({ target, at });
            return { take: () => undefined, done: () => undefined, failed: () => undefined };
          },
        });
        for (const { target, at } of links) symlinkSync(onDisk(target), onDisk(at));
        for (const { mode, at } of folders) chmodSync(onDisk(at), mode | OWN_FOLDER);
        onProgress?.(bytesDone, bytesTotal, 'saving');
        await syncTree(root, () => refuseIfAborted(signal));
      } catch (error) {
        await empty(root);
        throw error;
      }
      return undefined;
    },
    (error) => (isSystemError(error) && error.syscall !== 'read' ? notWritten(error.path ?? into, error) : null),
  );
}

/** Its true path. Links are refused: they could be turned elsewhere while we write. */
async function emptyFolder(into: string): Promise<string> {
  const unusable = (detail: string): never => refuse({ kind: 'folder-not-usable', path: into, detail });
  try {
    if (!(await lstat(into)).isDirectory()) unusable(NOT_USABLE.notAFolder);
    if ((await readdir(into)).length > 0) unusable(NOT_USABLE.notEmpty);
    return await realpath(into);
  } catch (error) {
    const system = error as NodeJS.ErrnoException;
    if (isSystemError(system)) unusable(system.code === 'ENOENT' ? NOT_USABLE.missing : (system.code ?? ''));
    throw error;
  }
}

/** Names have been checked; this would hold if that had ever missed one. */
function contained(root: string, { part, path }: PlaceInBackup): string {
  const target = join(root, part, path);
  const inside = relative(join(root, part), target);
  const expected = path.replace(/\/$/, '').replaceAll('/', sep);
  if (inside !== expected || isAbsolute(inside) || inside.split(sep).includes('..')) {
    refuse({ kind: 'unsafe-name', entry: shownName(path), rule: 'climbs' });
  }
  return join(root, part, inside);
}

function makeFolder(folder: string, made: Set<string>): void {
  if (made.has(folder)) return;
  makeFolder(dirname(folder), made);
  mkdirSync(onDisk(folder), { mode: OWN_FOLDER });
  made.add(folder);
}

/** Whoever owns it can always use it. */
const OWN_FOLDER = 0o700;

/** The folder was empty before, so all that is in it is ours. */
async function empty(root: string): Promise<void> {
  for (const name of await readdir(root)) await rm(join(root, name), { recursive: true, force: true });
}
