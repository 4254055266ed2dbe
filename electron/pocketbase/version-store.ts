/**
 * The `pocketbase` executables of this machine, side by side, one folder for each version:
 *
 *   <store>/0.40.6/pocketbase         verified before it got here
 *   <store>/0.40.6/version.json       without a valid one, the folder does not count
 *   <store>/.incoming-<pid>-<random>  being put together; becomes a version by one rename, or is swept
 */
import { chmod, copyFile, mkdir, readdir } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { rcompare, valid } from 'semver';
import { fail, ok, type Result } from '../../shared/result';
import { adoptExecutable } from './adopt-executable';
import { inspectExecutable, sha256Of } from './executable-check';
import { createIncoming, removeIncoming, sweepIncoming } from './incoming-folder';
import { Installations } from './installations';
import { fetchFromSources } from './sources/fetch-from-sources';
import { SOURCE_WORDS, type InstallProgress, type Target, type VersionSource } from './sources/source';
import { supportedVersion } from './version-number';
import { readRecord, type StoredVersion } from './version-record';

export type { StoredVersion } from './version-record';

export interface VersionStoreOptions extends Partial<Target> {
  /** Absolute. Not below the system's temporary or cache folder: PocketBase behaves differently when it runs from there. */
  readonly folder: string;
  readonly sources: readonly VersionSource[];
}

export interface InstallOptions {
  readonly onProgress?: (progress: InstallProgress) => void;
  readonly signal?: AbortSignal;
}

export interface VersionStore {
  /** Newest first. */
  list(): Promise<readonly StoredVersion[]>;
  find(version: string): Promise<StoredVersion | undefined>;
  /** Asks the sources unless the version is in the store. Installing one twice at the same time is one installation. */
  install(version: string, options?: InstallOptions): Promise<Result<StoredVersion>>;
  /** Copies an executable that the user chose. The file itself stays as it is. */
  importExecutable(path: string): Promise<Result<StoredVersion>>;
}

/** `folder-not-usable` if the store's folder can neither be used nor created. */
export async function openVersionStore(options: VersionStoreOptions): Promise<Result<VersionStore>> {
  const { folder, sources, platform = process.platform, arch = process.arch } = options;
  if (!isAbsolute(folder)) return fail({ code: 'folder-not-usable', path: folder, rule: 'is not an absolute path' });
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await sweepIncoming(folder);
  } catch (error) {
    return notWritable(folder, error);
  }
  return ok(versionStore(folder, sources, { platform, arch }));
}

function versionStore(folder: string, sources: readonly VersionSource[], target: Target): VersionStore {
  const installations = new Installations();

  const find = async (version: string): Promise<StoredVersion | undefined> =>
    supportedVersion(version).ok ? readRecord(join(folder, version), version, target.platform) : undefined;

  /** Runs `work` with a folder of its own inside the store; errors of the file system become values. */
  const withIncoming = async (work: (incoming: string) => Promise<Result<StoredVersion>>) => {
    let incoming: string | undefined;
    try {
      incoming = await createIncoming(folder);
      return await work(incoming);
    } catch (error) {
      return notWritable(folder, error);
    } finally {
      if (incoming !== undefined) await removeIncoming(incoming).catch(() => undefined);
    }
  };

  return {
    find,

    async list() {
      const names = (await readdir(folder).catch(() => [])).filter((name) => valid(name) !== null);
      const found = await Promise.all(names.map(find));
      return found.filter((stored) => stored !== undefined).sort((a, b) => rcompare(a.version, b.version));
    },

    async install(version, { onProgress, signal } = {}) {
      const supported = supportedVersion(version);
      if (!supported.ok) return supported;
      const present = await find(version);
      if (present !== undefined) return ok(present);
      return installations.join(version, { onProgress, signal }, (report, abort) =>
        withIncoming(async (incoming) => {
          const request = { version, target, folder: incoming, onProgress: report, signal: abort };
          const fetched = await fetchFromSources(sources, request);
          if (!fetched.ok) return fetched;
          report({ step: 'verifying', receivedBytes: 0, totalBytes: null });
          const { source, path } = fetched.value;
          const adopted = await adoptExecutable({ path, incoming, wanted: version, source }, folder, target, abort);
          if (adopted.ok) return adopted;
          const detail = `The file offered there ${adopted.error.rule}.`;
          return fail({ code: 'download-failed', source: SOURCE_WORDS[source], detail });
        }),
      );
    },

    importExecutable(path) {
      const refuse = (rule: string): Result<never> => fail({ code: 'executable-not-usable', path, rule });
      return withIncoming(async (incoming) => {
        if (!isAbsolute(path)) return refuse('is not an absolute path');
        const inspected = await inspectExecutable(path, target);
        if (!inspected.ok) return refuse(inspected.error.rule);
        const copy = join(incoming, 'copy');
        const copied = await copyFile(path, copy).catch(reasonOf);
        if (copied !== undefined) return refuse(`could not be copied (${copied})`);
        await chmod(copy, 0o600);
        const sha256 = await sha256Of(copy);
        const candidate = { path: copy, incoming, wanted: null, source: 'chosen-by-hand' } as const;
        const adopted = await adoptExecutable(candidate, folder, target, new AbortController().signal);
        if (!adopted.ok) return refuse(adopted.error.rule);
        return adopted.value.sha256 === sha256
          ? adopted
          : refuse(`is another build of PocketBase ${adopted.value.version} than the one installed already`);
      });
    },
  };
}

/** A full disk or missing permission is expected; anything that does not come from the system is a bug and thrown. */
function notWritable(path: string, error: unknown): Result<never> {
  if (!(error instanceof Error && 'syscall' in error)) throw error;
  return fail({ code: 'folder-not-usable', path, rule: `cannot hold PocketBase versions (${reasonOf(error)})` });
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
