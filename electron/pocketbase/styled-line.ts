/** Colours and the like of a line that is presentable: they are read from what was written, and never change its text. */
import { createAnsiSequenceParser, namedColors, type Color, type ParseToken } from 'ansi-sequence-parser';
import type { OutputColour, TextStyle } from '../../shared/output';
import { withoutControls } from './redact';

/** Longer lines are shown without colours. */
const LINE_MAX_STYLED = 16 * 1024;
const MAY_HAVE_STYLE = /\u001b\[|\u009b/;
/** Only these get as far as the parser. */
const STYLE = /(?:\u001b\[|\u009b)([\d;]{0,60})m/g;

/** `shown` is what is presentable of `written`. Where secrets were removed, what surrounds them has no style. */
export function stylesOf(written: string, shown: string): readonly TextStyle[] {
  if (!MAY_HAVE_STYLE.test(written) || written.length > LINE_MAX_STYLED) return [];
  const tokens = createAnsiSequenceParser().parse(onlyStyles(written));
  const plain = tokens.map(({ value }) => value).join('');
  // A sequence within another one: what belongs together cannot be told.
  if (plain !== withoutControls(written)) return [];
  const same = sameEnds(plain, shown);
  const styles: TextStyle[] = [];
  let at = 0;
  for (const token of tokens) {
    const style = styleOf(token);
    const [start, end] = [at, (at += token.value.length)];
    if (style === null) continue;
    const before = { start, end: Math.min(end, same.before) };
    const shift = shown.length - plain.length;
    const after = { start: Math.max(start, plain.length - same.after) + shift, end: end + shift };
    for (const place of before.end === end ? [before] : [before, after])
      if (place.start < place.end) styles.push({ ...place, ...style });
  }
  return styles;
}

function onlyStyles(written: string): string {
  let kept = '';
  let from = 0;
  for (const match of written.matchAll(STYLE)) {
    kept += `${withoutControls(written.slice(from, match.index))}\u001b[${match[1] ?? ''}m`;
    from = match.index + match[0].length;
  }
  return kept + withoutControls(written.slice(from));
}

/** How many characters are the same from the beginning, and of the others from the end. */
function sameEnds(one: string, other: string): { readonly before: number; readonly after: number } {
  const most = Math.min(one.length, other.length);
  let before = 0;
  while (before < most && one[before] === other[before]) before += 1;
  let after = 0;
  while (after < most - before && one[one.length - 1 - after] === other[other.length - 1 - after]) after += 1;
  return { before, after };
}

function styleOf({ foreground, background, decorations }: ParseToken): Omit<TextStyle, 'start' | 'end'> | null {
  const style = {
    // A background of its own would need a text colour of its own: what it is to say is said by the letters.
    colour: colourOf(foreground) ?? colourOf(background),
    bold: decorations.has('bold'),
    dim: decorations.has('dim'),
    italic: decorations.has('italic'),
    underline: decorations.has('underline'),
  };
  return Object.values(style).some((value) => value !== null && value !== false) ? style : null;
}

const NAMES: readonly (OutputColour | null)[] = ['grey', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', null];

/** One of a few that can be read on any background; null for the usual one. */
function colourOf(colour: Color | null): OutputColour | null {
  if (colour === null) return null;
  switch (colour.type) {
    case 'named':
      return colourOfTable(namedColors.indexOf(colour.name));
    case 'table':
      return colourOfTable(colour.index);
    case 'rgb':
      return nearest(...colour.rgb);
  }
}

/** 16 names, a cube of 6 × 6 × 6 colours, 24 greys. */
function colourOfTable(index: number): OutputColour | null {
  if (index < 16) return NAMES[index % 8] ?? null;
  if (index > 231) return 'grey';
  const step = (place: number): number => (Math.floor((index - 16) / place) % 6) * 51;
  return nearest(step(36), step(6), step(1));
}

const HUES: readonly (readonly [number, OutputColour])[] = [
  [20, 'red'],
  [75, 'yellow'],
  [165, 'green'],
  [200, 'cyan'],
  [265, 'blue'],
  [340, 'magenta'],
  [360, 'red'],
];

function nearest(red: number, green: number, blue: number): OutputColour | null {
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  if (range < 40) return most > 200 ? null : 'grey';
  const sixth =
    most === red ? (green - blue) / range : most === green ? 2 + (blue - red) / range : 4 + (red - green) / range;
  const hue = (sixth * 60 + 360) % 360;
  return HUES.find(([upTo]) => hue < upTo)?.[1] ?? 'red';
}
