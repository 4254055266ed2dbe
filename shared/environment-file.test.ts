import { expect, test } from 'vitest';
import { fileVariable, previewNote } from './environment-file';

test('the preview says what a variable would do', () => {
  const present = [
    { name: 'A', value: '1', secret: false },
    { name: 'S', value: '', secret: true },
  ];
  const noteOf = (name: string, value: string): string | null => previewNote(fileVariable(name, value), present);
  expect(noteOf('NEW', '1')).toBeNull();
  expect(noteOf('A', '1')).toBe('Is there already.');
  expect(noteOf('A', '2')).toBe('Replaces another value.');
  expect(noteOf('S', '2')).toBe('Replaces the secret of this name.');
  expect(noteOf('LD_PRELOAD', '/evil.so')).toMatch(/^Cannot be taken over: it must not be PATH or NODE_OPTIONS/);
});
