import { expect, test } from 'vitest';
import { diagnosticsFileName, flagNames, mapTexts, withoutPeople } from '../diagnostics';
import { diagnosticsGuide, fileSizeInWords } from './diagnostics-words';

test('neither mail addresses nor the folder of the user stay in a text', () => {
  expect(withoutPeople('/home/ann/x of ann.b+c@mail.example.com, see git@host', '/home/ann')).toBe(
    '~/x of [e-mail removed], see git@host',
  );
  expect(withoutPeople('/x', '/')).toBe('/x');
  expect(withoutPeople('/x', '')).toBe('/x');
});

test('every text of a value is cleaned, at any depth, and nothing else is touched', () => {
  const value = { name: 'a', list: ['a', { deep: 'a' }], count: 1, none: null, on: true };
  expect(mapTexts(value, (text) => text.toUpperCase())).toEqual({
    name: 'A',
    list: ['A', { deep: 'A' }],
    count: 1,
    none: null,
    on: true,
  });
});

test('of arguments only the flag is told', () => {
  expect(flagNames(['--hooksPool=15', '--dev', '--origins=https://a.example=b'])).toEqual([
    '--hooksPool',
    '--dev',
    '--origins',
  ]);
});

test('the guide names each file with its size', () => {
  expect(fileSizeInWords(412)).toBe('412 bytes');
  expect(fileSizeInWords(31_200)).toBe('31 kB');
  const files = [{ name: 'versions.json', what: 'Versions.', sizeBytes: 412 }];
  expect(diagnosticsGuide(files, '2026-05-05T00:00:00.000Z')).toContain('versions.json (412 bytes): Versions.');
  expect(diagnosticsFileName(new Date('2026-05-05T23:00:00.000Z'))).toBe('basekeeper-diagnostics-2026-05-05.zip');
});
