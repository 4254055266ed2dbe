import { describe, expect, it } from 'vitest';
import { piecesOf } from './find';

describe('finding in the output', () => {
  it('cuts a line at each place', () => {
    expect(
      piecesOf('aXbxc', 'x')
        .map(({ text, found }) => (found ? `[${text}]` : text))
        .join(''),
    ).toBe('a[X]b[x]c');
  });

  it('loses no character of a line whose length changes in lower case', () => {
    expect(
      piecesOf('İstanbul', 'st')
        .map(({ text }) => text)
        .join(''),
    ).toBe('İstanbul');
  });
});
