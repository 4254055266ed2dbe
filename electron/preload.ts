import { contextBridge, ipcRenderer } from 'electron';
import { COMMAND_CHANNEL, PUSH_CHANNEL } from '../shared/channels';
import type { Bridge, Push } from '../shared/ipc';

/** Two wires and no logic: main decides what a command is, and whether this window may send it. */
const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(COMMAND_CHANNEL, name, input),
  onPush: (listener) => {
    const forward = (_event: unknown, push: Push): void => listener(push);
    ipcRenderer.on(PUSH_CHANNEL, forward);
    return () => ipcRenderer.off(PUSH_CHANNEL, forward);
  },
};

contextBridge.exposeInMainWorld('basekeeper', bridge);
