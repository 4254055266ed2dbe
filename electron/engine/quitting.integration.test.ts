/** The app is quit while something is underway; what the next launch says of it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { taskEndInWords } from '../../shared/words/task-words';
import { leftBehindIn } from '../testing/served-records';
import { createWorkbench, orThrow, type Workbench, type WorkbenchOptions } from '../testing/workbench';

let bench: Workbench;
afterEach(() => bench.dispose());

/** Quits as soon as an operation has done this step; resolves when all has ended. */
async function quitAfter(step: string, begin: (id: string) => Promise<unknown>, options: WorkbenchOptions = {}) {
  let quit: Promise<void> | undefined;
  bench = createWorkbench({
    ...options,
    afterStep: (done) => {
      if (done === step) quit ??= bench.quit();
    },
  });
  const { id } = await bench.create('blog', '0.39.11');
  const instance = await bench.untilRunning(id);
  await begin(id);
  expect(quit, `it comes to ${step}`).toBeDefined();
  await quit;
  return instance;
}

async function tasksAtNextLaunch(): Promise<readonly string[]> {
  const again = bench.reopen();
  await again.resume();
  return again.store.snapshot().state.operations.map(taskEndInWords);
}

const ENDED = 'Cancelled because Basekeeper was quit. Nothing was changed. You can try again at any time.';

test('a backup that quitting ended is told at the next launch, once, and nothing of it is left', async () => {
  const { folder } = await quitAfter('copied-for-backup', async (id) => {
    await orThrow(bench.operating.backUp(id, { reason: 'manual', label: '' })).ended;
  });
  expect(await tasksAtNextLaunch()).toEqual([`Backup of blog: ${ENDED}`]);
  expect(leftBehindIn(folder)).toEqual([]);
  expect(await tasksAtNextLaunch()).toEqual([]);
});

test('a change of version that quitting ended before the exchange is told, and the instance is served as before', async () => {
  const { id } = await quitAfter('filled-new-folder', async (instanceId) => {
    await orThrow(await bench.operating.changeVersion(instanceId, '0.40.6', false)).ended;
  });
  const again = bench.reopen();
  await again.resume();
  expect(again.store.snapshot().state.operations.map(taskEndInWords)).toEqual([`Change of version of blog: ${ENDED}`]);
  expect((await again.untilRunning(id)).version).toBe('0.39.11');
});

test('what gets finished while the app is being quit is not told as ended', async () => {
  await quitAfter('noted-swapping', async (id) => {
    await orThrow(await bench.operating.changeVersion(id, '0.40.6', false)).ended;
  });
  expect(await tasksAtNextLaunch()).toEqual([]);
});

test('quitting waits for an instance that is being made: it is whole, and served at the next launch', async () => {
  const begun = new Promise<void>((resolve) => {
    bench = createWorkbench({
      afterStep: (done) => {
        if (done === 'claimed-folder') resolve();
      },
    });
  });
  const creation = bench.create('blog', '0.40.6');
  await begun;
  await bench.quit();
  expect(bench.journal.load()).toEqual([]);
  const { id } = await creation;
  const again = bench.reopen();
  await again.resume();
  await again.untilRunning(id);
});

test('a process whose end could not be noted while the app was being quit has not failed', async () => {
  bench = createWorkbench();
  const { id } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  const record = join(bench.home, 'runs', `${id}.json`);
  const whileRunning = readFileSync(record);
  await bench.quit();
  // As when the computer goes down before all instances have ended.
  writeFileSync(record, whileRunning);
  const again = bench.reopen();
  await again.resume();
  expect((await again.untilRunning(id)).incidents).toEqual([]);
  expect(again.store.snapshot().state.notices).toEqual([]);
});
