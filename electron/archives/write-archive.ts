import { lstat, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createNameRegistry, archiveNameProblem } from '../../shared/archive-name';
import type { ArchiveProblem } from '../../shared/archive-problem';
import type { BackupManifest, BackupSummary } from '../../shared/backup-manifest';
import type { Result } from '../../shared/result';
import { ARCHIVE_LIMITS } from './limits';
import { checkedManifest } from './read-manifest';
import { asResult, isSystemError, notWritten, pause, refuse, refuseIf } from './refusal';
import { hashSource, sourceSizeBytes, type ArchiveSource, type HashedSource } from './source-file';
import { syncFolder } from './sync';
import { writeZip } from './write-zip';

export type WriteStep = 'hashing' | 'writing' | 'saving';

export interface WriteOptions {
  readonly manifest: BackupSummary;
  /** In the order in which they are to be in the zip. */
  readonly sources: readonly ArchiveSource[];
  /** Absolute; must not be there. Until it is complete it is called `<target>.part`. */
  readonly target: string;
  readonly signal?: AbortSignal;
  /** In bytes of the sources. */
  readonly onProgress?: (bytesDone: number, bytesTotal: number, step: WriteStep) => void;
}

export interface WrittenArchive {
  readonly manifest: BackupManifest;
  readonly sizeBytes: number;
}

/**
 * Makes a backup file of ours, readable by this user only, synced with its folder when it resolves. Every file is read
 * twice, since the manifest comes first; one that changes in between ends it. On any problem, and when cancelled,
 * neither `target` nor `<target>.part` is there. Memory: some hundred bytes for each source.
 */
export async function writeArchive(options: WriteOptions): Promise<Result<WrittenArchive, ArchiveProblem>> {
  const { target } = options;
  return asResult(
    () => write(options),
    (error) => (isSystemError(error) ? notWritten(error.path ?? target, error) : null),
  );
}

async function write({
  manifest: summary,
  sources,
  target,
  signal,
  onProgress,
}: WriteOptions): Promise<WrittenArchive> {
  checkNames(sources);
  await refuseExisting(target);
  let bytesTotal = 0;
  for (const [index, source] of sources.entries()) {
    bytesTotal += sourceSizeBytes(source);
    await pause(index, signal);
  }
  const counter = (step: WriteStep): ((bytes: number) => void) => {
    let bytesDone = 0;
    return (bytes) => onProgress?.((bytesDone += bytes), bytesTotal, step);
  };
  const hashed: HashedSource[] = [];
  const onHashed = counter('hashing');
  for (const [index, source] of sources.entries()) {
    if (!source.name.endsWith('/')) hashed.push(await hashSource(source, signal, onHashed));
    await pause(index, signal);
  }
  const manifest = checkedManifest({ ...summary, files: hashed.map(manifestFile) });
  const folders = sources.map(({ name }) => name).filter((name) => name.endsWith('/'));
  const part = `${target}.part`;
  // From here on the part is ours: one that was there before ends it without having been touched.
  const handle = await open(part, 'wx', 0o600);
  try {
    try {
      const content = { manifest, files: hashed, folders };
      if (!(await writeZip(handle, content, { signal, onBytes: counter('writing') }))) {
        await handle.truncate(0);
        const stored = hashed.map((file) => ({ ...file, stored: true }));
        await writeZip(handle, { ...content, files: stored }, { signal, onBytes: counter('writing') });
      }
      onProgress?.(bytesTotal, bytesTotal, 'saving');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await refuseExisting(target);
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  try {
    await syncFolder(dirname(target));
    return { manifest, sizeBytes: (await stat(target)).size };
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
}

const manifestFile = ({ name, sizeBytes, sha256, modifiedAt }: HashedSource): BackupManifest['files'][number] => ({
  path: name,
  sizeBytes,
  sha256,
  modifiedAt: modifiedAt.toISOString(),
});

/** What we could not read again is not written: the same rules as for reading. */
function checkNames(sources: readonly ArchiveSource[]): void {
  const registry = createNameRegistry();
  for (const { name } of sources) {
    refuseIf(archiveNameProblem(name));
    refuseIf(registry.add(name));
  }
  const limit = ARCHIVE_LIMITS.entries - 1;
  if (sources.length > limit) refuse({ kind: 'too-many-entries', limit, found: sources.length });
}

async function refuseExisting(target: string): Promise<void> {
  const found = await lstat(target).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (found !== null) refuse({ kind: 'target-exists', path: target });
}
