import { expect, test } from 'vitest';
import { createStartQueue } from './start-queue';

const going = (): AbortSignal => new AbortController().signal;

test('as many starts as there are places go on at once, the others follow in their order', async () => {
  const queue = createStartQueue(2, 60_000);
  const begun: number[] = [];
  const turns = [1, 2, 3, 4].map((number) => queue.turn(going()).then((end) => (begun.push(number), end)));
  const [endFirst] = await Promise.all(turns.slice(0, 2));
  expect(begun).toEqual([1, 2]);
  endFirst?.();
  endFirst?.();
  const endThird = await turns[2];
  expect(begun).toEqual([1, 2, 3]);
  endThird?.();
  await turns[3];
  expect(begun).toEqual([1, 2, 3, 4]);
});

test('one that is given up while it waits takes nobody’s turn', async () => {
  const queue = createStartQueue(1, 60_000);
  const end = await queue.turn(going());
  const givenUp = new AbortController();
  const second = queue.turn(givenUp.signal);
  const third = queue.turn(going());
  givenUp.abort();
  expect(await second).toBeNull();
  end?.();
  expect(await third).not.toBeNull();
  expect(await queue.turn(givenUp.signal)).toBeNull();
});

test('a start that takes long does not hold up the next one', async () => {
  const queue = createStartQueue(1, 20);
  await queue.turn(going());
  expect(await queue.turn(going())).not.toBeNull();
});

test('nobody has a turn before it opens; then as many as there are places', async () => {
  let open = (): void => undefined;
  const queue = createStartQueue(1, 60_000, new Promise<void>((resolve) => (open = resolve)));
  const begun: number[] = [];
  const givenUp = new AbortController();
  const turns = [going(), givenUp.signal, going()].map((signal, number) =>
    queue.turn(signal).then((end) => {
      if (end !== null) begun.push(number);
      return end;
    }),
  );
  givenUp.abort();
  await turns[1];
  expect(begun).toEqual([]);
  open();
  (await turns[0])?.();
  await turns[2];
  expect(begun).toEqual([0, 2]);
});
