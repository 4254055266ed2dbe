import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { COMMAND_CHANNEL, PUSH_CHANNEL } from '../shared/channels';
import type { Bridge, DroppedFile, Push } from '../shared/ipc';

/** The page's own kind of file, which main's types do not know. */
const pathOf = webUtils.getPathForFile as (file: DroppedFile) => string;

/** Two wires and no logic: main decides what a command is, and whether this window may send it. */
const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(COMMAND_CHANNEL, name, input),
  onPush: (listener) => {
    const forward = (_event: unknown, push: Push): void => listener(push);
    ipcRenderer.on(PUSH_CHANNEL, forward);
    return () => ipcRenderer.off(PUSH_CHANNEL, forward);
  },
  pathOfFile: (file) => pathOf(file),
};

contextBridge.exposeInMainWorld('basekeeper', bridge);
