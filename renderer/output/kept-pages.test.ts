import { expect, test } from 'vitest';
import type { Bridge } from '../../shared/ipc';
import { WHOLE_OUTPUT, type KeptLine, type OutputPage, type PagePlace } from '../../shared/output';
import { ok, type Result } from '../../shared/result';
import { blockRange, KeptPages, rowsIn } from './kept-pages';

const line = (row: number): KeptLine => ({
  ...{
    row,
    line: row + 1,
    run: 1,
    startsRun: row === 0,
    text: `line ${String(row)}`,
    level: null,
    atMs: 0,
    styles: [],
  },
});

interface Asked {
  readonly place: PagePlace;
  readonly count: number;
  readonly answer: (page?: Partial<OutputPage>) => Promise<void>;
}

/** Stands for main, with an output of so many rows. */
function mainWith(rows: { first: number; end: number }) {
  const asked: Asked[] = [];
  const call = (_name: string, { place, count }: { place: PagePlace; count: number }): Promise<Result<OutputPage>> =>
    new Promise((resolve) => {
      const { first, end } = rows;
      const from =
        place.kind === 'newest' ? Math.max(first, end - count) : place.kind === 'row' ? place.row : place.line;
      const lines = Array.from({ length: Math.max(0, Math.min(count, end - from)) }, (_, index) => line(from + index));
      const answer = async (page: Partial<OutputPage> = {}): Promise<void> => {
        const amounts = { kept: { lines: end - first, bytes: 1 }, lastLine: end, ownQuestions: 0, runs: [] };
        resolve(ok({ generation: 1, firstRow: first, endRow: end, lines, ...amounts, ...page }));
        await new Promise((done) => setImmediate(done));
      };
      asked.push({ place, count, answer });
    });
  const pages = new KeptPages({ call } as unknown as Bridge, 'a', WHOLE_OUTPUT);
  return { asked, pages, rows };
}

const held = (pages: KeptPages): number => [...pages.get().blocks.values()].flat().length;

test('only what is wanted is asked for, neighbours together, and only once', async () => {
  const { asked, pages } = mainWith({ first: 0, end: 1_000_000 });
  void pages.refresh();
  await asked[0]?.answer();
  expect(pages.get()).toMatchObject({ loaded: true, firstRow: 0, endRow: 1_000_000 });
  expect(held(pages)).toBe(200);
  pages.want([10, 11, 12, 19_999]);
  pages.want([10, 11, 12]);
  expect(asked.slice(1)).toMatchObject([{ place: { kind: 'row', row: 500 }, count: 150 }]);
  await asked[1]?.answer();
  expect(pages.get().blocks.get(11)?.[0]?.text).toBe('line 550');
  pages.want([10, 11, 12]);
  expect(asked).toHaveLength(2);
});

test('of a long walk only the last blocks are held', async () => {
  const { asked, pages } = mainWith({ first: 0, end: 1_000_000 });
  void pages.refresh();
  await asked[0]?.answer();
  for (let block = 0; block < 500; block += 4) {
    pages.want([block, block + 1, block + 2, block + 3]);
    await asked.at(-1)?.answer();
  }
  expect(held(pages)).toBeLessThanOrEqual(60 * 50);
  expect(pages.get().blocks.get(499)).toHaveLength(50);
});

test('what comes at the end is added, and an unchanged block stays the same object', async () => {
  const { asked, pages, rows } = mainWith({ first: 0, end: 120 });
  void pages.refresh();
  await asked[0]?.answer();
  const before = pages.get().blocks;
  rows.end = 130;
  void pages.refresh();
  await asked[1]?.answer();
  expect(pages.get().endRow).toBe(130);
  expect(pages.get().blocks.get(1)).toBe(before.get(1));
  expect(pages.get().blocks.get(2)).toHaveLength(30);
});

test('looks at the end do not pile up: one after the other, and the last one is not forgotten', async () => {
  const { asked, pages } = mainWith({ first: 0, end: 10 });
  void pages.refresh();
  void pages.refresh();
  void pages.refresh();
  expect(asked).toHaveLength(1);
  await asked[0]?.answer();
  expect(asked).toHaveLength(2);
  await asked[1]?.answer();
  expect(asked).toHaveLength(2);
});

test('an answer to another filter or an older generation is dropped', async () => {
  const { asked, pages } = mainWith({ first: 0, end: 10 });
  void pages.refresh();
  pages.setFilter({ ...WHOLE_OUTPUT, levels: 'errors' });
  await asked[0]?.answer();
  expect(pages.get().loaded).toBe(false);
  await asked[1]?.answer({ generation: 5, endRow: 3, lines: [line(0), line(1), line(2)] });
  expect(pages.get()).toMatchObject({ loaded: true, endRow: 3 });
  void pages.refresh();
  await asked[2]?.answer({ generation: 4 });
  expect(pages.get().endRow).toBe(3);
});

test('in another generation nothing of before is shown', async () => {
  const { asked, pages } = mainWith({ first: 0, end: 300 });
  void pages.refresh();
  await asked[0]?.answer();
  void pages.refresh();
  await asked[1]?.answer({ generation: 2, endRow: 20, lines: [line(19)] });
  expect([...pages.get().blocks.keys()]).toEqual([0]);
  expect(held(pages)).toBe(1);
});

test('blocks keep their numbers while the oldest rows go', () => {
  expect(blockRange({ firstRow: 0, endRow: 0 })).toEqual({ first: 0, count: 0 });
  expect(blockRange({ firstRow: 70, endRow: 151 })).toEqual({ first: 1, count: 3 });
  expect(rowsIn(1, { firstRow: 70, endRow: 151 })).toBe(30);
  expect(rowsIn(3, { firstRow: 70, endRow: 151 })).toBe(1);
});
