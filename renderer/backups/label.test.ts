import { expect, it } from 'vitest';
import { labelProblem } from './label';

it('a label may be empty or anything up to 1 kB on one line', () => {
  expect(labelProblem('')).toBeUndefined();
  expect(labelProblem('before the big change ✓')).toBeUndefined();
  expect(labelProblem('ä'.repeat(512))).toBeUndefined();
});

it('B34: a label says which rule it breaks', () => {
  expect(labelProblem('ä'.repeat(513))).toBe('Label must have at most 1 kB');
  expect(labelProblem('one\ntwo')).toBe('Label must not contain line breaks or control characters');
});
