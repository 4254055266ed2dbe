/** What an entry says about itself, in the list of contents and again in front of its bytes. */
import { getFileNameLowLevel, type Entry, type LocalFileHeader, type ZipFile } from 'yauzl';
import type { ArchiveProblem } from '../../shared/archive-problem';
import { archiveNameProblem, shownName, type NameLimits } from '../../shared/archive-name';
import { DAMAGE } from '../../shared/words/archive-detail-words';
import { onDisk, textOfBytes } from '../disk/byte-names';
import type { OpenArchive } from './open-archive';
import { refuse, refuseIf } from './refusal';

const STORED = 0;
export const DEFLATED = 8;
const ENCRYPTED_FLAG = 0x1;
/** Checksum and sizes come after the bytes, because the writer did not know them before. */
const DESCRIPTOR_FLAG = 0x8;
/** Stands for a number that does not fit; the true one is in an extra field. */
const ZIP64 = 0xffffffff;

/** Systems on which the entry may have been made, as far as that says how its name is meant. */
const WINDOWS = [0, 10, 11, 14];
const UNIX = [3, 19];
/** Holds the name once more, as UTF-8. */
const UNICODE_PATH = 0x7075;
const UTF8_FLAG = 0x800;

/** The safe name, or a refusal. */
export function safeNameOf(entry: Entry, limits: NameLimits): string {
  const madeOn = entry.versionMadeBy >>> 8;
  const name = decodedName(entry, madeOn);
  // The .NET of Windows PowerShell 5.1 has them as they are on its own system; the specification knows slashes only.
  const isOfWindows = WINDOWS.includes(madeOn);
  const slashed = isOfWindows ? name.replaceAll('\\', '/') : name;
  if (isOfWindows && /^[a-z]:/i.test(slashed)) refuse({ kind: 'unsafe-name', entry: shownName(name), rule: 'drive' });
  refuseIf(archiveNameProblem(slashed, limits));
  return slashed;
}

/** Finder writes UTF-8 without saying so, Linux whatever bytes there are; old programs for Windows write code page 437. */
function decodedName(entry: Entry, madeOn: number): string {
  const { extraFields, fileNameRaw, generalPurposeBitFlag: flags } = entry;
  if (extraFields.some(({ id }) => id === UNICODE_PATH))
    return getFileNameLowLevel(flags, fileNameRaw, extraFields, true);
  const name = textOfBytes(Buffer.from(fileNameRaw));
  const isText = onDisk(name) === name;
  if (isText || (flags & UTF8_FLAG) !== 0 || UNIX.includes(madeOn)) return name;
  return getFileNameLowLevel(flags, fileNameRaw, extraFields, true);
}

export type EntryKind = 'file' | 'folder' | Extract<ArchiveProblem, { kind: 'not-a-file' }>['what'];

const KINDS: Readonly<Record<number, EntryKind>> = {
  0: 'file',
  0o100000: 'file',
  0o120000: 'link',
  0o060000: 'device',
  0o020000: 'device',
  0o010000: 'pipe',
  0o140000: 'socket',
};

/** What it is. A folder is told by its slash; some programs call it a file all the same. */
export function kindOf(entry: Entry, name: string): EntryKind {
  const type = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (!name.endsWith('/')) return KINDS[type] ?? 'other';
  return [0, 0o040000, 0o100000].includes(type) ? 'folder' : (KINDS[type] ?? 'other');
}

