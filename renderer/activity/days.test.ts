import { expect, it } from 'vitest';
import type { ActivityEntry } from '../../shared/activity';
import { daysOf } from './days';

const at = (sequence: number, day: number, month = 2): ActivityEntry => ({
  sequence,
  at: new Date(2026, month, day, 12).toISOString(),
  kind: 'task',
  text: String(sequence),
});
const shown = (entries: readonly ActivityEntry[]) =>
  daysOf(entries, new Date(2026, 2, 1, 9)).map(
    ({ title, entries: of }) => `${title}: ${of.map(({ text }) => text).join(' ')}`,
  );

it('what happened is shown by days, newest first, also over the end of a month', () => {
  expect(shown([at(1, 26, 1), at(2, 28, 1), at(3, 28, 1), at(4, 1), at(5, 1)])).toEqual([
    'Today: 5 4',
    'Yesterday: 3 2',
    '26 Feb 2026: 1',
  ]);
});

it('a clock that was set back changes the days, and not the order', () => {
  expect(shown([at(1, 1), at(2, 26, 1), at(3, 1)])).toEqual(['Today: 3', '26 Feb 2026: 2', 'Today: 1']);
});

it('a time that cannot be read is said to be unknown', () => {
  expect(shown([{ ...at(1, 1), at: 'x' }])).toEqual(['an unknown day: 1']);
});
