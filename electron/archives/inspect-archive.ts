import { shownName } from '../../shared/archive-name';
import {
  BACKUP_PARTS,
  DATABASE_NAME,
  MANIFEST_NAME,
  placesOfData,
  type ArchiveKind,
  type ArchiveLayout,
  type BackupPart,
  type PlaceOfData,
} from '../../shared/backup-layout';
import { summaryOf, type BackupManifest, type ManifestSummary } from '../../shared/backup-manifest';
import { entryAmountProblem, roomProblem, totalAmountProblem, type ArchiveLimits } from './limits';
import type { OpenArchive } from './open-archive';
import { planForeign, planOwn, type PlannedEntry } from './plan-entries';
import { readManifest } from './read-manifest';
import { refuse, refuseIf } from './refusal';
import { beginsLikeDatabase, refuseNoDatabase } from './refuse-no-database';
import { scanArchive, type ScannedArchive, type ScannedEntry } from './scan-archive';

export interface ListedPart {
  readonly part: BackupPart;
  readonly files: number;
  readonly unpackedBytes: number;
}

/** What a backup file holds. Small, whatever the archive: it can be sent and kept. */
export interface ArchiveListing {
  readonly kind: ArchiveKind;
  /** Of our own format; null for the others. */
  readonly manifest: ManifestSummary | null;
  /** Those that are there, and can be chosen. */
  readonly parts: readonly ListedPart[];
  /** What is in it and is never taken out (B31): how many files and folders, and the first names, inert. */
  readonly ignored: { readonly count: number; readonly names: readonly string[] };
  readonly unpackedBytes: number;
  /** Of the drive: less where files have holes. */
  readonly neededBytes: number;
  readonly sizeBytes: number;
  /**
   * Folders in a zip of others that could be pb_data (empty: the top), where there are several. Until one is chosen there are
   * no parts.
   */
  readonly places: readonly string[];
  /** What was there when it was made and is not in it, as its manifest says: how many, and the first names, inert. */
  readonly leftOut: { readonly count: number; readonly names: readonly string[] };
  /** Of the list of contents; unpacking asks for the same. */
  readonly fingerprint: string;
}

export interface InspectedArchive {
  readonly listing: ArchiveListing;
  readonly entries: readonly PlannedEntry[];
}

const IGNORED_NAMES_SHOWN = 20;

/**
 * All checks that can be made without reading the content, but for the first bytes of databases and where links lead. Writes
 * nothing. `place` is the folder that stands for pb_data, where a person has chosen one.
 */
export async function inspectArchive(
  archive: OpenArchive,
  limits: ArchiveLimits,
  signal: AbortSignal | undefined,
  place: string | null = null,
): Promise<InspectedArchive> {
  const scan = await scanArchive(archive, limits, signal);
  const [first] = scan.entries;
  if (first?.name === MANIFEST_NAME) return inspectOwn(archive, scan, limits, signal);
  if (scan.entries.some(({ name }) => name === MANIFEST_NAME)) refuse({ kind: 'manifest-not-first' });
  const places = await placesIn(archive, scan.entries);
  const chosen = places.length === 1 ? places[0] : places.find(({ folder }) => folder === place);
  const rest = { manifest: null, places: places.length > 1 ? places.map(({ folder }) => folder) : [], leftOut: NONE };
  const facts = { ...rest, sizeBytes: archive.sizeBytes, fingerprint: scan.fingerprint };
  if (chosen === undefined) {
    // Chosen among others: this file has no such folder.
    if (place !== null) refuse({ kind: 'no-database' });
    const nothing = { parts: [], ignored: NONE, unpackedBytes: 0, neededBytes: 0 };
    return { listing: { ...facts, ...nothing, kind: places[0]?.kind ?? 'pockethost' }, entries: [] };
  }
  const entries = await planForeign(archive, scan.entries, chosen);
  const total = { packedBytes: 0, unpackedBytes: 0 };
  for (const entry of entries) {
    if (entry.place === null) continue;
    refuseIf(entryAmountProblem(shownName(entry.name), entry, limits));
    total.packedBytes += entry.packedBytes;
    total.unpackedBytes += entry.unpackedBytes;
  }
  refuseIf(totalAmountProblem(total, limits));
  const { unpackedBytes } = total;
  const listing: ArchiveListing = {
    ...facts,
    kind: chosen.kind,
    parts: partsOf(entries, null),
    ignored: ignoredOf(entries, chosen),
    unpackedBytes,
    neededBytes: unpackedBytes,
  };
  return { listing, entries };
}

