/** Homes of the app with instances in them, made by the app itself. */
import { constants, cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from '../build/project';
import { NEWEST_VERSION } from '../build/pocketbase-versions';
import { AppProcess } from '../electron/testing/app-process';
import { TEST_VERSIONS } from '../electron/testing/test-versions';
import type { Program } from './contenders/contender';

export const SCRATCH = join(CACHE, 'bench', 'scratch');
export const EXECUTABLE = join(TEST_VERSIONS, NEWEST_VERSION, 'pocketbase');

export interface Home {
  readonly path: string;
  readonly programs: readonly Program[];
}

/** Creates and starts each, as the dialog does, then quits: at the next start all of them are meant to run. */
export async function makeHome(instances: number): Promise<Home> {
  mkdirSync(SCRATCH, { recursive: true });
  const path = mkdtempSync(join(SCRATCH, 'home-'));
  const version = join('versions', NEWEST_VERSION);
  cpSync(join(TEST_VERSIONS, NEWEST_VERSION), join(path, version), {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
  });
  const app = await AppProcess.open(path);
  const programs: Program[] = [];
  for (let number = 1; number <= instances; number++) {
    const { id, folder, port } = await app.create(`instance ${String(number)}`, NEWEST_VERSION);
    await app.untilRunning(id);
    programs.push({ id, folder, port, executable: EXECUTABLE });
  }
  await app.quit();
  return { path, programs };
}
