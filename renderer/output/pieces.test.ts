import { describe, expect, it } from 'vitest';
import type { TextStyle } from '../../shared/output';
import { piecesOf } from './pieces';

const style = (start: number, end: number, colour: TextStyle['colour']): TextStyle => ({
  ...{ start, end, colour, bold: false, dim: false, italic: false, underline: false },
});
const drawn = (text: string, wanted: string, styles: readonly TextStyle[] = []): string =>
  piecesOf(text, wanted, styles)
    .map((piece) => (piece.found ? `[${piece.text}]` : piece.text) + (piece.style?.colour ?? ''))
    .join('|');

describe('a line of the output', () => {
  it('is cut at each place where something was found', () => {
    expect(drawn('aXbxc', 'x')).toBe('a|[X]|b|[x]|c');
  });

  it('loses no character when its length changes in lower case', () => {
    expect(drawn('İstanbul', 'st')).toBe('İstanbul');
  });

  it('is cut where its style changes, also within what was found', () => {
    expect(drawn('error: x', 'or:', [style(0, 5, 'red'), style(7, 8, 'blue')])).toBe('errred|[or]red|[:]| |xblue');
  });

  it('is one piece where there is nothing to cut', () => {
    expect(piecesOf('x', '')).toEqual([{ text: 'x', found: false, style: null }]);
  });
});
