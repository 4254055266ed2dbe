import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorWords } from '../../shared/words/error-words';
import { writeFileAtomically } from '../storage/atomic-file';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
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

test('the output that is shown is written, in the place of an older file and for this user only', async () => {
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
  expect(text).toBe(
    orThrow(bench.instances.output(id))
      .lines.map((line) => `${line.text}\n`)
      .join(''),
  );
  expect(statSync(path).mode & 0o777).toBe(0o600);
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
