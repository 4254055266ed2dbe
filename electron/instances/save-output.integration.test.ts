import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OUTPUT_LINES_KEPT, WHOLE_OUTPUT } from '../../shared/output';
import { errorWords } from '../../shared/words/error-words';
import { writeFileAtomically } from '../disk/atomic-file';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { OutputReader } from '../output/output-reader';
import { saveOutput } from './save-output';

let bench: Workbench;
let folder: string;
beforeEach(() => {
  bench = createWorkbench();
  folder = join(bench.home, 'saved');
  mkdirSync(folder);
});
afterEach(() => bench.dispose());

const save = (id: string, path: string) =>
  saveOutput(id, path, { instances: bench.instances, writeFile: writeFileAtomically });

test('all that is kept is written, in the place of an older file and for this user only', async () => {
  const { id, port } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  await expect
    .poll(() => orThrow(bench.instances.output(id)).lines.some(({ text }) => text.includes('Dashboard')))
    .toBe(true);
  const path = join(folder, 'out.txt');
  writeFileSync(path, 'older');
  chmodSync(path, 0o644);
  orThrow(await save(id, path));
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(`Server started at http://127.0.0.1:${String(port)}\n`);
  const shown = orThrow(bench.instances.output(id)).lines.filter(({ kind }) => kind === 'output');
  expect(text).toBe(`— Run 1 —\n${shown.map((line) => `${line.text}\n`).join('')}`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('far more than what is shown is found, and saved: every run, without secrets', async () => {
  const { id, port, folder: home } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  const hook = `routerAdd('GET', '/flood', (e) => {
    console.log('the first of many, password=swordfish');
    for (let i = 0; i < 5000; i++) console.log('line ' + i);
    return e.json(200, {});
  })`;
  orThrow(bench.instances.stop(id));
  await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  // Not while it runs: PocketBase would start itself anew.
  writeFileSync(join(home, 'pb_hooks', 'flood.pb.js'), hook);
  orThrow(bench.instances.start(id));
  await bench.until(id, 'started again', ({ state }) => state.kind === 'running' && state.runNumber === 2);
  await expect.poll(async () => (await fetch(`http://127.0.0.1:${String(port)}/flood`)).status).toBe(200);
  await expect.poll(() => orThrow(bench.instances.output(id)).last(1)[0]?.text).toContain('line 4999');

  const shown = orThrow(bench.instances.output(id)).last(OUTPUT_LINES_KEPT);
  expect(shown.some(({ text }) => text.includes('the first of many'))).toBe(false);
  const kept = orThrow(bench.instances.keptOutput(id));
  const search = (text: string) => new OutputReader().find({ instanceId: id, filter: WHOLE_OUTPUT, text }, kept);
  expect(orThrow(await search('the first of many'))).toMatchObject({ matches: 1 });
  expect(orThrow(await search('Server started'))).toMatchObject({ matches: 2 });
  expect(orThrow(await search('swordfish'))).toMatchObject({ matches: 0 });

  const path = join(folder, 'out.txt');
  orThrow(await save(id, path));
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(/^— Run 1 —\n[^]*\n— Run 2 —\n[^]*the first of many, password=\[removed\]\n/);
  expect(text.match(/line \d+$/gm)).toHaveLength(5000);
});

test('where it cannot be written, that is said and nothing is left there', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  const path = join(folder, 'out.txt');
  mkdirSync(path);
  const saved = await save(id, path);
  if (saved.ok) throw new Error('was written');
  const { title, text } = errorWords(saved.error);
  expect(title).toBe('The file could not be written');
  expect(text).toMatch(/out\.txt: .*(EISDIR|directory).* Choose another place\.$/);
  expect(readdirSync(folder)).toEqual(['out.txt']);
  expect(await save('zzzzzzzzzzzzzzz', path)).toMatchObject({ error: { code: 'unknown-instance' } });
});
