import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { MANIFEST_NAME } from '../../shared/backup-layout';
import type { BackupManifest } from '../../shared/backup-manifest';
import { contentOf, type HashedSource } from './source-file';
import { writeAll } from './write-all';

export interface ZipContent {
  readonly manifest: BackupManifest;
  readonly files: readonly HashedSource[];
  /** Names of folders, with their slash: needed for the empty ones. */
  readonly folders: readonly string[];
}

export interface ZipOptions {
  readonly signal: AbortSignal | undefined;
  readonly onBytes: (bytes: number) => void;
}

/** Of this user only, also where another program unpacks it. */
const FILE_MODE = 0o100600;
const FOLDER_MODE = 0o40700;
/** Databases get four fifths of what level 6 saves, in a third of the time. */
const COMPRESSION_LEVEL = 1;

/** Writes the zip into the open file, from where it stands at: the manifest, folders, then the files one by one. */
export async function writeZip(
  handle: FileHandle,
  content: ZipContent,
  { signal, onBytes }: ZipOptions,
): Promise<void> {
  const zip = new ZipFile();
  // Its types promise less than what it is.
  const output = zip.outputStream as unknown as AsyncIterable<Buffer> & { destroy(error: Error): void };
  let cause: unknown = null;
  const fail = (error: unknown): void => {
    cause ??= error;
    output.destroy(error as Error);
  };
  let current: Readable | null = null;
  zip.on('error', fail);
  const createdAt = new Date(content.manifest.createdAt);
  zip.addBuffer(Buffer.from(JSON.stringify(content.manifest)), MANIFEST_NAME, {
    mode: FILE_MODE,
    mtime: createdAt,
    compressionLevel: COMPRESSION_LEVEL,
  });
  for (const folder of content.folders) zip.addEmptyDirectory(folder, { mode: FOLDER_MODE, mtime: createdAt });
  for (const file of content.files) {
    const options = {
      size: file.sizeBytes,
      mode: FILE_MODE,
      mtime: file.modifiedAt,
      compressionLevel: file.stored ? 0 : COMPRESSION_LEVEL,
    };
    zip.addReadStreamLazy(file.name, options, (give) => {
      const stream = Readable.from(counted(contentOf(file), onBytes), { objectMode: false });
      current = stream;
      // yazl does not hand errors of what it reads on.
      stream.once('error', fail);
      give(null, stream);
    });
  }
  zip.end();
  let position = 0;
  try {
    await pipeline(
      output,
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) {
          await writeAll(handle, chunk, position);
          position += chunk.length;
        }
      },
      signal === undefined ? {} : { signal },
    );
  } catch (error) {
    throw signal?.aborted === true ? error : (cause ?? error);
  } finally {
    (current as Readable | null)?.destroy();
  }
}

async function* counted(chunks: AsyncGenerator<Buffer>, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    yield chunk;
    onBytes(chunk.length);
  }
}