/** It is exactly what its manifest says, so how much its files grow is no sign of anything. */
async function inspectOwn(
  archive: OpenArchive,
  { entries: scanned, fingerprint }: ScannedArchive,
  limits: ArchiveLimits,
  signal: AbortSignal | undefined,
): Promise<InspectedArchive> {
  const layout = { kind: 'basekeeper', prefix: '' } as const;
  // The manifest is read before anything else is known, so it keeps to the limits for zips of others.
  for (const first of scanned.slice(0, 1)) refuseIf(entryAmountProblem(MANIFEST_NAME, first, limits));
  const manifest = await readManifest(archive, scanned.length, signal);
  const entries = planOwn(scanned, layout, manifest);
  const taken = entries.filter(({ place }) => place !== null);
  const unpackedBytes = taken.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  const neededBytes = taken.reduce((sum, entry) => sum + (entry.denseBytes ?? entry.unpackedBytes), 0);
  refuseIf(roomProblem(neededBytes, limits));
  const database = taken.find(({ name }) => name === `pb_data/${DATABASE_NAME}`);
  if (database !== undefined) await refuseNoDatabase(archive, database);
  const leftOut = manifest.leftOut.filter(({ why }) => why !== 'of-pocketbase').map(({ path }) => path);
  const listing: ArchiveListing = {
    kind: 'basekeeper',
    manifest: summaryOf(manifest),
    parts: partsOf(entries, manifest),
    ignored: NONE,
    places: [],
    leftOut: shownOf(leftOut),
    unpackedBytes,
    neededBytes,
    sizeBytes: archive.sizeBytes,
    fingerprint,
  };
  return { listing, entries };
}

/** Those whose data.db is a database. */
async function placesIn(archive: OpenArchive, scanned: readonly ScannedEntry[]): Promise<readonly PlaceOfData[]> {
  const files = new Map(scanned.filter(({ kind }) => kind === 'file').map((entry) => [entry.name, entry]));
  const found = placesOfData([...files.keys()]);
  const usable: PlaceOfData[] = [];
  for (const place of found) {
    const database = files.get(place.database);
    if (database !== undefined && (await beginsLikeDatabase(archive, database)) !== false) usable.push(place);
  }
  const [first] = found;
  if (first === undefined) return refuse({ kind: 'no-database' });
  return usable.length > 0 ? usable : refuse({ kind: 'not-a-database', entry: shownName(first.database) });
}

function partsOf(entries: readonly PlannedEntry[], manifest: BackupManifest | null): readonly ListedPart[] {
  const parts = new Map<BackupPart, { files: number; unpackedBytes: number }>();
  for (const part of manifest?.parts ?? []) parts.set(part, { files: 0, unpackedBytes: 0 });
  for (const { place, name, unpackedBytes } of entries) {
    if (place === null) continue;
    const sum = parts.get(place.part) ?? { files: 0, unpackedBytes: 0 };
    parts.set(place.part, {
      files: sum.files + (name.endsWith('/') ? 0 : 1),
      unpackedBytes: sum.unpackedBytes + unpackedBytes,
    });
  }
  return BACKUP_PARTS.flatMap((part) => {
    const sum = parts.get(part);
    return sum === undefined ? [] : [{ part, ...sum }];
  });
}

const NONE = { count: 0, names: [] };

const foldersAbove = (name: string): readonly string[] =>
  [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index + 1));

/** Many are told by the highest folder of which nothing is taken: of a whole project nobody reads a list. */
function shownOf(names: readonly string[], taken: readonly string[] = []): ArchiveListing['ignored'] {
  const entered = new Set(taken.flatMap(foldersAbove));
  const wholeFolder = (name: string): string => foldersAbove(name).find((folder) => !entered.has(folder)) ?? name;
  const shown = names.length > IGNORED_NAMES_SHOWN ? [...new Set(names.map(wholeFolder))] : names;
  return { count: names.length, names: shown.slice(0, IGNORED_NAMES_SHOWN).map(shownName) };
}

/** The folders on the way to the instance are no names of their own. */
function ignoredOf(entries: readonly PlannedEntry[], { prefix }: ArchiveLayout): ArchiveListing['ignored'] {
  const taken = entries.flatMap(({ place, name }) => (place === null ? [] : [name]));
  const ignored = entries.flatMap(({ place, name }) => (place === null && !prefix.startsWith(name) ? [name] : []));
  return shownOf(ignored, taken);
}
