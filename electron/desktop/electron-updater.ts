/** electron-updater, as `Updater`. Loaded when it is first needed. Nothing of it happens on its own. */
import { app } from 'electron';
import {
  AppImageUpdater,
  CancellationToken,
  MacUpdater,
  NsisUpdater,
  type AppUpdater,
  type UpdateInfo,
} from 'electron-updater';
import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { isTakenOver, type Release } from '../../shared/updates';
import { DOWNLOAD_GONE, INSTALLER_NOT_STARTED, OWN_FILE_UNKNOWN } from '../../shared/words/update-words';
import type { Updater } from './app-updates';
import { appImageOfThis } from './own-app-image';
import { stage, startWhenGone, takeStaged } from './whole-file';

/** Of notes that somebody else has written. */
const NOTES_MAX = 20_000;

export interface UpdaterOptions {
  /** In the form of electron-builder's `app-update.yml`. */
  readonly feedFile: string;
  readonly downloads: string;
  /** Ends in `.deb` or `.rpm`, say: which of the published files a person would take; null: none. */
  readonly fileOfPerson: string | null;
  readonly log: (message: string, error?: unknown) => void;
}

/** Its own way to exchange the file is to delete the old one first; here that is one rename. */
class LinuxUpdater extends AppImageUpdater {
  get downloaded(): string | null {
    return this.installerPath;
  }

  fileOf(extension: string): Release['file'] {
    const found = this.updateInfoAndProvider;
    const files = found?.provider.resolveFiles(found.info) ?? [];
    const url = files.map((file) => file.url).find(({ pathname }) => pathname.endsWith(extension));
    return url === undefined ? null : { name: decodeURIComponent(basename(url.pathname)), address: url.href };
  }
}

export function electronUpdater(options: UpdaterOptions): Updater {
  const linux = process.platform === 'linux' ? configured(new LinuxUpdater(), options) : null;
  const windows = process.platform === 'win32' ? configured(new NsisUpdater(), options) : null;
  const updater: AppUpdater = linux ?? windows ?? configured(new MacUpdater(), options);
  return {
    look: async () => {
      const found = await updater.checkForUpdates();
      if (found?.isUpdateAvailable !== true || !isTakenOver(found.updateInfo.version)) return null;
      const extension = options.fileOfPerson;
      return {
        version: found.updateInfo.version,
        notes: notesOf(found.updateInfo),
        file: extension === null ? null : (linux?.fileOf(extension) ?? null),
      };
    },
    download: async (onProgress, signal) => {
      const token = new CancellationToken();
      const cancel = (): void => token.cancel();
      const progressed = ({ transferred, total }: { readonly transferred: number; readonly total: number }): void =>
        onProgress(transferred, total);
      signal.addEventListener('abort', cancel, { once: true });
      updater.on('download-progress', progressed);
      try {
        await updater.downloadUpdate(token);
      } finally {
        updater.off('download-progress', progressed);
        signal.removeEventListener('abort', cancel);
      }
    },
    prepare: async () => {
      if (linux !== null) await stage(downloadedBy(linux), ownFile());
    },
    install: () => {
      if (linux !== null) {
        takeStaged(ownFile());
        startWhenGone(ownFile());
        rmSync(downloadedBy(linux), { force: true });
      } else if (windows !== null) {
        if (!windows.install(true, true)) throw new Error(INSTALLER_NOT_STARTED);
      } else {
        // Ends the app itself, when macOS has taken over what was downloaded.
        updater.quitAndInstall();
        return;
      }
      app.quit();
    },
    startAgain: () => {
      if (linux !== null) startWhenGone(ownFile());
      else app.relaunch();
      app.quit();
    },
  };
}

function configured<Kind extends AppUpdater>(updater: Kind, { feedFile, downloads, log }: UpdaterOptions): Kind {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowPrerelease = false;
  updater.allowDowngrade = false;
  // Who it is that asks is nobody's business: a staged rollout is decided here, not there.
  updater.requestHeaders = { 'x-user-staging-id': 'not-sent' };
  // Otherwise only a package looks, and on Linux only an AppImage.
  updater.forceDevUpdateConfig = true;
  updater.updateConfigPath = feedFile;
  // It offers no other way to keep its files below our folder.
  const adapter = (updater as unknown as { readonly app: object }).app;
  Object.defineProperty(adapter, 'baseCachePath', { value: downloads });
  updater.logger = { info: () => undefined, warn: (text) => log(String(text)), error: (text) => log(String(text)) };
  // Whoever asked is told by the promise.
  updater.on('error', () => undefined);
  return updater;
}

function notesOf({ releaseNotes }: UpdateInfo): string {
  const text = Array.isArray(releaseNotes)
    ? releaseNotes.map(({ version, note }) => `## ${version}\n\n${note ?? ''}`).join('\n\n')
    : (releaseNotes ?? '');
  return text.length > NOTES_MAX ? `${text.slice(0, NOTES_MAX)} …` : text;
}

function ownFile(): string {
  const path = appImageOfThis(app.isPackaged);
  if (path === null) throw new Error(OWN_FILE_UNKNOWN);
  return path;
}

function downloadedBy(updater: LinuxUpdater): string {
  if (updater.downloaded === null) throw new Error(DOWNLOAD_GONE);
  return updater.downloaded;
}
