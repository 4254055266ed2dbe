import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { clipboard, dialog, shell, type OpenDialogOptions } from 'electron';
import { DIALOG_TITLES } from '../../shared/words/desktop-words';
import { LINKS_ELSEWHERE } from '../../shared/words/opening-words';
import { done, fail, type Result } from '../../shared/result';
import type { AppStore } from '../store/app-store';
import { AdminWindows } from './admin-window';
import type { DesktopActions } from './window-commands';
import { isAllowedAddress, isUpdateAddress } from './allowed-address';
import type { MainWindow } from './main-window';

export function createDesktopActions(store: AppStore, window: MainWindow): DesktopActions {
  const choose = async (options: OpenDialogOptions): Promise<string | null> => {
    const parent = window.browserWindow;
    const { filePaths } = await (parent === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(parent, options));
    return filePaths[0] ?? null;
  };
  const openInBrowser = async (address: string): Promise<Result<undefined>> => {
    try {
      await shell.openExternal(address);
      return done;
    } catch (error) {
      return fail({ code: 'could-not-open', target: address, detail: (error as Error).message });
    }
  };
  const openAddress: DesktopActions['openAddress'] = async (address) =>
    isAllowedAddress(address, store.snapshot().state.instances)
      ? openInBrowser(address)
      : fail({ code: 'address-refused', address });
  const adminWindows = new AdminWindows((address) => void openAddress(address));
  return {
    openAddress,
    openSignedIn: (instance, signIn) => adminWindows.open(instance, signIn),
    openUpdateFile: async () => {
      const { step } = store.snapshot().state.updates;
      const address = step.kind === 'found' ? (step.release.file?.address ?? '') : '';
      return isUpdateAddress(address) ? openInBrowser(address) : fail({ code: 'address-refused', address });
    },
    openFolder: async (folder) => {
      const problem = await shell.openPath(folder);
      return problem === '' ? done : fail({ code: 'could-not-open', target: folder, detail: problem });
    },
    openProgramText: async (folder, path) => {
      const target = join(folder, path);
      try {
        const [within, file] = await Promise.all([realpath(folder), realpath(target)]);
        if (!file.startsWith(`${within}${sep}`)) {
          return fail({ code: 'could-not-open', target, detail: LINKS_ELSEWHERE });
        }
        // Windows runs a .js file that is opened.
        if (process.platform === 'win32') {
          shell.showItemInFolder(file);
          return done;
        }
        const problem = await shell.openPath(file);
        return problem === '' ? done : fail({ code: 'could-not-open', target, detail: problem });
      } catch (error) {
        return fail({ code: 'could-not-open', target, detail: (error as Error).message });
      }
    },
    chooseFolder: () =>
      choose({
        title: DIALOG_TITLES.folder,
        properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
      }),
    chooseBackup: () =>
      choose({
        title: DIALOG_TITLES.backup,
        properties: ['openFile'],
        filters: [
          { name: 'Backups', extensions: ['zip'] },
          { name: 'All files', extensions: ['*'] },
        ],
      }),
    chooseNewFile: async (title, defaultPath) => {
      const parent = window.browserWindow;
      const options = { title, defaultPath };
      const { filePath } = await (parent === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options));
      // An empty text: the dialog was closed.
      return filePath === '' ? null : filePath;
    },
    showInFolder: (path) => {
      shell.showItemInFolder(path);
      return done;
    },
    chooseFile: () => choose({ title: DIALOG_TITLES.executable, properties: ['openFile'] }),
    // Names that begin with a dot are shown: most of these files have one.
    chooseEnvironmentFile: () =>
      choose({ title: DIALOG_TITLES.environmentFile, properties: ['openFile', 'showHiddenFiles'] }),
    copyText: async (text) => {
      await clipboard.writeText(text);
    },
  };
}
