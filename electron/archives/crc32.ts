import * as zlib from 'node:zlib';
import * as bufferCrc32 from 'buffer-crc32';

type Crc32 = (bytes: Buffer, before?: number) => number;

/** Node's own is twenty times as fast; 18 does not have it. */
const native = (zlib as { readonly crc32?: Crc32 }).crc32;

/** The module has one default export, whatever its types say. */
const { unsigned } = (bufferCrc32 as unknown as { readonly default: { readonly unsigned: Crc32 } }).default;

/** CRC-32 as zip has it; `before` is that of the bytes in front of these. */
export const crc32: Crc32 = native ?? ((bytes, before = 0) => unsigned(bytes, before));
