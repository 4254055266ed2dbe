import type { FileHandle } from 'node:fs/promises';
import { MANIFEST_NAME } from '../../shared/backup-layout';
import type { BackupManifest } from '../../shared/backup-manifest';
import { pause } from './refusal';
import { contentOf, isSmall, wholeContentOf, type HashedSource } from './source-file';
import { ZipWriter } from './zip-writer';

export interface ZipContent {
  readonly manifest: BackupManifest;
  readonly files: readonly HashedSource[];
  /** With their slash: the empty ones, and those that others may use, too. */
  readonly folders: readonly { readonly name: string; readonly mode: number }[];
  readonly links: readonly { readonly name: string; readonly target: string }[];
}

export interface ZipOptions {
  readonly signal: AbortSignal | undefined;
  readonly onBytes: (bytes: number) => void;
  /** Around the work with each file. */
  readonly told: (source: HashedSource, work: () => Promise<number>) => Promise<number>;
}

/** Writes the zip into the open file: the manifest, folders, the files one by one, links. */
export async function writeZip(
  handle: FileHandle,
  { manifest, files, folders, links }: ZipContent,
  { signal, onBytes, told }: ZipOptions,
): Promise<void> {
  const zip = new ZipWriter(handle);
  const modifiedAt = new Date(manifest.createdAt);
  await zip.addWhole({ name: MANIFEST_NAME, modifiedAt }, Buffer.from(JSON.stringify(manifest)), false);
  for (const folder of folders) await zip.addFolder({ ...folder, modifiedAt });
  for (const [index, file] of files.entries()) {
    await told(file, () => add(zip, file, signal, onBytes));
    await pause(index, signal);
  }
  for (const { name, target } of links) await zip.addLink({ name, modifiedAt }, target);
  await zip.end();
}

async function add(
  zip: ZipWriter,
  file: HashedSource,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<number> {
  const { sizeBytes, stored } = file;
  if (isSmall(file)) {
    const bytes = wholeContentOf(file);
    onBytes(bytes.length);
    return zip.addWhole(file, bytes, stored);
  }
  // Pipelines tell of the streams that were ended by an error before they tell of the error.
  let cause: unknown = null;
  const chunks = async function* (): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of contentOf(file)) {
        yield chunk;
        onBytes(chunk.length);
      }
    } catch (error) {
      cause = error;
      throw error;
    }
  };
  try {
    return await zip.addChunks(file, { chunks: chunks(), sizeBytes, stored }, signal);
  } catch (error) {
    throw signal?.aborted !== true && cause instanceof Error ? cause : error;
  }
}
