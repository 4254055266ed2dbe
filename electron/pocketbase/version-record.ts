/** `version.json`: what the store knows of one folder. A folder without a valid one does not count as installed. */
import { lstat, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Abilities } from './abilities';
import { executableName } from './sources/source';
import type { SourceName } from '../../shared/versions';

const FORMAT_VERSION = 1;
const RECORD_FILE = 'version.json';

const recordSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  version: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  source: z.enum(['official-release', 'python-package', 'chosen-by-hand']),
  installedAt: z.iso.datetime(),
  /** Not in records from before; null: it was asked, and names none. */
  abilities: z.object({ flags: z.array(z.string()), commands: z.array(z.string()) }).nullish(),
});

/** One verified `pocketbase` executable in the store. */
export interface StoredVersion {
  readonly version: string;
  /** Absolute path. */
  readonly executable: string;
  /** Of the executable, hex. */
  readonly sha256: string;
  readonly source: SourceName;
  /** ISO 8601, wall clock. */
  readonly installedAt: string;
  /** What it said it can be told when it came into the store; null where that is not known. */
  readonly abilities: Abilities | null;
  /** Of the executable. */
  readonly sizeBytes: number;
}

/** Undefined if the folder is absent, damaged, of another version than its name says, or of a newer Basekeeper's format. */
export async function readRecord(
  folder: string,
  version: string,
  platform: NodeJS.Platform,
): Promise<StoredVersion | undefined> {
  try {
    const record = recordSchema.parse(JSON.parse(await readFile(join(folder, RECORD_FILE), 'utf8')));
    const executable = join(folder, executableName(platform));
    const stats = await lstat(executable);
    const runnable = platform === 'win32' || (stats.mode & 0o100) !== 0;
    if (record.version !== version || !stats.isFile() || stats.size === 0 || !runnable) return undefined;
    return {
      version,
      executable,
      sha256: record.sha256,
      source: record.source,
      installedAt: record.installedAt,
      abilities: record.abilities ?? null,
      sizeBytes: stats.size,
    };
  } catch {
    return undefined;
  }
}

/** `not-asked`: a build of a person's own, from before such were asked. Null: it names none, or is none of a person's own. */
export async function recordedAbilities(folder: string): Promise<Abilities | 'not-asked' | null> {
  try {
    const record = recordSchema.parse(JSON.parse(await readFile(join(folder, RECORD_FILE), 'utf8')));
    const { abilities, source } = record;
    return abilities === undefined && source === 'chosen-by-hand' ? 'not-asked' : (abilities ?? null);
  } catch {
    return null;
  }
}

/** Written before the folder gets its final name; on the disk when this returns. */
export async function writeRecord(
  folder: string,
  stored: Omit<StoredVersion, 'executable' | 'sizeBytes'>,
): Promise<void> {
  const { version, sha256, source, installedAt, abilities } = stored;
  const record: z.infer<typeof recordSchema> = {
    formatVersion: FORMAT_VERSION,
    version,
    sha256,
    source,
    installedAt,
    abilities: abilities && { flags: [...abilities.flags], commands: [...abilities.commands] },
  };
  const file = await open(join(folder, RECORD_FILE), 'wx', 0o644);
  try {
    await file.writeFile(`${JSON.stringify(record, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
