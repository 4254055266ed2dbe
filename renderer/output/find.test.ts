import { describe, expect, it } from 'vitest';
import { matches, piecesOf } from './find';

describe('finding in the output', () => {
  it('ignores case and never finds run marks', () => {
    expect(matches('error')({ sequence: 1, kind: 'output', text: 'An ERROR' })).toBe(true);
    expect(matches('run')({ sequence: 1, kind: 'mark', text: 'Run 2' })).toBe(false);
  });

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
