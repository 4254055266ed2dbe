import { expect, test } from 'vitest';
import { mayDelete, mayRemoveFromList, unlessUnderway } from './allowed';

const STOPPED = { intent: { run: false, maintenance: null }, state: { kind: 'stopped' } } as const;
const WAITING = {
  intent: { run: true, maintenance: null },
  state: { kind: 'waiting', run: 1, since: '2026-01-01T00:00:00.000Z', delayMs: 1000 },
} as const;

test('another operation is waited for, by its name', () => {
  expect(unlessUnderway(undefined)).toEqual({ allowed: true });
  expect(unlessUnderway({ kind: 'backup' })).toEqual({ allowed: false, why: 'Backup is not finished. Wait for it.' });
});

test('only what is fully stopped leaves the list', () => {
  expect(mayRemoveFromList(STOPPED, undefined)).toEqual({ allowed: true });
  expect(mayRemoveFromList(WAITING, undefined)).toMatchObject({ why: 'Stop it or turn maintenance on first.' });
  expect(mayRemoveFromList(STOPPED, { kind: 'clone' })).toMatchObject({ why: 'Clone is not finished. Wait for it.' });
});

test('a deletion needs the exact name', () => {
  expect(mayDelete('blog', 'blog')).toEqual({ allowed: true });
  for (const typed of ['', 'Blog', 'blog ', 'blo']) {
    expect(mayDelete(typed, 'blog')).toEqual({ allowed: false, why: 'Type “blog” first.' });
  }
});
