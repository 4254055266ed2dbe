import { done, ok, type Result } from '../../shared/result';
import { SOURCE_WORDS, STEP_WORDS } from '../pocketbase/sources/source';
import type { StoredVersion, VersionStore } from '../pocketbase/version-store';
import type { AppStore } from './app-store';

/** The version store, with what it holds and what it is fetching shown to the user. */
export interface Versions {
  /** Shows what is installed now. */
  refresh(): Promise<void>;
  install(version: string): Promise<Result<undefined>>;
  importExecutable(path: string): Promise<Result<string>>;
  /** The executable of a version; installs it first where needed. */
  provideExecutable(version: string): Promise<Result<string>>;
}

export function createVersions(versionStore: VersionStore, store: AppStore): Versions {
  const publish = async (): Promise<void> => {
    const { installations } = store.snapshot().state;
    const versions = (await versionStore.list()).map(({ version, source }) => ({
      version,
      source: SOURCE_WORDS[source],
    }));
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
  const endProgress = (version: string): void => {
    const { versions, installations } = store.snapshot().state;
    const others = installations.filter((one) => one.version !== version);
    store.apply({ type: 'versions-changed', versions, installations: others });
  };
  const fetchVersion = async (version: string): Promise<Result<StoredVersion>> => {
    let shownAtMs = 0;
    const installed = await versionStore.install(version, {
      onProgress: ({ step, receivedBytes, totalBytes }) => {
        // Chunks arrive faster than anybody can read.
        if (Date.now() - shownAtMs < 100 && receivedBytes !== totalBytes) return;
        shownAtMs = Date.now();
        showProgress(version, STEP_WORDS[step], receivedBytes, totalBytes);
      },
    });
    endProgress(version);
    await publish();
    return installed;
  };

  return {
    refresh: publish,
    install: async (version) => {
      const installed = await fetchVersion(version);
      return installed.ok ? done : installed;
    },
    importExecutable: async (path) => {
      const imported = await versionStore.importExecutable(path);
      await publish();
      return imported.ok ? ok(imported.value.version) : imported;
    },
    provideExecutable: async (version) => {
      const stored = await versionStore.find(version);
      if (stored !== undefined) return ok(stored.executable);
      const installed = await fetchVersion(version);
      return installed.ok ? ok(installed.value.executable) : installed;
    },
  };
}
