import { done, fail, ok, type Result } from '../../shared/result';
import { instancesUsing, type AvailableVersions, type ImportedVersion } from '../../shared/versions';
import { SOURCE_WORDS, STEP_WORDS } from '../../shared/words/source-words';
import { lacksOf } from '../pocketbase/abilities';
import type { StoredVersion } from '../pocketbase/version-record';
import type { InstallOptions, VersionStore } from '../pocketbase/version-store';
import type { AppStore } from '../store/app-store';

export type ProvideExecutable = (version: string, options?: InstallOptions) => Promise<Result<string>>;

/** The version store, with what it holds and what it is fetching shown to the user. */
export interface Versions {
  /** Shows what is installed now. */
  refresh(): Promise<void>;
  install(version: string): Promise<Result<undefined>>;
  /** Ends the installation of a version for everybody who waits for it. */
  cancel(version: string): Result<undefined>;
  /** Refused while an instance is pinned to it, is being made with it, or while it is being installed. */
  remove(version: string): Promise<Result<undefined>>;
  available(options: { readonly fresh: boolean }): Promise<Result<AvailableVersions>>;
  /** `stated`: which PocketBase a build that does not say it is built on. */
  importExecutable(path: string, stated?: string): Promise<Result<ImportedVersion>>;
  /** The executable of a version; installs it first where needed. Whoever gives up does not wait for it any longer. */
  provideExecutable: ProvideExecutable;
  /** Keeps a version while an instance that is not on the list yet is being made with it. */
  keepWhile<Value>(version: string, instanceName: string, work: () => Promise<Value>): Promise<Value>;
}

export function createVersions(versionStore: VersionStore, store: AppStore): Versions {
  const installing = new Map<string, Set<AbortController>>();
  const removing = new Map<string, Promise<unknown>>();
  const wanted = new Set<{ readonly version: string; readonly name: string }>();

  const publish = async (): Promise<void> => {
    const versions = (await versionStore.list()).map(({ version, source, sizeBytes, installedAt, abilities }) => ({
      version,
      source: SOURCE_WORDS[source],
      sizeBytes,
      installedAt,
      lacks: lacksOf(abilities),
    }));
    const installations = store.snapshot().state.installations.filter((one) => installing.has(one.version));
    store.apply({ type: 'versions-changed', versions, installations });
  };
  const showProgress = (version: string, step: string, receivedBytes: number, totalBytes: number | null): void => {
    const { versions, installations } = store.snapshot().state;
    const others = installations.filter((one) => one.version !== version);
    store.apply({
      type: 'versions-changed',
      versions,
      installations: [...others, { version, step, receivedBytes, totalBytes }],
    });
  };
  const fetchVersion = async (version: string, wish: InstallOptions = {}): Promise<Result<StoredVersion>> => {
    await removing.get(version);
    const controller = new AbortController();
    const giveUp = (): void => controller.abort();
    if (wish.signal?.aborted === true) giveUp();
    wish.signal?.addEventListener('abort', giveUp, { once: true });
    const waiting = installing.get(version) ?? new Set();
    installing.set(version, waiting.add(controller));
    let shownAtMs = 0;
    let shownStep = '';
    try {
      return await versionStore.install(version, {
        signal: controller.signal,
        onProgress: (progress) => {
          const { step, receivedBytes, totalBytes } = progress;
          // Chunks arrive faster than anybody can read.
          if (Date.now() - shownAtMs < 100 && receivedBytes !== totalBytes && step === shownStep) return;
          shownAtMs = Date.now();
          shownStep = step;
          showProgress(version, STEP_WORDS[step], receivedBytes, totalBytes);
          wish.onProgress?.(progress);
        },
      });
    } finally {
      wish.signal?.removeEventListener('abort', giveUp);
      waiting.delete(controller);
      if (waiting.size === 0) installing.delete(version);
      // What was on its way and what is there change together, so that it is never neither.
      await publish();
    }
  };
  const remove = async (version: string): Promise<Result<undefined>> => {
    const removed = await versionStore.remove(version);
    await publish();
    return removed;
  };

  return {
    refresh: publish,
    install: async (version) => {
      const installed = await fetchVersion(version);
      return installed.ok ? done : installed;
    },
    cancel: (version) => {
      for (const controller of [...(installing.get(version) ?? [])]) controller.abort();
      return done;
    },
    remove: async (version) => {
      const pinned = instancesUsing(version, store.snapshot().state.instances);
      const coming = [...wanted].filter((one) => one.version === version);
      const instanceNames = [...pinned, ...coming].map(({ name }) => name);
      if (instanceNames.length > 0 || installing.has(version)) {
        return fail({ code: 'version-in-use', version, instanceNames });
      }
      const underway = remove(version);
      const ended = underway.catch(() => undefined).finally(() => removing.delete(version));
      removing.set(version, ended);
      return underway;
    },
    available: async (options) => {
      const listed = await versionStore.available(options);
      return listed.ok ? ok({ versions: listed.value.versions, source: SOURCE_WORDS[listed.value.source] }) : listed;
    },
    importExecutable: async (path, stated) => {
      const imported = await versionStore.importExecutable(path, stated);
      await publish();
      return imported.ok ? ok({ version: imported.value.version, sha256: imported.value.sha256 }) : imported;
    },
    provideExecutable: async (version, wish) => {
      await removing.get(version);
      const stored = await versionStore.find(version);
      if (stored !== undefined) return ok(stored.executable);
      const installed = await fetchVersion(version, wish);
      return installed.ok ? ok(installed.value.executable) : installed;
    },
    keepWhile: async (version, name, work) => {
      const wish = { version, name };
      wanted.add(wish);
      try {
        return await work();
      } finally {
        wanted.delete(wish);
      }
    },
  };
}
