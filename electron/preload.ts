// eslint-disable-next-line no-restricted-imports -- the types of the oldest Electron have no webUtils; ipcMain is not used
import * as electron from 'electron';
import { COMMAND_CHANNEL, PUSH_CHANNEL } from '../shared/channels';
import type { Bridge, DroppedFile, Push } from '../shared/ipc';

const { contextBridge, ipcRenderer } = electron;
/** Since Electron 32; before, the file itself had its path. */
const { webUtils } = electron as { readonly webUtils?: { getPathForFile(file: DroppedFile): string } };

/** Two wires and no logic: main decides what a command is, and whether this window may send it. */
const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(COMMAND_CHANNEL, name, input),
  onPush: (listener) => {
    const forward = (_event: unknown, push: Push): void => listener(push);
    ipcRenderer.on(PUSH_CHANNEL, forward);
    return () => ipcRenderer.off(PUSH_CHANNEL, forward);
  },
  pathOfFile: (file) =>
    webUtils === undefined ? ((file as { readonly path?: string }).path ?? '') : webUtils.getPathForFile(file),
};

contextBridge.exposeInMainWorld('basekeeper', bridge);
