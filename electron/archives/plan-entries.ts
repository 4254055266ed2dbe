/** Which entry becomes what: of our own format as its manifest lists it, of the others as they are. */
import { createHash } from 'node:crypto';
import { shownName } from '../../shared/archive-name';
import { DATABASE_NAME, placeInBackup, type ArchiveLayout, type PlaceInBackup } from '../../shared/backup-layout';
import type { BackupFile, BackupManifest } from '../../shared/backup-manifest';
import { databaseOfCompanion, targetInside } from '../../shared/what-is-backed-up';
import { bytesOfText, textOfBytes } from '../disk/byte-names';
import type { OpenArchive } from './open-archive';
import { readEntry } from './read-entry';
import { refuse } from './refusal';
import { beginsLikeDatabase } from './refuse-no-database';
import type { ScannedEntry } from './scan-archive';

export interface PlannedEntry extends ScannedEntry {
  /** Null: not taken out. */
  readonly place: PlaceInBackup | null;
  /** Lower-case hexadecimal, as the manifest has it; null where there is none. */
  readonly sha256: string | null;
  /** Permissions it gets; null: those of this user only. */
  readonly mode: number | null;
  /** What it takes without its holes; null where nothing is said, and then it has none. */
  readonly denseBytes: number | null;
  /** Where it leads, inside its part; null: it is no link. */
  readonly target: string | null;
}

const NOTHING_SAID = { sha256: null, mode: null, denseBytes: null, target: null } as const;

/** Our own format holds exactly what its manifest lists. */
export function planOwn(
  scanned: readonly ScannedEntry[],
  layout: ArchiveLayout,
  manifest: BackupManifest,
): readonly PlannedEntry[] {
  const files = new Map(manifest.files.map((file) => [file.path, file]));
  const links = new Map(manifest.links.map((link) => [link.path, link.target]));
  const folders = new Map(manifest.folders.map((folder) => [`${folder.path}/`, folder.mode]));
  const found = scanned.slice(1).map((entry): PlannedEntry => {
    const { kind, name } = entry;
    const place = placeInBackup(name, layout);
    if (place === null || !manifest.parts.includes(place.part)) return notInManifest(entry);
    if (kind === 'folder') return { ...entry, ...NOTHING_SAID, place, mode: folders.get(name) ?? null };
    const target = links.get(name);
    if (kind === 'link' && target !== undefined) {
      links.delete(name);
      if (targetInside(place.path, target) === null) notAFile(entry);
      return { ...entry, ...NOTHING_SAID, place, target, sha256: sha256Of(target) };
    }
    if (kind !== 'file') return notAFile(entry);
    const file = files.get(name);
    if (file === undefined) return notInManifest(entry);
    files.delete(name);
    refuseOtherSize(entry, file);
    const { sha256, mode = null, denseBytes = null } = file;
    return { ...entry, place, sha256, mode, denseBytes, target: null };
  });
  const [missing] = [...files.keys(), ...links.keys()];
  if (missing !== undefined) refuse({ kind: 'missing-file', entry: shownName(missing) });
  if (!found.some(({ name }) => name === `pb_data/${DATABASE_NAME}`)) refuse({ kind: 'no-database' });
  const [first] = scanned;
  return first === undefined ? found : [{ ...first, ...NOTHING_SAID, place: null }, ...found];
}

const sha256Of = (text: string): string => createHash('sha256').update(bytesOfText(text)).digest('hex');
const notInManifest = ({ name }: ScannedEntry): never => refuse({ kind: 'not-in-manifest', entry: shownName(name) });

function notAFile({ kind, name }: ScannedEntry): never {
  const what = kind === 'file' || kind === 'folder' ? 'other' : kind;
  return refuse({ kind: 'not-a-file', entry: shownName(name), what });
}

function refuseOtherSize({ name, unpackedBytes: foundBytes }: ScannedEntry, { sizeBytes }: BackupFile): void {
  if (foundBytes === sizeBytes) return;
  refuse({ kind: 'wrong-size', entry: shownName(name), statedBytes: sizeBytes, foundBytes });
}

/** Anything may be in the others. What is not of the instance is not looked at any closer. */
export async function planForeign(
  archive: OpenArchive,
  scanned: readonly ScannedEntry[],
  layout: ArchiveLayout,
): Promise<readonly PlannedEntry[]> {
  const byName = new Map(scanned.map((entry) => [entry.name, entry]));
  const planned: PlannedEntry[] = [];
  let known: ReadonlySet<string> | null = null;
  for (const entry of scanned) {
    const place = placeInBackup(entry.name, layout);
    if (place === null || (await isOfNoUse(archive, entry, place, byName))) {
      planned.push({ ...entry, ...NOTHING_SAID, place: null });
    } else if (entry.kind === 'link')
      planned.push(await planLink(archive, entry, place, (known ??= withFolders(byName.keys()))));
    else if (entry.kind === 'file' || entry.kind === 'folder') planned.push({ ...entry, ...NOTHING_SAID, place });
    else notAFile(entry);
  }
  return planned;
}

/** The shared memory of a database that is in it as well; older versions of PocketBase pack it. */
async function isOfNoUse(
  archive: OpenArchive,
  { kind, name }: ScannedEntry,
  { part }: PlaceInBackup,
  byName: ReadonlyMap<string, ScannedEntry>,
): Promise<boolean> {
  if (part !== 'pb_data' || kind !== 'file' || !name.endsWith('-shm')) return false;
  const database = byName.get(databaseOfCompanion(name) ?? '');
  return database?.kind === 'file' && (await beginsLikeDatabase(archive, database)) === true;
}

/** In bytes. No system has longer ones. */
const TARGET_BYTES_MAX = 4096;

/** One that stays inside and leads to something is kept; of PocketBase it is the file it led to, as it restores it itself. */
async function planLink(
  archive: OpenArchive,
  entry: ScannedEntry,
  place: PlaceInBackup,
  known: ReadonlySet<string>,
): Promise<PlannedEntry> {
  const target = await targetOf(archive, entry, place);
  const leadsTo = target === null ? null : resolved(entry.name.split('/').slice(0, -1), target);
  if (leadsTo !== null && known.has(leadsTo)) return { ...entry, ...NOTHING_SAID, place, target };
  return entry.isMadeByGo ? { ...entry, ...NOTHING_SAID, place, kind: 'file' } : notAFile(entry);
}

async function targetOf(archive: OpenArchive, entry: ScannedEntry, { path }: PlaceInBackup): Promise<string | null> {
  if (entry.unpackedBytes > TARGET_BYTES_MAX) return null;
  const chunks: Buffer[] = [];
  await readEntry(archive, entry, (chunk) => void chunks.push(chunk));
  return targetInside(path, textOfBytes(Buffer.concat(chunks)));
}

/** All names, and the folders that they only imply; without slashes at the end. */
function withFolders(names: Iterable<string>): ReadonlySet<string> {
  const all = new Set<string>();
  for (const name of names) {
    for (let slash = name.indexOf('/'); slash !== -1; slash = name.indexOf('/', slash + 1))
      all.add(name.slice(0, slash));
    all.add(name);
  }
  return all;
}

/** It climbs at its beginning only, so this is where it leads. */
function resolved(folder: readonly string[], target: string): string {
  const path = [...folder];
  for (const step of target.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}
