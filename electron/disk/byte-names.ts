/**
 * Names of files are bytes on Linux, and any but zero and slash may be in them. Inside the app a name is text all the same:
 * what is UTF-8 reads as it is, and a byte that is not becomes one of the 128 lone surrogates U+DC80 to U+DCFF, as Python's
 * `surrogateescape` (PEP 383) has it. Each name has exactly one such text and each text one name. JSON keeps them.
 */
import { readdirSync, type Dirent } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';

const ESCAPED = /[\udc80-\udcff]/;

/** What the file system calls it, as text. */
export function textOfBytes(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  // A replacement character may be in a name, too: only the way back tells.
  return !text.includes('\ufffd') || Buffer.from(text).equals(bytes) ? text : escaped(bytes);
}

export function bytesOfText(text: string): Buffer {
  if (!ESCAPED.test(text)) return Buffer.from(text);
  // With `u` a pair is one character, so that half of one is not taken for a byte.
  const pieces = text.split(/([\udc80-\udcff])/u);
  return Buffer.concat(
    pieces.map((piece, index) => (index % 2 === 1 ? Buffer.from([piece.charCodeAt(0) - 0xdc00]) : Buffer.from(piece))),
  );
}

/** For calls of `node:fs`, which take text only where it is UTF-8. */
export const onDisk = (path: string): string | Buffer => (ESCAPED.test(path) ? bytesOfText(path) : path);

export interface NamedEntry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly isFile: boolean;
}

/** What is in a folder, each by its whole name. */
export async function entriesIn(folder: string): Promise<readonly NamedEntry[]> {
  return (await readdir(onDisk(folder), { withFileTypes: true, encoding: 'buffer' as BufferEncoding })).map(named);
}

/** The same for a process that has nothing else to do. */
export const entriesInNow = (folder: string): readonly NamedEntry[] =>
  readdirSync(onDisk(folder), { withFileTypes: true, encoding: 'buffer' as BufferEncoding }).map(named);

/** The types of Node know buffers as names only from 22 on. */
const named = (entry: Dirent): NamedEntry => ({
  name: textOfBytes(entry.name as unknown as Buffer),
  isFolder: entry.isDirectory(),
  isFile: entry.isFile(),
});

/** Where a link leads, as it says so. */
export const linkTargetOf = async (path: string): Promise<string> =>
  textOfBytes(await readlink(onDisk(path), { encoding: 'buffer' }));

/** At each byte that begins no valid sequence there is one that stands for itself. */
function escaped(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceAt(bytes, at);
    if (length === 0) text += String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
    else text += bytes.toString('utf8', at, at + length);
    at += Math.max(length, 1);
  }
  return text;
}

/** How many bytes the character that begins here has; 0 where none does. */
function sequenceAt(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  const sequence = bytes.subarray(at, at + length);
  // Overlong forms, surrogates and what is cut short are told by the way back.
  return length === sequence.length && Buffer.from(sequence.toString('utf8')).equals(sequence) ? length : 0;
}
