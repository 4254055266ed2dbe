import { createHash } from 'node:crypto';
import type { Entry, ZipFile } from 'yauzl';
import { createNameRegistry, shownName } from '../../shared/archive-name';
import type { ArchiveProblem } from '../../shared/archive-problem';
import { DAMAGE } from '../../shared/words/archive-detail-words';
import {
  checkEntry,
  checkLocalHeader,
  DEFLATED,
  isMadeByGo,
  kindOf,
  safeNameOf,
  type EntryKind,
  type Span,
} from './entry-headers';
import type { ArchiveLimits } from './limits';
import type { OpenArchive } from './open-archive';
import { pause, refuse, refuseIf } from './refusal';

export interface ScannedEntry {
  /** Safe; a folder's ends with a slash. */
  readonly name: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly crc32: number;
  readonly isDeflated: boolean;
  /** Where in the file its packed bytes begin. */
  readonly dataStart: number;
  readonly kind: EntryKind;
  /** A link may be the file that it led to: see `isMadeByGo`. */
  readonly isMadeByGo: boolean;
}

export interface ScannedArchive {
  readonly entries: readonly ScannedEntry[];
  /** SHA-256 of all names, sizes, checksums and places: another list of contents has another. */
  readonly fingerprint: string;
}

/**
 * Goes through the list of contents and every header, and refuses the whole archive for one bad entry. Reads no
 * content, writes nothing. Memory: some hundred bytes for each entry, of which `limits` allows so many.
 */
export async function scanArchive(
  archive: OpenArchive,
  limits: ArchiveLimits,
  signal: AbortSignal | undefined,
): Promise<ScannedArchive> {
  const zip = await archive.list();
  try {
    const contentsStart = positionIn(zip);
    refuseTooMany(zip.entryCount, limits);
    const registry = createNameRegistry(limits.names.system);
    const links = new Set<string>();
    const fingerprint = createHash('sha256');
    const entries: ScannedEntry[] = [];
    const spans: Span[] = [];
    for await (const entry of zip.eachEntry()) {
      const name = safeNameOf(entry, limits.names);
      checkEntry(entry, name);
      if (kindOf(entry, name) === 'link') links.add(name);
      refuseIf(throughLink(name, links) ?? registry.add(name));
      const { dataStart, span } = await checkLocalHeader(archive, zip, entry, name);
      spans.push(span);
      const scanned = scannedEntry(entry, name, dataStart);
      fingerprint.update(`${JSON.stringify(scanned)}${entry.relativeOffsetOfLocalHeader}\n`);
      entries.push(scanned);
      await pause(entries.length, signal);
    }
    await checkEndOfContents(archive, positionIn(zip));
    checkOverlaps(spans, entries, contentsStart);
    return { entries, fingerprint: fingerprint.digest('hex') };
  } finally {
    zip.close();
  }
}

export const scannedEntry = (entry: Entry, name: string, dataStart: number): ScannedEntry => ({
  name,
  packedBytes: entry.compressedSize,
  unpackedBytes: entry.uncompressedSize,
  crc32: entry.crc32,
  isDeflated: entry.compressionMethod === DEFLATED,
  dataStart,
  kind: kindOf(entry, name),
  isMadeByGo: isMadeByGo(entry),
});

/** What lies behind a link would be written wherever that leads. */
function throughLink(name: string, links: ReadonlySet<string>): ArchiveProblem | null {
  if (links.size === 0) return null;
  for (let slash = name.indexOf('/'); slash !== -1; slash = name.indexOf('/', slash + 1)) {
    const link = name.slice(0, slash);
    if (links.has(link)) return { kind: 'not-a-file', entry: shownName(link), what: 'link' };
  }
  return null;
}

/** Where in the list of contents reading is. It is a number, whatever the types of the library say. */
export const positionIn = (zip: ZipFile): number => zip.readEntryCursor as unknown as number;

/** Stated at the end of the archive, so that one with too many is not even begun. */
function refuseTooMany(found: number, { entries: limit }: ArchiveLimits): void {
  if (found > limit) refuse({ kind: 'too-many-entries', limit, found });
}

/** After the last entry the end has to come: what is listed beyond the stated number would be seen by others only. */
async function checkEndOfContents(archive: OpenArchive, position: number): Promise<void> {
  const sign = (await archive.bytesAt(position, 4)).toString('latin1');
  if (['PK\x05\x06', 'PK\x06\x06', 'PK\x05\x05'].includes(sign)) return;
  refuse({ kind: 'damaged', entry: null, detail: DAMAGE.wrongCount });
}

/** Entries that share bytes unpack to far more than the archive has, each of them within its limits. */
function checkOverlaps(spans: readonly Span[], entries: readonly ScannedEntry[], contentsStart: number): void {
  const order = Uint32Array.from(spans.keys()).sort((a, b) => (spans[a]?.start ?? 0) - (spans[b]?.start ?? 0));
  const nameOf = (index: number): string => shownName(entries[index]?.name ?? '');
  let before: number | null = null;
  for (const index of order) {
    const span = spans[index];
    if (span === undefined) continue;
    if (span.end > contentsStart) refuse({ kind: 'overlapping', entry: nameOf(index), other: null });
    if (before !== null && span.start < (spans[before]?.end ?? 0)) {
      refuse({ kind: 'overlapping', entry: nameOf(before), other: nameOf(index) });
    }
    before = index;
  }
}
