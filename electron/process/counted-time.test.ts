import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { afterCounted, countable, countedWait } from './counted-time';

const going = (): AbortSignal => new AbortController().signal;

/** As if the whole process were stopped and continued: nothing of it runs. */
const freeze = (milliseconds: number): unknown =>
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

test('a time that was waited is over when it has passed, and not before', async () => {
  const beganMs = performance.now();
  await countedWait(600, going());
  expect(performance.now() - beganMs).toBeGreaterThanOrEqual(598);
});

test('after a pause of our own nothing is over before what came in meanwhile has been read', async () => {
  const events: string[] = [];
  const over = new Promise<void>((done) =>
    afterCounted(1000, going(), () => {
      events.push('over');
      done();
    }),
  );
  await countedWait(900, going());
  freeze(3000);
  // What waits in a socket is read after the timers that are due.
  setImmediate(() => events.push('read'));
  await over;
  expect(events).toEqual(['read', 'over']);
});

test('of a pause of our own only a moment counts', async () => {
  const waited = countedWait(2000, going());
  const beganMs = performance.now();
  freeze(3000);
  await waited;
  expect(performance.now() - beganMs).toBeGreaterThanOrEqual(4400);
  expect(countable(3000, 500)).toBe(1000);
  expect(countable(510, 500)).toBe(510);
});

test('what is aborted is never over, and nobody waits for it', async () => {
  const given = new AbortController();
  let isOver = false;
  afterCounted(20, given.signal, () => (isOver = true));
  const waited = countedWait(60_000, given.signal);
  given.abort();
  await waited;
  await countedWait(60_000, given.signal);
  await countedWait(60, going());
  expect(isOver).toBe(false);
});
