import type { BackupFile, BackupManifest, BackupSummary } from '../../shared/backup-manifest';
import {
  BACKUP_PARTS,
  DATABASE_NAME,
  layoutOf,
  MANIFEST_NAME,
  placeInBackup,
  type ArchiveKind,
  type ArchiveLayout,
  type BackupPart,
  type PlaceInBackup,
} from '../../shared/backup-layout';
import { shownName } from '../../shared/archive-name';
import { entryAmountProblem, totalAmountProblem, type ArchiveLimits } from './limits';
import type { OpenArchive } from './open-archive';
import { readManifest } from './read-manifest';
import { refuse, refuseIf } from './refusal';
import { refuseNoDatabase } from './refuse-no-database';
import { scanArchive, type ScannedEntry } from './scan-archive';

export interface ListedPart {
  readonly part: BackupPart;
  readonly files: number;
  readonly unpackedBytes: number;
}

/** What a backup file holds. Small, whatever the archive: it can be sent and kept. */
export interface ArchiveListing {
  readonly kind: ArchiveKind;
  /** Of our own format; null for the others. */
  readonly manifest: BackupSummary | null;
  /** Those that are there, and can be chosen. */
  readonly parts: readonly ListedPart[];
  /** What is in it and is never taken out (B31): how many files and folders, and the first names, inert. */
  readonly ignored: { readonly count: number; readonly names: readonly string[] };
  readonly unpackedBytes: number;
  readonly sizeBytes: number;
  /** Of the list of contents; unpacking asks for the same. */
  readonly fingerprint: string;
}

export interface PlannedEntry extends ScannedEntry {
  /** Null: not taken out. */
  readonly place: PlaceInBackup | null;
  /** Lower-case hexadecimal, as the manifest has it; null where there is none. */
  readonly sha256: string | null;
}

export interface InspectedArchive {
  readonly listing: ArchiveListing;
  readonly entries: readonly PlannedEntry[];
}

const IGNORED_NAMES_SHOWN = 20;

/** All checks that can be made without reading the content, but for the first bytes of the database. Writes nothing. */
export async function inspectArchive(
  archive: OpenArchive,
  limits: ArchiveLimits,
  signal: AbortSignal | undefined,
): Promise<InspectedArchive> {
  const { entries: scanned, fingerprint } = await scanArchive(archive, limits, signal);
  const names = scanned.map(({ name }) => name);
  const layout = layoutOf(names) ?? refuse({ kind: 'no-database' });
  if (layout.kind !== 'basekeeper' && names.includes(MANIFEST_NAME)) refuse({ kind: 'manifest-not-first' });
  checkFirst(layout, scanned[0], limits);
  const manifest = layout.kind === 'basekeeper' ? await readManifest(archive, scanned.length, signal) : null;
  const entries = planned(scanned, layout, manifest);
  const total = { packedBytes: 0, unpackedBytes: 0 };
  for (const entry of entries) {
    if (entry.place === null) continue;
    refuseIf(entryAmountProblem(shownName(entry.name), entry, limits));
    total.packedBytes += entry.packedBytes;
    total.unpackedBytes += entry.unpackedBytes;
  }
  refuseIf(totalAmountProblem(total, limits));
  const database = entries.find(isDatabase);
  if (database !== undefined) await refuseNoDatabase(archive, database);
  const listing: ArchiveListing = {
    kind: layout.kind,
    manifest: manifest === null ? null : summaryOf(manifest),
    parts: partsOf(entries, manifest),
    ignored: ignoredOf(entries, layout),
    unpackedBytes: total.unpackedBytes,
    sizeBytes: archive.sizeBytes,
    fingerprint,
  };
  return { listing, entries };
}

const isDatabase = ({ place }: PlannedEntry): boolean => place?.part === 'pb_data' && place.path === DATABASE_NAME;

/** The manifest is read before anything else is added up, so it keeps to the limits for itself. */
function checkFirst({ kind }: ArchiveLayout, first: ScannedEntry | undefined, limits: ArchiveLimits): void {
  if (kind === 'basekeeper' && first !== undefined) refuseIf(entryAmountProblem(MANIFEST_NAME, first, limits));
}

/** Our own format holds exactly what its manifest lists; anything may be in the others. */
function planned(
  scanned: readonly ScannedEntry[],
  layout: ArchiveLayout,
  manifest: BackupManifest | null,
): readonly PlannedEntry[] {
  const place = (entry: ScannedEntry): PlaceInBackup | null => placeInBackup(entry.name, layout);
  if (manifest === null) return scanned.map((entry) => ({ ...entry, place: place(entry), sha256: null }));
  const promised = new Map(manifest.files.map((file) => [file.path, file]));
  const found = scanned.slice(1).map((entry): PlannedEntry => {
    const file = promised.get(entry.name);
    promised.delete(entry.name);
    const where = place(entry);
    if (where === null || !manifest.parts.includes(where.part)) return notInManifest(entry);
    if (entry.name.endsWith('/')) return { ...entry, place: where, sha256: null };
    if (file === undefined) return notInManifest(entry);
    refuseOtherSize(entry, file);
    return { ...entry, place: where, sha256: file.sha256 };
  });
  const [missing] = promised.keys();
  if (missing !== undefined) refuse({ kind: 'missing-file', entry: shownName(missing) });
  if (!found.some(({ name }) => name === `pb_data/${DATABASE_NAME}`)) refuse({ kind: 'no-database' });
  const [first] = scanned;
  return first === undefined ? found : [{ ...first, place: null, sha256: null }, ...found];
}

const notInManifest = ({ name }: ScannedEntry): never => refuse({ kind: 'not-in-manifest', entry: shownName(name) });

function refuseOtherSize({ name, unpackedBytes: foundBytes }: ScannedEntry, { sizeBytes }: BackupFile): void {
  if (foundBytes === sizeBytes) return;
  refuse({ kind: 'wrong-size', entry: shownName(name), statedBytes: sizeBytes, foundBytes });
}

function summaryOf({ files: _files, ...summary }: BackupManifest): BackupSummary {
  return summary;
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

function ignoredOf(entries: readonly PlannedEntry[], { prefix, kind }: ArchiveLayout): ArchiveListing['ignored'] {
  const ignored = entries.filter(
    ({ place, name }, index) => place === null && name !== prefix && !(kind === 'basekeeper' && index === 0),
  );
  return { count: ignored.length, names: ignored.slice(0, IGNORED_NAMES_SHOWN).map(({ name }) => shownName(name)) };
}
