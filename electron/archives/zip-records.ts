/** The records of a zip, as its specification (APPNOTE 6.3) has them. */
import { bytesOfText, onDisk } from '../disk/byte-names';

export interface EntryFacts {
  /** A folder's ends with a slash. Bytes as in `byte-names.ts`. */
  readonly name: string;
  /** Kind and permissions, as Unix has them. */
  readonly mode: number;
  readonly modifiedAt: Date;
  /** Where its header is. */
  readonly offset: number;
  readonly sizeBytes: number;
  readonly packedBytes: number;
  readonly crc32: number;
  readonly isDeflated: boolean;
}

/** The kinds of entries, as Unix has them. */
export const FILE_KIND = 0o100000;
export const FOLDER_KIND = 0o040000;
export const LINK_KIND = 0o120000;

const UNIX = 3 << 8;
const NAMES_ARE_UTF8 = 0x800;
const DEFLATED = 8;
const VERSION = 20;
const VERSION_OF_ZIP64 = 45;
/** Stands for a number that does not fit; the true one is in an extra field. */
const SHORT_MAX = 0xffff;
const LONG_MAX = 0xffffffff;
/** From here on sizes get the longer form: before packing it is not known whether the packed size will fit. */
const LARGE_BYTES = 0xf0000000;

const isLarge = ({ sizeBytes }: EntryFacts): boolean => sizeBytes >= LARGE_BYTES;

/** In front of the content. As long as it is, whatever the checksum and the packed size are. */
export function localHeader(entry: EntryFacts): Buffer {
  const extra = [timeField(entry), ...(isLarge(entry) ? [zip64Field([entry.sizeBytes, entry.packedBytes])] : [])];
  const fixed = Buffer.alloc(30);
  fixed.writeUInt32LE(0x04034b50, 0);
  writeShared(fixed, 4, entry, extra);
  return Buffer.concat([fixed, bytesOfText(entry.name), ...extra]);
}

/** In the list of contents. */
export function centralRecord(entry: EntryFacts): Buffer {
  const { mode, name, offset, packedBytes, sizeBytes } = entry;
  const long = [...(isLarge(entry) ? [sizeBytes, packedBytes] : []), ...(offset >= LONG_MAX ? [offset] : [])];
  const extra = [timeField(entry), ...(long.length > 0 ? [zip64Field(long)] : [])];
  const fixed = Buffer.alloc(46);
  fixed.writeUInt32LE(0x02014b50, 0);
  fixed.writeUInt16LE(UNIX | VERSION_OF_ZIP64, 4);
  writeShared(fixed, 6, entry, extra);
  fixed.writeUInt32LE((mode << 16) >>> 0, 38);
  fixed.writeUInt32LE(Math.min(offset, LONG_MAX), 42);
  return Buffer.concat([fixed, bytesOfText(name), ...extra]);
}

/** What both headers say in the same order. */
function writeShared(target: Buffer, at: number, entry: EntryFacts, extra: readonly Buffer[]): void {
  const large = isLarge(entry);
  const name = bytesOfText(entry.name);
  const { date, time } = dosTime(entry.modifiedAt);
  target.writeUInt16LE(large || entry.offset >= LONG_MAX ? VERSION_OF_ZIP64 : VERSION, at);
  // Bytes that are no text stand there as they are, and other programs take them as their system does.
  target.writeUInt16LE(onDisk(entry.name) === entry.name ? NAMES_ARE_UTF8 : 0, at + 2);
  target.writeUInt16LE(entry.isDeflated ? DEFLATED : 0, at + 4);
  target.writeUInt16LE(time, at + 6);
  target.writeUInt16LE(date, at + 8);
  target.writeUInt32LE(entry.crc32, at + 10);
  target.writeUInt32LE(large ? LONG_MAX : entry.packedBytes, at + 14);
  target.writeUInt32LE(large ? LONG_MAX : entry.sizeBytes, at + 18);
  target.writeUInt16LE(name.length, at + 22);
  target.writeUInt16LE(
    extra.reduce((sum, field) => sum + field.length, 0),
    at + 24,
  );
}

/** After the list of contents; in the longer form too where a number needs it. */
export function endOfContents({
  entries,
  start,
  sizeBytes,
}: {
  readonly entries: number;
  readonly start: number;
  readonly sizeBytes: number;
}): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries, SHORT_MAX), 8);
  end.writeUInt16LE(Math.min(entries, SHORT_MAX), 10);
  end.writeUInt32LE(Math.min(sizeBytes, LONG_MAX), 12);
  end.writeUInt32LE(Math.min(start, LONG_MAX), 16);
  if (entries < SHORT_MAX && start < LONG_MAX && sizeBytes < LONG_MAX) return end;
  const long = Buffer.alloc(56);
  long.writeUInt32LE(0x06064b50, 0);
  long.writeBigUInt64LE(44n, 4);
  long.writeUInt16LE(UNIX | VERSION_OF_ZIP64, 12);
  long.writeUInt16LE(VERSION_OF_ZIP64, 14);
  long.writeBigUInt64LE(BigInt(entries), 24);
  long.writeBigUInt64LE(BigInt(entries), 32);
  long.writeBigUInt64LE(BigInt(sizeBytes), 40);
  long.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(start + sizeBytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([long, locator, end]);
}

function zip64Field(numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * numbers.length);
  field.writeUInt16LE(0x0001, 0);
  field.writeUInt16LE(8 * numbers.length, 2);
  for (const [index, number] of numbers.entries()) field.writeBigUInt64LE(BigInt(number), 4 + 8 * index);
  return field;
}

/** When it was changed last, in seconds of UTC; the time of DOS is local and even. */
function timeField({ modifiedAt }: EntryFacts): Buffer {
  const field = Buffer.alloc(9);
  field.writeUInt16LE(0x5455, 0);
  field.writeUInt16LE(5, 2);
  field.writeUInt8(1, 4);
  const seconds = Math.floor(modifiedAt.getTime() / 1000);
  field.writeInt32LE(Math.max(-0x80000000, Math.min(seconds, 0x7fffffff)), 5);
  return field;
}

/** DOS knows the years from 1980 to 2107. */
function dosTime(at: Date): { readonly date: number; readonly time: number } {
  const year = at.getFullYear();
  if (!(year >= 1980)) return { date: (1 << 5) | 1, time: 0 };
  if (year > 2107) return { date: (127 << 9) | (12 << 5) | 31, time: 0 };
  return {
    date: ((year - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate(),
    time: (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1),
  };
}
