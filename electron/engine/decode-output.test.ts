import { expect, test } from 'vitest';
import { COPIED_MAX_LENGTH, LINE_SHOWN_LENGTH, OUTPUT_LINES_KEPT, WANTED_MAX_LENGTH } from '../../shared/output';
import { errorWords } from '../../shared/words/error-words';
import { decode } from './decode';

const said = (input: object): string => {
  const decoded = decode('search-output', { instanceId: 'a'.repeat(15), text: 'x', ...input });
  return decoded.ok ? 'accepted' : errorWords(decoded.error).text;
};

test('what is looked for is a text of a bounded length, and a match is a number from one on', () => {
  expect(said({ match: 1, onlyMatches: true, anew: true })).toBe('accepted');
  expect(said({ text: 'x'.repeat(WANTED_MAX_LENGTH) })).toBe('accepted');
  expect(said({ text: 'x'.repeat(WANTED_MAX_LENGTH + 1) })).toContain('must have at most 500 characters');
  expect(said({ text: '' })).toContain('must not be empty');
  expect(said({ text: 7 })).toContain('must be text');
  for (const match of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1'])
    expect(said({ match }), String(match)).toMatch(/must be (a|at least)/);
  expect(said({ instanceId: '../x' })).toContain('must be the id of an instance');
});

test('all lines that are shown can be copied, however long they are', () => {
  const shown = OUTPUT_LINES_KEPT * (LINE_SHOWN_LENGTH + ' … (line shortened)\n'.length);
  expect(COPIED_MAX_LENGTH).toBeGreaterThanOrEqual(shown);
});
