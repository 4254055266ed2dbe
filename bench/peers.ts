/** Other process managers, installed for comparison only, each from its own registry. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { CACHE, npm } from '../build/project';
import type { Report } from '../build/report';

export const PM2_VERSION = '7.0.4';
export const SUPERVISOR_VERSION = '4.3.0';

export interface Peers {
  /** The folder whose node_modules has pm2; null where it cannot be had. */
  readonly pm2: string | null;
  /** The program; null where it cannot be had. */
  readonly supervisord: string | null;
}

const FOLDER = join(CACHE, 'peers');

export async function obtainPeers(report: Report): Promise<Peers> {
  await mkdir(FOLDER, { recursive: true });
  return { pm2: await obtainPm2(report), supervisord: await obtainSupervisord(report) };
}

async function obtainPm2(report: Report): Promise<string | null> {
  if (existsSync(join(FOLDER, 'node_modules', 'pm2', 'package.json'))) return FOLDER;
  const [program, ...first] = npm();
  const options = ['--prefix', FOLDER, '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress'];
  const installed = await attempt(program, [...first, 'install', ...options, `pm2@${PM2_VERSION}`]);
  if (installed === null) return FOLDER;
  report.line(`Without pm2, which could not be installed: ${installed}`);
  return null;
}

async function obtainSupervisord(report: Report): Promise<string | null> {
  const environment = join(FOLDER, 'venv');
  const program = join(environment, 'bin', 'supervisord');
  if (existsSync(program)) return program;
  const failure =
    (await attempt('python3', ['-m', 'venv', environment])) ??
    (await attempt(join(environment, 'bin', 'pip'), ['install', '--quiet', `supervisor==${SUPERVISOR_VERSION}`]));
  if (failure === null) return program;
  report.line(`Without supervisord, which could not be installed: ${failure}`);
  return null;
}

/** Null when it worked, else the last line it said. */
async function attempt(program: string, args: readonly string[]): Promise<string | null> {
  const run = await execa(program, args, { stdin: 'ignore', all: true, reject: false });
  if (!run.failed) return null;
  return run.all.trim().split('\n').at(-1) ?? '';
}
