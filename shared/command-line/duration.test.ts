import { expect, test } from 'vitest';
import { momentMs } from './duration';

test('a day begins at its local midnight, and a time without a zone is local', () => {
  expect(momentMs('2026-03-01')).toBe(new Date(2026, 2, 1).getTime());
  expect(momentMs('2026-03-01T09:00')).toBe(new Date(2026, 2, 1, 9).getTime());
  expect(momentMs('2026-03-01 09:00:30')).toBe(new Date(2026, 2, 1, 9, 0, 30).getTime());
  expect(momentMs(' 2026-03-01T09:00:00.5Z ')).toBe(Date.UTC(2026, 2, 1, 9, 0, 0, 500));
  expect(momentMs('2026-03-01T09:00+02:00')).toBe(Date.UTC(2026, 2, 1, 7));
});

test.each(['yesterday 5', '5', '09:00', '2026-3-1', '2026-13-01', '2026-03-01T25:00', '2026-03-01 later', ''])(
  '“%s” is no moment',
  (text) => {
    expect(momentMs(text)).toBeNull();
  },
);
