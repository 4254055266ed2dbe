import { join } from 'node:path';

const EXECUTABLES: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** Where the program is inside Electron's folder. */
export const executableIn = (distPath: string): string => join(distPath, EXECUTABLES[process.platform] ?? 'electron');
