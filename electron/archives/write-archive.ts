import { lstat, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { archiveNameProblem, createNameRegistry, NAME_LIMITS } from '../../shared/archive-name';
import type { ArchiveProblem } from '../../shared/archive-problem';
import type { BackupManifest, ManifestSummary } from '../../shared/backup-manifest';
import type { Result } from '../../shared/result';
import type { LeftOut } from '../../shared/what-is-backed-up';
import { ARCHIVE_LIMITS } from './limits';
import { checkedManifest } from './read-manifest';
import { asResult, isSystemError, notWritten, pause, refuse, refuseIf, Refusal } from './refusal';
import { hashSource, surveySource, type ArchiveSource, type HashedSource } from './source-file';
import { renamePatiently } from '../disk/rename';
import { syncFolder } from '../disk/sync';
import { writeZip } from './write-zip';

export type WriteStep = 'hashing' | 'writing' | 'saving';

export interface WriteOptions {
  readonly manifest: ManifestSummary;
  /** What is there and is not among the sources; only listed. */
  readonly leftOut?: readonly LeftOut[];
  /** In the order in which they are to be in the zip; what is in a folder comes after it. */
  readonly sources: readonly ArchiveSource[];
  /** Absolute; must not be there. Until it is complete it is called `<target>.part`. */
  readonly target: string;
  readonly signal?: AbortSignal;
  /** In bytes of the sources. */
  readonly onProgress?: (bytesDone: number, bytesTotal: number, step: WriteStep) => void;
  /** Told before it ends with `source-changed`: whose content was another one at the second time. */
  readonly onChanged?: (source: ArchiveSource) => void;
}

export interface WrittenArchive {
  readonly manifest: BackupManifest;
  readonly sizeBytes: number;
}

/**
 * Makes a backup file of ours, readable by this user only, synced with its folder when it resolves. Every file is read
 * twice, since the manifest comes first, as far as it is at the first time; one of which that part changes in between ends
 * it. On any problem, and when cancelled,
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
  leftOut = [],
  sources,
  target,
  signal,
  onProgress,
  onChanged,
}: WriteOptions): Promise<WrittenArchive> {
  checkNames(sources);
  await refuseExisting(target);
  let bytesTotal = 0;
  const modes: number[] = [];
  for (const [index, source] of sources.entries()) {
    const { mode, sizeBytes } = surveySource(source);
    bytesTotal += sizeBytes;
    modes.push(mode);
    await pause(index, signal);
  }
  const counter = (step: WriteStep): ((bytes: number) => void) => {
    let bytesDone = 0;
    return (bytes) => onProgress?.((bytesDone += bytes), bytesTotal, step);
  };
  const hashed: HashedSource[] = [];
  const onHashed = counter('hashing');
  for (const [index, source] of sources.entries()) {
    if (isFile(source)) hashed.push(await tellingOf(source, onChanged, () => hashSource(source, signal, onHashed)));
    await pause(index, signal);
  }
  // The others are there because something in them is.
  const folders = sources.flatMap(({ name }, index) => {
    if (!name.endsWith('/')) return [];
    const mode = (modes[index] ?? 0) | OWN_FOLDER;
    const isEmpty = sources[index + 1]?.name.startsWith(name) !== true;
    return isEmpty || mode !== OWN_FOLDER ? [{ name, mode }] : [];
  });
  const links = sources.flatMap(({ name, target: leadsTo }) =>
    leadsTo === undefined ? [] : [{ name, target: leadsTo }],
  );
  const manifest = checkedManifest({
    ...summary,
    files: hashed.map(manifestFile),
    folders: folders
      .filter(({ mode }) => mode !== OWN_FOLDER)
      .map(({ name, mode }) => ({ path: name.slice(0, -1), mode })),
    links: links.map(({ name, target: leadsTo }) => ({ path: name, target: leadsTo })),
    leftOut,
  });
  const part = `${target}.part`;
  // From here on the part is ours: one that was there before ends it without having been touched.
  const handle = await open(part, 'wx', 0o600);
  try {
    try {
      const told = (source: HashedSource, work: () => Promise<number>): Promise<number> =>
        tellingOf(source, onChanged, work);
      await writeZip(
        handle,
        { manifest, files: hashed, folders, links },
        { signal, onBytes: counter('writing'), told },
      );
      onProgress?.(bytesTotal, bytesTotal, 'saving');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await refuseExisting(target);
    await renamePatiently(part, target);
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

/** Whoever owns a folder can always use it, and whoever owns a file can always read it. */
const OWN_FOLDER = 0o700;
const OWN_FILE = 0o600;

const isFile = ({ name, target }: ArchiveSource): boolean => !name.endsWith('/') && target === undefined;

const manifestFile = (file: HashedSource): BackupManifest['files'][number] => {
  const { name, sizeBytes, denseBytes, sha256, modifiedAt, mode } = file;
  return {
    path: name,
    sizeBytes,
    sha256,
    modifiedAt: modifiedAt.toISOString(),
    ...(mode !== OWN_FILE && { mode }),
    ...(denseBytes !== sizeBytes && { denseBytes }),
  };
};

async function tellingOf<Value>(
  source: ArchiveSource,
  onChanged: WriteOptions['onChanged'],
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && error.problem.kind === 'source-changed') onChanged?.(source);
    throw error;
  }
}

/** What we could not read again here is not written: the same rules as for reading. */
function checkNames(sources: readonly ArchiveSource[]): void {
  const registry = createNameRegistry(NAME_LIMITS.system);
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
