import { expect, test } from 'vitest';
import { incidentExcerpt } from './incident-excerpt';

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `line ${String(index)}`);

test('short output is kept whole', () => {
  expect(incidentExcerpt(numbered(200), 'line 3')).toEqual(numbered(200));
});

test('of long output the end is kept', () => {
  expect(incidentExcerpt(numbered(500), '')).toEqual(numbered(500).slice(-200));
  expect(incidentExcerpt(numbered(500), 'line 400')).toEqual(numbered(500).slice(-200));
});

test('a cause that a dump has pushed out is kept with what came before it', () => {
  const excerpt = incidentExcerpt(numbered(500), 'line 50');
  expect(excerpt).toHaveLength(200);
  expect(excerpt[0]).toBe('line 30');
  expect(excerpt).toContain('line 50');
  expect(excerpt.at(100)).toBe('… 271 lines left out …');
  expect(excerpt.at(-1)).toBe('line 499');
});
