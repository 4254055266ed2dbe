import { app } from 'electron';
import type { UpdateWay } from '../../shared/updates';
import { createAppUpdates, type AppUpdates, type Updater } from './app-updates';
import type { UpdaterOptions } from './electron-updater';
import type { DesktopParts } from './open-desktop';
import { thisCopy } from './update-copy';

const FILE_OF_PERSON: Readonly<Record<UpdateWay, string | null>> = {
  itself: null,
  apt: '.deb',
  dnf: '.rpm',
  'by-hand': '.tar.gz',
};

/** Updates of Basekeeper for this copy. */
export function openUpdates(parts: Omit<DesktopParts, 'reportBug'>): AppUpdates {
  const { engine, updateFile, downloads, isQuitting, quitThen, log } = parts;
  const { way, feedFile } = thisCopy();
  return createAppUpdates({
    store: engine.store,
    file: updateFile,
    way,
    updater:
      feedFile === null ? null : loadedWhenNeeded({ feedFile, downloads, fileOfPerson: FILE_OF_PERSON[way], log }),
    version: app.getVersion(),
    now: () => new Date(),
    isQuitting,
    isCreating: () => engine.creation.underway.size > 0,
    quitThen,
    log,
  });
}

/** A launch does not wait for a library that is used once a day. */
function loadedWhenNeeded(options: UpdaterOptions): Updater {
  let loading: Promise<Updater> | undefined;
  let loaded: Updater | undefined;
  const load = async (): Promise<Updater> => {
    loading ??= import('./electron-updater').then(({ electronUpdater }) => electronUpdater(options));
    return (loaded = await loading);
  };
  return {
    look: async () => (await load()).look(),
    download: async (onProgress, signal) => (await load()).download(onProgress, signal),
    prepare: async () => (await load()).prepare(),
    install: () => loaded?.install(),
    startAgain: () => loaded?.startAgain(),
  };
}
