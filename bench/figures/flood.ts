/** A child that writes 1 GiB as fast as it can: through the app's own way of keeping output, and into a plain file. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inProject } from '../../build/project';
import { timed } from '../contenders/contender';
import { SCRATCH } from '../homes';
import type { Measurements } from '../measurements';
import { FLOOD, type FloodResult } from './flood-command';

export async function measureFlood(times: number, measurements: Measurements): Promise<void> {
  mkdirSync(SCRATCH, { recursive: true });
  for (let count = 0; count < times; count++) {
    measurements.add('flood-write', 'bare', await intoPlainFile());
    const { writeMs, memoryMiB, loopDelayMs } = await throughApp(join(SCRATCH, `flood-${String(count)}`));
    measurements.add('flood-write', 'basekeeper', writeMs);
    measurements.add('flood-memory', 'basekeeper', memoryMiB);
    measurements.add('flood-loop-delay', 'basekeeper', loopDelayMs);
  }
}

async function intoPlainFile(): Promise<number> {
  const path = join(SCRATCH, 'flood.txt');
  const file = openSync(path, 'w');
  const ms = await timed(() => once(spawn('/bin/sh', ['-c', FLOOD], { stdio: ['ignore', file, file] }), 'exit'));
  closeSync(file);
  rmSync(path);
  return ms;
}

async function throughApp(folder: string): Promise<FloodResult> {
  const script = inProject('bench', 'figures', 'flood-app.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, folder], {
    cwd: inProject(),
  });
  rmSync(folder, { recursive: true, force: true });
  return JSON.parse(stdout) as FloodResult;
}
