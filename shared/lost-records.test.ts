import { describe, expect, test } from 'vitest';
import { isAccepted, lostRecords, recordsDiffer } from './lost-records';

const data = (rows: Readonly<Record<string, number>>) => ({
  tables: Object.entries(rows).map(([name, count]) => ({ name, rows: count })),
});

describe('records are lost', () => {
  test('where a table of people has fewer rows, or is gone; more rows and other tables are no loss', () => {
    const before = data({ posts: 30, tags: 4, users: 2, _logs: 900, _litestream_seq: 1 });
    expect(lostRecords(before, data({ posts: 31, tags: 4, users: 2, comments: 1 }))).toEqual([]);
    expect(lostRecords(before, data({ posts: 12, users: 2 }))).toEqual([
      { table: 'posts', before: 30, after: 12 },
      { table: 'tags', before: 4, after: null },
    ]);
  });

  test('but that data was written to shows in more rows, too', () => {
    expect(recordsDiffer(data({ posts: 1 }), data({ posts: 2 }))).toBe(true);
    expect(recordsDiffer(data({ posts: 1, _logs: 1 }), data({ posts: 1, _logs: 2 }))).toBe(false);
  });
});

describe('a loss is accepted', () => {
  const shown = [
    { table: 'posts', before: 30, after: 12 },
    { table: 'tags', before: 4, after: null },
  ];
  test('as it was shown, also when there are more records by now', () => {
    expect(isAccepted(shown, shown)).toBe(true);
    expect(isAccepted([{ table: 'posts', before: 40, after: 22 }], shown)).toBe(true);
    expect(isAccepted([], [])).toBe(true);
  });
  test('and not one that is larger, or of another table', () => {
    expect(isAccepted([{ table: 'posts', before: 30, after: 11 }], shown)).toBe(false);
    expect(isAccepted([{ table: 'posts', before: 30, after: null }], shown)).toBe(false);
    expect(isAccepted([{ table: 'users', before: 2, after: 1 }], shown)).toBe(false);
    expect(isAccepted(shown, [])).toBe(false);
  });
});
