/** Writes zip archives byte by byte, good and bad ones: whatever an archive can lie about can be given. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** Bytes, where it is not to be UTF-8. */
  readonly name: string | Buffer;
  readonly content: Buffer | string;
  /** Unix file type and permissions; a regular file if left out. */
  readonly mode?: number;
  readonly deflate?: boolean;
  /** The system it says it was made on; 3 is Unix, 0 is Windows. */
  readonly madeOn?: number;
  /** What stands in the headers in place of the truth. */
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly packedBytes?: number;
  readonly unpackedBytes?: number;
  readonly extra?: Buffer;
  readonly localName?: string;
  readonly localCrc?: number;
  /** Where the list of contents says the entry begins. */
  readonly offset?: number;
  /** Follows the content; sets the flag that says so. */
  readonly descriptor?: Buffer | 'true';
}

export interface ZipEnd {
  readonly comment?: Buffer;
  readonly disk?: number;
  readonly entryCount?: number;
  /** A zip64 end with this number of entries. */
  readonly zip64EntryCount?: bigint;
  /** Where the list of contents is said to begin, beside where it does. */
  readonly directoryShift?: number;
}

const UTF8_FLAG = 0x800;
const DESCRIPTOR_FLAG = 0x8;

export function zipArchive(entries: readonly ZipEntry[], ending: ZipEnd = {}): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { mode = 0o100755, extra = Buffer.alloc(0) } = entry;
    const name = Buffer.from(entry.name);
    const data = entry.deflate === true ? deflateRawSync(Buffer.from(entry.content)) : Buffer.from(entry.content);
    const described = entry.descriptor !== undefined;
    const truth = headerFields(entry, data);
    const localFields = described ? { ...truth, crc: 0, packedBytes: 0, unpackedBytes: 0 } : truth;
    const localName = Buffer.from(entry.localName ?? name);
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04'),
      common({ ...localFields, crc: entry.localCrc ?? localFields.crc }, localName.length, 0),
      localName,
      data,
      entry.descriptor === 'true' ? descriptor(truth) : (entry.descriptor ?? Buffer.alloc(0)),
    ]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(entry.offset ?? offset, 10);
    const madeBy = Buffer.from([20, entry.madeOn ?? 3]);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), madeBy, common(truth, name.length, extra.length), rest, name, extra]),
    );
    files.push(local);
    offset += local.length;
  }
  const contents = Buffer.concat(directory);
  return Buffer.concat([...files, contents, endOf(entries.length, contents.length, offset, ending)]);
}

interface HeaderFields {
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
}

function headerFields(entry: ZipEntry, data: Buffer): HeaderFields {
  const flags = entry.flags ?? (typeof entry.name === 'string' ? UTF8_FLAG : 0);
  return {
    flags: flags | (entry.descriptor === undefined ? 0 : DESCRIPTOR_FLAG),
    method: entry.method ?? (entry.deflate === true ? 8 : 0),
    crc: entry.crc ?? crc32(Buffer.from(entry.content)),
    packedBytes: entry.packedBytes ?? data.length,
    unpackedBytes: entry.unpackedBytes ?? Buffer.from(entry.content).length,
  };
}

/** What both headers have, from the needed version on to the lengths of name and extra field. */
function common(fields: HeaderFields, nameLength: number, extraLength: number): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(20, 0);
  bytes.writeUInt16LE(fields.flags, 2);
  bytes.writeUInt16LE(fields.method, 4);
  bytes.writeUInt32LE(fields.crc, 10);
  bytes.writeUInt32LE(fields.packedBytes, 14);
  bytes.writeUInt32LE(fields.unpackedBytes, 18);
  bytes.writeUInt16LE(nameLength, 22);
  bytes.writeUInt16LE(extraLength, 24);
  return bytes;
}

export function descriptor(fields: Pick<HeaderFields, 'crc' | 'packedBytes' | 'unpackedBytes'>): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.write('PK\x07\x08', 'latin1');
  bytes.writeUInt32LE(fields.crc, 4);
  bytes.writeUInt32LE(fields.packedBytes, 8);
  bytes.writeUInt32LE(fields.unpackedBytes, 12);
  return bytes;
}

/** The extra field for numbers that need 8 bytes: size, packed size, offset, as far as given. */
export function zip64Extra(numbers: readonly bigint[]): Buffer {
  const bytes = Buffer.alloc(4 + 8 * numbers.length);
  bytes.writeUInt16LE(1, 0);
  bytes.writeUInt16LE(8 * numbers.length, 2);
  numbers.forEach((number, index) => bytes.writeBigUInt64LE(number, 4 + 8 * index));
  return bytes;
}

function endOf(count: number, contentsBytes: number, offset: number, ending: ZipEnd): Buffer {
  const { comment = Buffer.alloc(0), disk = 0, entryCount = count, directoryShift = 0 } = ending;
  const end = Buffer.alloc(18);
  end.writeUInt16LE(disk, 0);
  end.writeUInt16LE(entryCount, 4);
  end.writeUInt16LE(entryCount, 6);
  end.writeUInt32LE(contentsBytes, 8);
  end.writeUInt32LE(offset + directoryShift, 12);
  end.writeUInt16LE(comment.length, 16);
  const zip64 = ending.zip64EntryCount === undefined ? [] : zip64End(ending.zip64EntryCount, contentsBytes, offset);
  return Buffer.concat([...zip64, Buffer.from('PK\x05\x06'), end, comment]);
}

function zip64End(entryCount: bigint, contentsBytes: number, offset: number): readonly Buffer[] {
  const record = Buffer.alloc(56);
  record.write('PK\x06\x06', 'latin1');
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(entryCount, 24);
  record.writeBigUInt64LE(entryCount, 32);
  record.writeBigUInt64LE(BigInt(contentsBytes), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(offset + contentsBytes), 8);
  locator.writeUInt32LE(1, 16);
  return [record, locator];
}
