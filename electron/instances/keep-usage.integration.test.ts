import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { databaseBytes } from '../data/database-files';
import { HISTORY_BYTES, type UsageSlot } from '../../shared/usage-history';
import { endOf } from '../testing/served-records';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const MINUTE = 60_000;
let bench: Workbench;
let nowMs: number;
const now = (): Date => new Date(nowMs);
beforeEach(() => {
  nowMs = Math.ceil(Date.now() / MINUTE) * MINUTE;
  bench = createWorkbench({ now });
});
afterEach(() => bench.dispose());

/** Of the last minutes, oldest first. */
const minutes = (id: string, count: number, of = bench): readonly (UsageSlot | null)[] =>
  of.usage.history(id).hour.slots.slice(-count);
const nextMinute = async (): Promise<void> => {
  nowMs += MINUTE;
  await bench.usage.look();
};

test('one look measures all that run; what does not run has a gap, and its next process no processor time at first', async () => {
  const [blog, shop] = [await bench.create('blog', '0.40.6'), await bench.create('shop', '0.40.6')];
  await bench.untilRunning(blog.id);
  await bench.untilRunning(shop.id);
  let looked = 0;
  bench.usage.onLooked(() => (looked += 1));
  await bench.usage.look();
  await nextMinute();
  bench.instances.stop(shop.id);
  await bench.until(shop.id, 'stopped', ({ state }) => state.kind === 'stopped');
  await nextMinute();
  bench.instances.start(shop.id);
  await bench.untilRunning(shop.id);
  await nextMinute();

  expect(looked).toBe(4);
  expect(minutes(blog.id, 4).map((slot) => slot?.processorPercent === null)).toEqual([true, false, false, false]);
  const [, , , last] = minutes(blog.id, 4);
  // PocketBase takes some thirty million bytes, whatever the machine.
  expect(last?.memoryBytes).toBeGreaterThan(5e6);
  expect(last?.memoryBytes).toBeLessThan(500e6);
  expect(last?.databaseBytes).toBe(await databaseBytes(join(blog.folder, 'pb_data')));
  expect(minutes(shop.id, 2)).toEqual([null, expect.objectContaining({ processorPercent: null })]);
});

test('it is there again after a launch, takes a few kilobytes, and goes with the instance', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  await bench.usage.look();
  await nextMinute();
  const before = minutes(id, 2);
  await bench.quit();
  const path = join(bench.home, 'usage', `${id}.ring`);
  expect(statSync(path).size).toBe(HISTORY_BYTES);
  expect(statSync(path).mode & 0o777).toBe(0o600);

  const again = bench.reopen();
  await again.resume();
  expect(minutes(id, 2, again)).toEqual(before);
  await again.untilRunning(id);
  orThrow(await endOf(again.operating.deleteInstance(id, { name: 'blog', backUpFirst: false })));
  expect(existsSync(path)).toBe(false);
  await again.usage.end();
  expect(readdirSync(join(bench.home, 'usage'))).toEqual([]);
});

test('a damaged file is no history, and nothing else', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  await bench.usage.look();
  await bench.quit();
  writeFileSync(join(bench.home, 'usage', `${id}.ring`), 'cut');
  const again = bench.reopen();
  await again.resume();
  await again.untilRunning(id);
  expect(minutes(id, 1, again)).toEqual([null]);
  await again.usage.look();
  expect(minutes(id, 1, again)).not.toEqual([null]);
});
