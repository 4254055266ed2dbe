import { expect, test } from 'vitest';
import { mayDelete, mayRemoveFromList } from './allowed';

const STOPPED = { intent: { shouldRun: false, maintenance: null }, state: { kind: 'stopped' } } as const;
const WAITING = {
  intent: { shouldRun: true, maintenance: null },
  state: { kind: 'waiting', runNumber: 1, since: '2026-01-01T00:00:00.000Z', delayMs: 1000 },
} as const;

test('only what is fully stopped leaves the list', () => {
  expect(mayRemoveFromList(STOPPED, undefined)).toEqual({ allowed: true });
  expect(mayRemoveFromList(WAITING, undefined)).toMatchObject({ why: 'Stop it or turn maintenance on first.' });
  expect(mayRemoveFromList(STOPPED, { kind: 'clone' })).toMatchObject({
    why: 'Clone is running. Wait for it, or cancel it under Tasks.',
  });
});

test('a deletion needs the exact name', () => {
  expect(mayDelete('blog', 'blog')).toEqual({ allowed: true });
  for (const typed of ['', 'Blog', 'blog ', 'blo']) {
    expect(mayDelete(typed, 'blog')).toEqual({ allowed: false, why: 'Type “blog” first.' });
  }
});
