import { expect, test } from 'vitest';
import {
  COPIED_MAX_LENGTH,
  LINE_SHOWN_LENGTH,
  OUTPUT_LINES_KEPT,
  WANTED_MAX_LENGTH,
  WHOLE_OUTPUT,
} from '../../shared/output';
import { errorWords } from '../../shared/words/error-words';
import { decode } from './decode';

const said = (input: object): string => {
  const decoded = decode('search-output', { instanceId: 'a'.repeat(15), filter: WHOLE_OUTPUT, text: 'x', ...input });
  return decoded.ok ? 'accepted' : errorWords(decoded.error).text;
};

test('what is looked for is a text of a bounded length, and a match is a number from one on', () => {
  expect(said({ match: 1 })).toBe('accepted');
  expect(said({ text: 'x'.repeat(WANTED_MAX_LENGTH) })).toBe('accepted');
  expect(said({ text: 'x'.repeat(WANTED_MAX_LENGTH + 1) })).toContain('must have at most 500 characters');
  expect(said({ text: '' })).toContain('must not be empty');
  expect(said({ text: 7 })).toContain('must be text');
  for (const match of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1'])
    expect(said({ match }), String(match)).toMatch(/must be (a|at least)/);
  expect(said({ instanceId: '../x' })).toContain('must be the id of an instance');
});

test('a page has a place and a bounded number of lines, and a filter says all it filters by', () => {
  const asked = (input: object): string => {
    const page = { instanceId: 'a'.repeat(15), filter: WHOLE_OUTPUT, place: { kind: 'newest' }, count: 100, ...input };
    const decoded = decode('read-output', page);
    return decoded.ok ? 'accepted' : errorWords(decoded.error).text;
  };
  expect(asked({})).toBe('accepted');
  expect(asked({ place: { kind: 'row', row: 0 } })).toBe('accepted');
  expect(asked({ filter: { ...WHOLE_OUTPUT, run: 3, levels: 'errors', text: 'x', afterLine: 7 } })).toBe('accepted');
  for (const wrong of [
    { count: 0 },
    { count: 401 },
    { count: 1.5 },
    { place: { kind: 'row' } },
    { place: { kind: 'row', row: -1 } },
    { place: { kind: 'line', line: Number.POSITIVE_INFINITY } },
    { filter: { ...WHOLE_OUTPUT, levels: 'fatal' } },
    { filter: { ...WHOLE_OUTPUT, run: 0 } },
    { filter: { ...WHOLE_OUTPUT, text: 'x'.repeat(WANTED_MAX_LENGTH + 1) } },
    { filter: {} },
  ])
    expect(asked(wrong), JSON.stringify(wrong)).not.toBe('accepted');
});

test('all lines that are shown can be copied, however long they are', () => {
  const shown = OUTPUT_LINES_KEPT * (LINE_SHOWN_LENGTH + ' … (line shortened)\n'.length);
  expect(COPIED_MAX_LENGTH).toBeGreaterThanOrEqual(shown);
});
