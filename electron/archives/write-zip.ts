import type { FileHandle } from 'node:fs/promises';
import { MANIFEST_NAME } from '../../shared/backup-layout';
import type { BackupManifest } from '../../shared/backup-manifest';
import { ARCHIVE_LIMITS, entryAmountProblem, totalAmountProblem } from './limits';
import { pause, Refusal } from './refusal';
import { contentOf, isSmall, wholeContentOf, type HashedSource } from './source-file';
import { ZipWriter } from './zip-writer';

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

/**
 * Writes the zip into the open file: the manifest, folders, then the files one by one. False when files are so empty that
 * a reader would take it for a bomb, which samples may have missed.
 */
export async function writeZip(
  handle: FileHandle,
  { manifest, files, folders }: ZipContent,
  { signal, onBytes }: ZipOptions,
): Promise<boolean> {
  const zip = new ZipWriter(handle);
  const modifiedAt = new Date(manifest.createdAt);
  await zip.addWhole({ name: MANIFEST_NAME, modifiedAt }, Buffer.from(JSON.stringify(manifest)), false);
  for (const name of folders) await zip.addFolder({ name, modifiedAt });
  const limits = { ...ARCHIVE_LIMITS, spaceBytes: ARCHIVE_LIMITS.unpackedBytes };
  const total = { packedBytes: 0, unpackedBytes: 0 };
  let isReadable = true;
  for (const [index, file] of files.entries()) {
    const packedBytes = await add(zip, file, signal, onBytes);
    const amount = { packedBytes, unpackedBytes: file.sizeBytes };
    if (entryAmountProblem(file.name, amount, limits) !== null) isReadable = false;
    total.packedBytes += packedBytes;
    total.unpackedBytes += file.sizeBytes;
    await pause(index, signal);
  }
  await zip.end();
  const problem = totalAmountProblem(total, limits);
  if (problem !== null && problem.kind !== 'expands-too-much') throw new Refusal(problem);
  return isReadable && problem === null;
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
