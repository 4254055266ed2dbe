/** Measures part by part, tells what it measures, and leaves the values in .cache/bench/. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { BenchOptions } from '../build/commands/bench';
import { NEWEST_VERSION } from '../build/pocketbase-versions';
import { CACHE, inProject } from '../build/project';
import { buildRelay } from '../build/relay';
import { StepFailure } from '../build/report';
import { Bare } from './contenders/bare';
import { Basekeeper } from './contenders/basekeeper';
import type { Contender, Program } from './contenders/contender';
import { Pm2 } from './contenders/pm2';
import { Supervisord } from './contenders/supervisord';
import { tables, writeDocument } from './document';
import { measureStatus, openListening } from './figures/command-line';
import { measureData } from './figures/data';
import { measureFlood } from './figures/flood';
import { measureClose, measureLifecycle, type Repeats } from './figures/lifecycle';
import { measureManagers } from './figures/managers';
import { measureWindow } from './figures/window';
import { makeHome, SCRATCH } from './homes';
import { Measurements } from './measurements';
import { obtainPeers, type Peers } from './peers';
import { PARTS, type Part, type PartResult } from './result';

const RESULTS = join(CACHE, 'bench');
/** Lasts for the whole run: pm2 makes its folders once, when it is loaded. */
const PM2_HOME = join(RESULTS, 'pm2');
const FULL: Repeats = { single: 100, many: 5 };
const QUICK: Repeats = { single: 5, many: 1 };

/** Returns the exit code. A part that fails does not take the others with it. */
export async function runBench(options: BenchOptions): Promise<number> {
  const { args, report } = options;
  const peers = await obtainPeers(report);
  if (args.includes('--prepare')) return 0;
  mkdirSync(RESULTS, { recursive: true });
  rmSync(PM2_HOME, { recursive: true, force: true });
  let failed = false;
  for (const part of partsOf(args)) {
    rmSync(SCRATCH, { recursive: true, force: true, maxRetries: 20 });
    const measurements = new Measurements();
    const before = loadavg();
    try {
      await measure(part, options, peers, measurements);
    } catch (error) {
      failed = true;
      report.line(`The part “${part}” failed: ${String((error as Error).stack)}`);
    }
    const result: PartResult = {
      part,
      date: new Date().toISOString(),
      commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: inProject(), encoding: 'utf8' }).trim(),
      machine: machineWith(options.electron.version),
      load: { before: before[0] ?? 0, after: loadavg()[0] ?? 0 },
      isComplete: !failed && !args.includes('--quick'),
      measured: measurements.all(),
    };
    writeFileSync(join(RESULTS, `${part}.json`), `${JSON.stringify(result, null, 1)}\n`);
  }
  rmSync(SCRATCH, { recursive: true, force: true, maxRetries: 20 });
  const results = PARTS.flatMap(readResult);
  report.line(`\n${tables(results)}`);
  if (args.includes('--write')) await writeDocument(results);
  return failed ? 1 : 0;
}

function partsOf(args: readonly string[]): readonly Part[] {
  const only = args.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
  if (only === undefined) return PARTS;
  const part = PARTS.find((each) => each === only);
  if (part === undefined) throw new StepFailure(`There is no part “${only}”. The parts are ${PARTS.join(', ')}.`);
  return [part];
}

async function measure(
  part: Part,
  { electron, env, args, report }: BenchOptions,
  peers: Peers,
  measurements: Measurements,
): Promise<void> {
  const quick = args.includes('--quick');
  switch (part) {
    case 'lifecycle': {
      const { path, programs } = await report.step('Making 20 instances', () => makeHome(20));
      for (const { name, open } of contenders(peers, path, programs)) {
        await report.step(`Deaths, starts and stops: ${name}`, () =>
          measureLifecycle(open, programs, quick ? QUICK : FULL, measurements),
        );
        await report.step(`Quitting: ${name}`, () => measureClose(open, programs, quick ? 1 : 5, measurements));
      }
      return;
    }
    case 'managers': {
      const { path, programs } = await report.step('Making 20 instances', () => makeHome(20));
      for (const { name, open } of contenders(peers, path, programs).filter((one) => one.name !== 'bare')) {
        await report.step(`At rest: ${name}`, () =>
          measureManagers(open, programs, quick ? 2_000 : 30_000, measurements),
        );
      }
      return;
    }
    case 'command-line': {
      const { path, programs } = await report.step('Making 20 instances', () => makeHome(20));
      await report.step('Commands that tell the state', () =>
        measureCommands({ peers, home: path, programs, repeats: quick ? 3 : 30 }, measurements),
      );
      return;
    }
    case 'flood':
      await report.step('1 GiB of output', () => measureFlood(quick ? 1 : 5, measurements));
      return;
    case 'data':
      await report.step('1 GiB of data', () => measureData(quick, measurements));
      return;
    case 'window':
      await report.step('The window', ({ note }) => measureWindow({ electron, env, quick, measurements, note }));
  }
}

async function measureCommands(
  { peers, home, programs, repeats }: { peers: Peers; home: string; programs: readonly Program[]; repeats: number },
  measurements: Measurements,
): Promise<void> {
  const relay = await buildRelay();
  const app = await openListening(home, programs);
  const env = { BASEKEEPER_HOME: home };
  await measureStatus({ name: 'basekeeper', command: [relay, 'status', '--json'], env }, repeats, measurements);
  await app.quit();
  if (peers.pm2 !== null) {
    const pm2 = await Pm2.open(peers.pm2, PM2_HOME);
    for (const program of programs) await pm2.start(program);
    const command = [join(peers.pm2, 'node_modules', '.bin', 'pm2'), 'jlist'] as const;
    await measureStatus({ name: 'pm2', command, env: { PM2_HOME } }, repeats, measurements);
    await pm2.close();
  }
  if (peers.supervisord !== null) {
    const daemon = await Supervisord.open(peers.supervisord, join(SCRATCH, 'supervisord'), programs);
    for (const program of programs) await daemon.start(program);
    const command = daemon.statusCommand();
    await measureStatus({ name: 'supervisord', command, env: {} }, repeats, measurements);
    await daemon.close();
  }
}

interface Opener {
  readonly name: string;
  readonly open: () => Promise<Contender>;
}

function contenders({ pm2, supervisord }: Peers, home: string, programs: readonly Program[]): readonly Opener[] {
  const all: Opener[] = [
    { name: 'bare', open: () => Promise.resolve(new Bare()) },
    { name: 'Basekeeper', open: () => Basekeeper.open(home) },
  ];
  if (pm2 !== null) all.push({ name: 'pm2', open: () => Pm2.open(pm2, PM2_HOME) });
  if (supervisord !== null) {
    const folder = join(SCRATCH, 'supervisord');
    all.push({ name: 'supervisord', open: () => Supervisord.open(supervisord, folder, programs) });
  }
  return all;
}

const machineWith = (electron: string): PartResult['machine'] => ({
  processors: cpus().length,
  processor: cpus()[0]?.model ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 1024 ** 3),
  system: release(),
  node: process.versions.node,
  electron,
  pocketbase: NEWEST_VERSION,
});

/** Parts may have been measured at different times; one that never was is left out. */
function readResult(part: Part): readonly PartResult[] {
  try {
    return [JSON.parse(readFileSync(join(RESULTS, `${part}.json`), 'utf8')) as PartResult];
  } catch {
    return [];
  }
}
