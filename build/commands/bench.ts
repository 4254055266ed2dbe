/**
 * Measures the app beside a bare spawn and other process managers. `--only=lifecycle|managers|flood|window|data|command-line` runs a part,
 * `--quick` only tries it out, `--prepare` only installs what is compared, `--write` puts the result into
 * docs/performance.md.
 */
import { needsDisplay, startDisplay } from '../display';
import { ensureBuilt } from '../app-build';
import { type ElectronRuntime, obtainElectron } from '../electron-runtime';
import { ensurePocketBase, NEWEST_VERSION, openStore } from '../pocketbase-versions';
import { CACHE } from '../project';
import { Report } from '../report';
import { ensureSystemPackages } from '../system-packages';
import { join } from 'node:path';

export interface BenchOptions {
  readonly electron: ElectronRuntime;
  /** With a display and a session bus. */
  readonly env: NodeJS.ProcessEnv;
  readonly args: readonly string[];
  readonly report: Report;
}

export async function run(args: readonly string[]): Promise<number> {
  const report = new Report(process.stdout);
  await ensureSystemPackages('test', report);
  const electron = await obtainElectron(report);
  const store = await openStore(join(CACHE, 'pocketbase-versions'));
  for (const version of [NEWEST_VERSION, '0.28.4']) await ensurePocketBase(store, version, report);
  await ensureBuilt(report);
  const { runBench } = await loadBench();
  // A desktop of its own even where there is one: the notifications have to come to us.
  const display = process.platform === 'linux' || needsDisplay(process.env) ? await startDisplay() : undefined;
  try {
    return await runBench({ electron, env: { ...process.env, ...display?.env }, args, report });
  } finally {
    display?.stop();
  }
}

async function loadBench(): Promise<{ runBench(options: BenchOptions): Promise<number> }> {
  const bench = new URL('../../bench/run.ts', import.meta.url).href;
  return (await import(bench)) as { runBench(options: BenchOptions): Promise<number> };
}
