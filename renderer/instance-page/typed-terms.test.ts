import { expect, test } from 'vitest';
import { FIRST_TERMS, termsOf } from './typed-terms';

test('an end is sent in minutes, without one until a person ends it', () => {
  expect(termsOf(FIRST_TERMS)).toEqual({ problems: {}, terms: { minutes: null, note: '' } });
  expect(termsOf({ choice: '60', minutes: 'x', note: ' new disk ' }).terms).toEqual({ minutes: 60, note: 'new disk' });
  expect(termsOf({ choice: 'own', minutes: '90', note: '' }).terms).toEqual({ minutes: 90, note: '' });
});

test('what is no time, and a note that is too long, are said beside their fields', () => {
  expect(termsOf({ choice: 'own', minutes: 'soon', note: 'x'.repeat(201) })).toEqual({
    problems: {
      minutes: 'This must be a whole number from 1 to 43200.',
      note: 'This must have at most 200 characters.',
    },
    terms: null,
  });
});
