/** Starts Electron in the foreground: the terminal's signals go to it once, and its end is ours. */
import { spawn } from 'node:child_process';
import type { ElectronRuntime } from './electron-runtime';
import { PROJECT } from './project';
import { StepFailure } from './report';
import { exitCodeOfSignal, sendSignalsTo } from './signals';

/** Returns the exit code. */
export async function launch(
  electron: ElectronRuntime,
  appArguments: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  // A group of its own: Ctrl+C would otherwise reach Electron twice, from the terminal and from here, and Chromium
  // takes the second one for "now, without saying goodbye".
  const child = spawn(electron.executable, appArguments, {
    cwd: PROJECT,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
  });
  sendSignalsTo((signal) => child.kill(signal));
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on('error', (error) => {
        reject(new StepFailure(`Electron could not be started (${error.message}): ${electron.executable}`));
      });
      child.on('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : exitCodeOfSignal(signal)));
    });
  } finally {
    sendSignalsTo(undefined);
  }
}
