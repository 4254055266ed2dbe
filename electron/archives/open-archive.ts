import { constants } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import type { ArchiveProblem } from '../../shared/archive-problem';
import type { Result } from '../../shared/result';
import { LOOKS_LIKE, NOT_USABLE } from '../../shared/words/archive-detail-words';
import { BlockReader } from './block-reader';
import { asResult, isSystemError, problemOf, refuse } from './refusal';

/** A zip file that is open; what it says has not been looked at. */
export interface OpenArchive {
  readonly sizeBytes: number;
  /** Starts at the beginning of its list of contents. Names are raw bytes, sizes are not checked: both is ours to do. */
  list(): Promise<ZipFile>;
  /** Bytes at a place in the file; fewer at its end. */
  bytesAt(position: number, length: number): Promise<Buffer>;
  chunks(start: number, end: number): AsyncIterable<Buffer>;
}

/** Opens the file, closes it afterwards. Everything that can be wrong with a file is a value. */
export async function withArchive<Value>(
  path: string,
  use: (archive: OpenArchive) => Promise<Value>,
  otherwise: (error: NodeJS.ErrnoException) => ArchiveProblem | null = () => null,
): Promise<Result<Value, ArchiveProblem>> {
  const unreadable = (error: NodeJS.ErrnoException): ArchiveProblem => ({
    kind: 'unreadable',
    path,
    detail: error.code ?? error.message,
  });
  return asResult(
    async () => {
      const handle = await openFile(path).catch((error: unknown) => refuse(problemOf(error, unreadable)));
      try {
        return await use(await archiveOf(handle));
      } finally {
        await handle.close();
      }
    },
    (error) => otherwise(error) ?? (isSystemError(error) ? unreadable(error) : libraryProblem(error)),
  );
}

/** A pipe would wait for its other end: only files are opened. */
async function openFile(path: string): Promise<FileHandle> {
  if (!(await stat(path)).isFile()) refuse({ kind: 'unreadable', path, detail: NOT_USABLE.notAFile });
  return open(path, constants.O_RDONLY);
}

async function archiveOf(handle: FileHandle): Promise<OpenArchive> {
  const { size: sizeBytes } = await handle.stat();
  if (sizeBytes === 0) refuse({ kind: 'empty-file' });
  const reader = new BlockReader(handle, sizeBytes);
  const beginning = await reader.bytesAt(0, 512);
  return {
    sizeBytes,
    bytesAt: (position, length) => reader.bytesAt(position, length),
    chunks: (start, end) => reader.chunks(start, end),
    list: async () => {
      try {
        return await fromRandomAccessReaderPromise(reader, sizeBytes, {
          autoClose: false,
          decodeStrings: false,
          validateEntrySizes: false,
        });
      } catch (error) {
        if (error instanceof Error && /signature not found/.test(error.message)) refuse(noEnd(beginning));
        throw error;
      }
    },
  };
}

/** No end of a zip was found: what is it then? */
function noEnd(beginning: Buffer): ArchiveProblem {
  const text = beginning.toString('latin1');
  if (text.startsWith('PK\x03\x04')) return { kind: 'truncated' };
  if (text.startsWith('PK\x07\x08')) return { kind: 'multi-disk' };
  return { kind: 'not-a-zip', looksLike: KINDS.find(([sign]) => sign.test(text))?.[1] ?? null };
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^\s*<(?:!doctype|html|head|\?xml)/i, LOOKS_LIKE.page],
  [/^\x1f\x8b/, LOOKS_LIKE.gzip],
  [/^\x89PNG|^\xff\xd8\xff|^GIF8/, LOOKS_LIKE.picture],
  [/^SQLite format 3\0/, LOOKS_LIKE.database],
  [/^7z\xbc\xaf|^Rar!|^\xfd7zXZ|^BZh|^\x28\xb5\x2f\xfd/, LOOKS_LIKE.archive],
  [/^\x7fELF|^MZ/, LOOKS_LIKE.program],
  [/^\s*[{[]/, LOOKS_LIKE.text],
];

/** What yauzl found wrong with the structure; its words are for developers, and so is `detail`. */
export function libraryProblem({ message, code = '' }: NodeJS.ErrnoException): ArchiveProblem | null {
  if (/multi-disk/.test(message)) return { kind: 'multi-disk' };
  if (/strong encryption/.test(message)) return { kind: 'encrypted', entry: null };
  if (/unexpected EOF|overflows file bounds/.test(message)) return { kind: 'truncated' };
  if (/signature|comment length|extra field|out of range/i.test(message) || code.startsWith('Z_')) {
    return { kind: 'damaged', entry: null, detail: message.replace(/[^\x20-\x7e]/g, '?').slice(0, 100) };
  }
  return null;
}
