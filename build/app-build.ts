/** Builds what `<electron> .` starts, and knows when that is not necessary. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { inProject, PROJECT, tool } from './project';
import { type Report, StepFailure } from './report';

const OUTPUTS = ['out/main/index.cjs', 'out/main/job.cjs', 'out/preload/index.cjs', 'out/renderer/index.html'];
const SOURCES = [
  'shared',
  'electron',
  'renderer',
  // Part of the app as its Help.
  'docs',
  'build/electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];

export async function ensureBuilt(report: Report): Promise<void> {
  if (await isFresh()) return;
  await build(report);
}

export async function build(report: Report): Promise<void> {
  await report.step('Building the app', async () => {
    const [node, electronVite] = tool('electron-vite/bin/electron-vite.js');
    const run = await execa(node, [electronVite, 'build', '--config', 'build/electron.vite.config.ts'], {
      cwd: PROJECT,
      stdin: 'ignore',
      all: true,
      reject: false,
    });
    if (!run.failed) return;
    throw new StepFailure(`${run.all}\n\nThe app could not be built. Correct what is said above and run this again.`);
  });
}

/** True if every output is newer than everything it is made of. */
async function isFresh(): Promise<boolean> {
  const outputs = await Promise.all(OUTPUTS.map((path) => modifiedMs(inProject(path))));
  const oldestOutput = Math.min(...outputs.map((ms) => ms ?? 0));
  const newest = await Promise.all(SOURCES.map((path) => newestMs(inProject(path))));
  return oldestOutput > Math.max(...newest);
}

const modifiedMs = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );

/** Folders count too: their time changes when a file in them is removed or renamed. */
async function newestMs(path: string): Promise<number> {
  const own = (await modifiedMs(path)) ?? 0;
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  const inside = await Promise.all(
    entries
      .filter((entry) => !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => (entry.isDirectory() ? newestMs(join(path, entry.name)) : modifiedMs(join(path, entry.name)))),
  );
  return Math.max(own, ...inside.map((ms) => ms ?? 0));
}
