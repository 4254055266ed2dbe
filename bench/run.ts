/** Measures in order, tells what it measures, and leaves the values in .cache/bench/. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem, release } from 'node:os';
import { join } from 'node:path';
import type { BenchOptions } from '../build/commands/bench';
import { NEWEST_VERSION } from '../build/pocketbase-versions';
import { CACHE, inProject } from '../build/project';
import { Bare } from './contenders/bare';
import { Basekeeper } from './contenders/basekeeper';
import type { Contender } from './contenders/contender';
import { Pm2 } from './contenders/pm2';
import { Supervisord } from './contenders/supervisord';
import { measureFlood } from './figures/flood';
import { measureClose, measureLifecycle, type Repeats } from './figures/lifecycle';
import { measureManagers } from './figures/managers';
import { measureWindow } from './figures/window';
import { makeHome, SCRATCH } from './homes';
import { Measurements } from './measurements';
import { obtainPeers } from './peers';
import type { BenchResult } from './result';
import { tables, writeDocument } from './document';

const RESULTS = join(CACHE, 'bench');
const FULL: Repeats = { single: 100, many: 5 };
const QUICK: Repeats = { single: 5, many: 1 };

/** Returns the exit code. */
export async function runBench({ electron, env, args, report }: BenchOptions): Promise<number> {
  const peers = await obtainPeers(report);
  if (args.includes('--prepare')) return 0;
  const quick = args.includes('--quick');
  const only = args.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
  const isWanted = (part: string): boolean => only === undefined || only === part;
  const repeats = quick ? QUICK : FULL;
  const measurements = new Measurements();
  rmSync(SCRATCH, { recursive: true, force: true });
  const before = loadavg();

  const openers: (readonly [name: string, open: (home: string, programs: Programs) => Promise<Contender>])[] = [
    ['bare', () => Promise.resolve(new Bare())],
    ['Basekeeper', (home) => Basekeeper.open(home)],
  ];
  const { pm2, supervisord } = peers;
  if (pm2 !== null) openers.push(['pm2', () => Pm2.open(pm2, join(SCRATCH, 'pm2'))]);
  if (supervisord !== null) {
    openers.push([
      'supervisord',
      (_, programs) => Supervisord.open(supervisord, join(SCRATCH, 'supervisord'), programs),
    ]);
  }

  if (isWanted('lifecycle') || isWanted('managers')) {
    const home = await report.step('Making 20 instances', () => makeHome(20));
    for (const [name, open] of openers) {
      const openHere = (): Promise<Contender> => open(home.path, home.programs);
      if (isWanted('lifecycle')) {
        await report.step(`Deaths, starts and stops: ${name}`, () =>
          measureLifecycle(openHere, home.programs, repeats, measurements),
        );
        await report.step(`Quitting: ${name}`, () =>
          measureClose(openHere, home.programs, quick ? 1 : 5, measurements),
        );
      }
      if (isWanted('managers') && name !== 'bare') {
        await report.step(`At rest: ${name}`, () =>
          measureManagers(openHere, home.programs, quick ? 2_000 : 30_000, measurements),
        );
      }
    }
  }
  if (isWanted('flood')) {
    await report.step('1 GB of output', () => measureFlood(quick ? 1 : 5, measurements));
  }
  if (isWanted('window')) {
    await report.step('The window', (step) => measureWindow({ electron, env, quick, measurements, note: step.note }));
  }
  rmSync(SCRATCH, { recursive: true, force: true });

  const result: BenchResult = {
    date: new Date().toISOString(),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: inProject(), encoding: 'utf8' }).trim(),
    machine: {
      processors: cpus().length,
      processor: cpus()[0]?.model ?? 'unknown',
      memoryGiB: Math.round(totalmem() / 1024 ** 3),
      system: release(),
      node: process.versions.node,
      electron: electron.version,
      pocketbase: NEWEST_VERSION,
    },
    load: { before: before[0] ?? 0, after: loadavg()[0] ?? 0 },
    quick,
    measured: measurements.all(),
  };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${only ?? 'all'}.json`), `${JSON.stringify(result, null, 1)}\n`);
  report.line(`\n${tables(result)}`);
  if (args.includes('--write')) await writeDocument(result);
  return 0;
}

type Programs = Parameters<typeof measureLifecycle>[1];
