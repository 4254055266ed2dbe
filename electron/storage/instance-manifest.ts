import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { FileProblem } from '../../shared/words/storage-words';
import { fileProblemOf, refuseForbiddenKeys, refuseOtherVersion, UnusableFileError } from './file-problem';
import { instanceRecord, recordOnDisk, type SavedInstance } from './instance-record';

const SCHEMA_VERSION = 1;
const manifest = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  /** A person took it off the list: it can be opened again, and must not come back by itself. */
  offList: z.boolean().default(false),
  instance: instanceRecord,
});

/** Far more than a record takes. Whoever may write into the folder must not be able to fill our memory. */
const MAX_BYTES = 1024 * 1024;

/** The second copy of an instance's record, in the instance's own folder. */
export const manifestPath = (folder: string): string => join(folder, 'basekeeper.json');

export type FoundManifest =
  /** `offList`: a person took it off the list. */
  | { readonly kind: 'record'; readonly record: SavedInstance; readonly offList: boolean }
  /** `owner` is the id it names, as far as that can be read. */
  | { readonly kind: 'unusable'; readonly problem: FileProblem; readonly owner: string | null };

export const manifestText = (record: SavedInstance, offList = false): string =>
  `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...(offList && { offList }), instance: recordOnDisk(record) }, null, 2)}\n`;

/** For the background: a drive that has gone may let every question about it hang. */
export async function readManifest(folder: string): Promise<FoundManifest> {
  const path = manifestPath(folder);
  try {
    refuseUnusual(await lstat(path));
    return decode(await readFile(path));
  } catch (error) {
    return { kind: 'unusable', problem: fileProblemOf(error), owner: null };
  }
}

/** For rebuilding the list, before anything runs. */
export function readManifestNow(folder: string): FoundManifest {
  const path = manifestPath(folder);
  try {
    refuseUnusual(lstatSync(path));
    return decode(readFileSync(path));
  } catch (error) {
    return { kind: 'unusable', problem: fileProblemOf(error), owner: null };
  }
}

/** Links are not followed: what they lead to is not in the folder. */
function refuseUnusual(found: Stats): void {
  if (!found.isFile()) throw new UnusableFileError({ kind: 'not-a-file' });
  if (found.size > MAX_BYTES) throw new UnusableFileError({ kind: 'too-large' });
}

function decode(bytes: Buffer): FoundManifest {
  let raw: unknown;
  try {
    raw = JSON.parse(textOf(bytes));
    refuseForbiddenKeys(raw);
    refuseOtherVersion(raw, SCHEMA_VERSION);
    const { instance, offList } = manifest.parse(raw);
    return { kind: 'record', record: instance, offList };
  } catch (error) {
    return { kind: 'unusable', problem: fileProblemOf(error), owner: ownerOf(raw) };
  }
}

function textOf(bytes: Buffer): string {
  try {
    // Leaves a byte order mark out.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnusableFileError({ kind: 'not-json' });
  }
}

const named = z.object({ instance: z.object({ id: z.string() }) });

function ownerOf(raw: unknown): string | null {
  const found = named.safeParse(raw);
  return found.success ? found.data.instance.id : null;
}
