import { expect, test } from 'vitest';
import { decidePageRemedy, type PageRemedy } from './page-failures';

/** Failures of the page itself, by second, and what followed each. */
function remedies(...seconds: readonly number[]): readonly PageRemedy[] {
  let failedAtMs: readonly number[] = [];
  return seconds.map((second) => {
    const decided = decidePageRemedy({ failedAtMs, nowMs: second * 1000, wasFallback: false });
    ({ failedAtMs } = decided);
    return decided.remedy;
  });
}

test('a page that failed is loaded again, three times within a minute', () => {
  expect(remedies(0, 1, 2, 3)).toEqual(['load-again', 'load-again', 'load-again', 'show-fallback']);
});

test('a page that fails now and then is always loaded again', () => {
  expect(remedies(0, 30, 60, 90, 120, 150)).toEqual(Array(6).fill('load-again'));
});

test('where not even the page without a program can be shown, the window closes', () => {
  expect(decidePageRemedy({ failedAtMs: [0, 1, 2, 3], nowMs: 4, wasFallback: true }).remedy).toBe('close-window');
});
