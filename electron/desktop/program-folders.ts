import { app } from 'electron';
import { dirname, resolve } from 'node:path';

/** The app's own program: an update replaces everything in there. */
export function programFolders(): readonly string[] {
  const executable = app.getPath('exe');
  // macOS: <name>.app/Contents/MacOS/<executable>
  const bundle = process.platform === 'darwin' ? resolve(executable, '../../..') : dirname(executable);
  // Started from a checkout, only what was built is ours.
  const code = app.isPackaged ? app.getAppPath() : __dirname;
  return [bundle, code];
}
