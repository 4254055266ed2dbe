/** B16: a version of a newer generation than any that was tried. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorWords } from '../../shared/words/error-words';
import { openFolder } from '../new-instance/open-folder';
import { createInstance, newInstanceDefaults } from '../new-instance/create-instance';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const WHY =
  'Basekeeper does not know the generation of PocketBase 1.0.0: it was tried up to 0.40.6, and a new first number may mean another kind of data and command line. Look for a newer Basekeeper. Choose another version.';

let bench: Workbench;
beforeEach(() => void (bench = createWorkbench()));
afterEach(() => bench.dispose());

test('B16: is refused before anything is touched, wherever it can be typed', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  expect(orThrow(await bench.operating.previewVersion(id, '1.0.0')).refused).toBe(WHY);
  for (const tryFirst of [true, false]) {
    const changed = await bench.operating.changeVersion(id, '1.0.0', tryFirst);
    expect(changed.ok ? '' : errorWords(changed.error).text).toBe(WHY);
  }
  const source = { kind: 'file', path: '/not/looked/at.zip' } as const;
  const restored = await bench.operating.restore(id, { source, parts: ['pb_data'], version: '1.0.0' });
  expect(restored.ok ? '' : errorWords(restored.error).text).toBe(WHY);
  expect(bench.now(id)).toMatchObject({ version: '0.40.6', state: { kind: 'running' } });
  expect(bench.store.snapshot().state.operations).toEqual([]);

  const defaults = orThrow(await newInstanceDefaults(bench.creation));
  const input = { ...defaults, port: Number(defaults.port), name: 'shop', version: '1.0.0' };
  const created = await createInstance(input, bench.creation);
  expect(created.ok ? '' : errorWords(created.error).text).toBe(WHY);
  const opened = await openFolder(
    { folder: '/not/looked/at', name: 'shop', port: 8099, version: '1.0.0' },
    bench.opening,
    bench.operating.changeVersion,
  );
  expect(opened.ok ? '' : errorWords(opened.error).text).toBe(WHY);
  expect(bench.store.snapshot().state.instances).toHaveLength(1);
});
