import { app } from 'electron';
import { url } from 'node:inspector';

/** Whoever is connected by one of these reads and does everything in the window, as any program of this computer may be. */
const DOORS = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address', 'remote-allow-origins'];

/**
 * Keeps Chromium's debugger out. A package cannot be debugged at all: its Electron does not know `--inspect`, by a fuse. Where
 * Node's own debugger is open, as in tests, everything can be done anyway. To be called before the app is ready.
 */
export function shutDebuggingDoors(): void {
  if (url() !== undefined) return;
  for (const door of DOORS) app.commandLine.removeSwitch(door);
}
