/**
 * The `pocketbase` executables of this machine, side by side, one folder for each version:
 *
 *   <store>/0.40.6/pocketbase         verified before it got here
 *   <store>/0.40.6/version.json       without a valid one, the folder does not count
 *   <store>/.incoming-<pid>-<random>  being put together; becomes a version by one rename, or is swept
 */
import { mkdir, readdir } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { prerelease, rcompare, valid } from 'semver';
import { isOfUnknownGeneration } from '../../shared/pocketbase-version';
import { done, fail, ok, type Result } from '../../shared/result';
import type { AvailableVersion, SourceName } from '../../shared/versions';
import { cannotHoldVersions } from '../../shared/words/executable-words';
import { PLACE_RULES } from '../../shared/words/folder-words';
import { NOT_INSTALLED, offeredFileInWords, SOURCE_WORDS } from '../../shared/words/source-words';
import { renamePatiently } from '../disk/rename';
import { syncFolder } from '../disk/sync';
import { adoptExecutable } from './adopt-executable';
import { importFile, reasonOf } from './import-file';
import { createIncoming, removeIncoming, sweepIncoming } from './incoming-folder';
import { Installations } from './installations';
import { fetchFromSources, listFromSources } from './sources/fetch-from-sources';
import type { InstallProgress, Target, VersionSource } from './sources/source';
import { supportedVersion } from './version-number';
import { readRecord, type StoredVersion } from './version-record';

export interface VersionStoreOptions extends Partial<Target> {
  /** Absolute. Not below the system's temporary or cache folder: PocketBase behaves differently when it runs from there. */
  readonly folder: string;
  readonly sources: readonly VersionSource[];
}

export interface InstallOptions {
  readonly onProgress?: (progress: InstallProgress) => void;
  readonly signal?: AbortSignal;
}

/** What a source has for this machine and Basekeeper can keep, newest first. */
export interface AvailableList {
  readonly source: SourceName;
  readonly versions: readonly AvailableVersion[];
}

/** All sources together. */
const LIST_TIMEOUT_MS = 120_000;

export interface VersionStore {
  /** Newest first. */
  list(): Promise<readonly StoredVersion[]>;
  find(version: string): Promise<StoredVersion | undefined>;
  /** Asks the sources unless the version is in the store. Installing one twice at the same time is one installation. */
  install(version: string, options?: InstallOptions): Promise<Result<StoredVersion>>;
  /** Deletes it from the store; whether it is needed is for the caller to know. */
  remove(version: string): Promise<Result<undefined>>;
  /** From memory once a source has answered, unless it has to be fresh. */
  available(options: { readonly fresh: boolean }): Promise<Result<AvailableList>>;
  /**
   * Copies an executable that the user chose, or the one in a zip. The file itself stays as it is. `stated`: what a build
   * that does not say it is built on, `build-without-version` before that is known.
   */
  importExecutable(path: string, stated?: string): Promise<Result<StoredVersion>>;
}

/** `folder-not-usable` if the store's folder can neither be used nor created. */
export async function openVersionStore(options: VersionStoreOptions): Promise<Result<VersionStore>> {
  const { folder, sources, platform = process.platform, arch = process.arch } = options;
  if (!isAbsolute(folder)) return fail({ code: 'folder-not-usable', path: folder, rule: PLACE_RULES.notAbsolute });
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
  let known: AvailableList | undefined;
  let asking: Promise<Result<AvailableList>> | undefined;

  const find = async (version: string): Promise<StoredVersion | undefined> =>
    supportedVersion(version).ok ? readRecord(join(folder, version), version, target.platform) : undefined;

  /** Runs `work` with a folder of its own inside the store; errors of the file system become values. */
  const withIncoming = async <Value>(work: (incoming: string) => Promise<Result<Value>>): Promise<Result<Value>> => {
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
          if (abort.aborted) return fail({ code: 'installation-cancelled', version });
          const detail = offeredFileInWords(adopted.error.rule);
          return fail({ code: 'download-failed', source: SOURCE_WORDS[source], detail });
        }),
      );
    },

    async remove(version) {
      if ((await find(version)) === undefined) {
        return fail({ code: 'version-not-available', version, detail: NOT_INSTALLED });
      }
      // Out of sight by one rename; what a kill leaves behind is swept at the next launch.
      return withIncoming(async (incoming) => {
        await renamePatiently(join(folder, version), join(incoming, 'removed'));
        await syncFolder(folder);
        return done;
      });
    },

    async available({ fresh }) {
      if (known !== undefined && !fresh) return ok(known);
      asking ??= withIncoming((incoming) =>
        listFromSources(sources, { target, folder: incoming, signal: AbortSignal.timeout(LIST_TIMEOUT_MS) }),
      ).finally(() => {
        asking = undefined;
      });
      const listed = await asking;
      if (!listed.ok) return listed;
      known = { source: listed.value.source, versions: keepable(listed.value.versions) };
      return ok(known);
    },

    importExecutable: (path, stated) =>
      withIncoming((incoming) => importFile({ path, incoming, store: folder, target, stated: stated ?? null })),
  };
}

/** Each once, without pre-releases and what is too old. What is too new stays: the page says why it is not used. */
const keepable = (versions: readonly AvailableVersion[]): readonly AvailableVersion[] =>
  [...new Map(versions.map((one) => [one.version, one])).values()]
    .filter(
      ({ version }) => (supportedVersion(version).ok || isOfUnknownGeneration(version)) && prerelease(version) === null,
    )
    .sort((a, b) => rcompare(a.version, b.version));

/** A full disk or missing permission is expected; anything that does not come from the system is a bug and thrown. */
function notWritable(path: string, error: unknown): Result<never> {
  if (!(error instanceof Error && 'syscall' in error)) throw error;
  return fail({ code: 'folder-not-usable', path, rule: cannotHoldVersions(reasonOf(error)) });
}