/** Packed in a way we can unpack, with numbers that can be true. */
export function checkEntry(entry: Entry, name: string): void {
  const shown = shownName(name);
  if (entry.isEncrypted()) refuse({ kind: 'encrypted', entry: shown });
  const { compressionMethod: method, compressedSize, uncompressedSize } = entry;
  if (method !== STORED && method !== DEFLATED) refuse({ kind: 'unsupported-compression', entry: shown, method });
  if (![compressedSize, uncompressedSize, entry.relativeOffsetOfLocalHeader].every(Number.isSafeInteger)) {
    refuse({ kind: 'damaged', entry: shown, detail: DAMAGE.impossibleSizes });
  }
  if (method === STORED && compressedSize !== uncompressedSize) {
    refuse({ kind: 'wrong-size', entry: shown, statedBytes: uncompressedSize, foundBytes: compressedSize });
  }
  if (name.endsWith('/') && uncompressedSize > 0) {
    refuse({ kind: 'damaged', entry: shown, detail: DAMAGE.folderWithContent });
  }
}

/** As Go writes it, and so PocketBase: of a link it packs the file that it leads to. */
export const isMadeByGo = (entry: Entry): boolean =>
  (entry.generalPurposeBitFlag & DESCRIPTOR_FLAG) !== 0 && UNIX.includes(entry.versionMadeBy >>> 8);

/** The bytes of the archive an entry uses: from its own header to the end of what follows its content. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Reads the header in front of the content. Other programs believe that one, so it has to say the same. */
export async function checkLocalHeader(
  archive: OpenArchive,
  zip: ZipFile,
  entry: Entry,
  name: string,
): Promise<{ readonly dataStart: number; readonly span: Span }> {
  const header = await zip.readLocalFileHeaderPromise(entry, {});
  const differ = (field: Extract<ArchiveProblem, { kind: 'headers-differ' }>['field']): never =>
    refuse({ kind: 'headers-differ', entry: shownName(name), field });
  if (!header.fileName.equals(entry.fileNameRaw)) differ('name');
  if (header.compressionMethod !== entry.compressionMethod) differ('method');
  const flags = ENCRYPTED_FLAG | DESCRIPTOR_FLAG;
  if ((header.generalPurposeBitFlag & flags) !== (entry.generalPurposeBitFlag & flags)) differ('flags');
  const { fileDataStart: dataStart } = header;
  const dataEnd = dataStart + entry.compressedSize;
  const until = (end: number): { readonly dataStart: number; readonly span: Span } => ({
    dataStart,
    span: { start: entry.relativeOffsetOfLocalHeader, end },
  });
  if ((entry.generalPurposeBitFlag & DESCRIPTOR_FLAG) === 0) {
    if (header.crc32 !== entry.crc32) differ('checksum');
    if (!sameSize(header, 'compressedSize', entry) || !sameSize(header, 'uncompressedSize', entry)) differ('size');
    return until(dataEnd);
  }
  const bytes = await archive.bytesAt(dataEnd, 24);
  const length = descriptorsOf(entry).find((each) => bytes.subarray(0, each.length).equals(each))?.length;
  return until(dataEnd + (length ?? differ('size')));
}

/** Where it stands for a larger number, the extra field has it, which the checksum makes up for. */
const sameSize = (header: LocalFileHeader, field: 'compressedSize' | 'uncompressedSize', entry: Entry): boolean =>
  header[field] === entry[field] || header[field] === ZIP64;

/** The four ways in which writers put it: with a signature or without, with sizes of 8 bytes or of 4. */
function descriptorsOf({ crc32, compressedSize, uncompressedSize }: Entry): readonly Buffer[] {
  const signature = Buffer.from('PK\x07\x08', 'latin1');
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(crc32);
  const long = Buffer.alloc(16);
  long.writeBigUInt64LE(BigInt(compressedSize), 0);
  long.writeBigUInt64LE(BigInt(uncompressedSize), 8);
  const short = Buffer.alloc(8);
  short.writeUInt32LE(compressedSize % 0x1_0000_0000, 0);
  short.writeUInt32LE(uncompressedSize % 0x1_0000_0000, 4);
  const bodies = compressedSize > ZIP64 || uncompressedSize > ZIP64 ? [long] : [long, short];
  return bodies.flatMap((body) => [Buffer.concat([signature, checksum, body]), Buffer.concat([checksum, body])]);
}
