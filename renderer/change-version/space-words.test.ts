import { expect, it } from 'vitest';
import { spaceInWords } from './space-words';

it('says what a change of version needs, and whether it is there', () => {
  expect(spaceInWords({ neededBytes: 5e6, freeBytes: 2e9 })).toBe('Needs up to 5.0 MB (2.0 GB free).');
  expect(spaceInWords({ neededBytes: 5e9, freeBytes: 2e9 })).toBe(
    'Needs up to 5.0 GB, but only 2.0 GB is free. Make room first.',
  );
  expect(spaceInWords({ neededBytes: 5e6, freeBytes: null })).toBe('Needs up to 5.0 MB.');
});
