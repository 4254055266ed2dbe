/** The scale of docs/design.md, held: a value that is none of it is a slip, or belongs into tokens.css. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const room = import.meta.dirname;
const sheets = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'));

/** Below the grid of 4 px: what is set right by eye within a control, and half steps less a line of 1 px. */
const FINE_PX: readonly number[] = [0, 1, 2, 3, 5, 6, 9, 10];
/** Marks and bars that are themselves but a few pixels high, and what is round. */
const OWN_RADII: readonly string[] = ['2px', '50%', '999px', 'inherit'];
/** Notes over a page, dialogs, popups, what hangs on a control; small ones order what lies within one part. */
const LEVELS: readonly string[] = ['0', '1', '2', '5', '20', '21', '30', '40'];

interface Declaration {
  readonly property: string;
  readonly value: string;
}

type Rule = (declaration: Declaration) => boolean;

const lengthsIn = (value: string): readonly string[] =>
  [...value.replace(/var\([^()]*\)/g, '').matchAll(/(?<![\w.-])-?[\d.]+(?:px|rem|em)\b/g)].map(([length]) => length);
const isFine = (length: string): boolean =>
  length.endsWith('px') && FINE_PX.includes(Math.abs(Number.parseFloat(length)));

const STRAY: Readonly<Record<string, Rule>> = {
  'a colour of its own': ({ value }) => /#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/i.test(value),
  'a size of type of its own': ({ property, value }) =>
    property === 'font-size' && !/^(?:var\(--text-|inherit$|0\.9375em$)/.test(value),
  'a weight of its own': ({ property, value }) =>
    property === 'font-weight' && !/^(?:var\(--weight-|inherit$)/.test(value),
  'a typeface of its own': ({ property, value }) =>
    property === 'font-family' && !/^(?:var\(--font-|inherit$)/.test(value),
  'a distance of its own': ({ property, value }) =>
    /^(?:margin|padding)(?:-|$)|gap$/.test(property) && lengthsIn(value).some((length) => !isFine(length)),
  'a corner of its own': ({ property, value }) =>
    property.endsWith('radius') &&
    value.split(/\s+/).some((one) => !/^(?:0|var\(--radius)/.test(one) && !OWN_RADII.includes(one)),
  'a duration of its own': ({ property, value }) =>
    /^(?:transition|animation)(?:-duration)?$/.test(property) &&
    /\b[\d.]+m?s\b/.test(value) &&
    !/\binfinite\b|\b0s\b/.test(value),
  'a shadow of its own': ({ property, value }) =>
    property === 'box-shadow' && value !== 'none' && !/^var\(--shadow|^(?:inset )?0 0 0 1px var\(--/.test(value),
  'a level of its own': ({ property, value }) => property === 'z-index' && !LEVELS.includes(value),
};

function strayIn(css: string): readonly string[] {
  const bare = css.replace(/\/\*[^]*?\*\//g, '');
  const declarations = [...bare.matchAll(/(?:^|[{;])\s*([a-z-]+):\s*([^;{}]+)(?=[;}])/gm)].map(
    ([, property, value]) => ({
      property: property ?? '',
      value: (value ?? '').trim(),
    }),
  );
  return declarations.flatMap((one) =>
    Object.entries(STRAY)
      .filter(([, isStray]) => isStray(one))
      .map(([what]) => `${what}: ${one.property}: ${one.value}`),
  );
}

describe('the style sheets', () => {
  it.each(sheets.filter((name) => name !== join('app', 'tokens.css')))('%s keeps to the scale', (name) => {
    expect(strayIn(readFileSync(join(room, name), 'utf8'))).toEqual([]);
  });

  it.each([
    ['color: #cb3129', 'a colour of its own'],
    ['background: rgba(0, 0, 0, 0.5)', 'a colour of its own'],
    ['font-size: 10px', 'a size of type of its own'],
    ['font-weight: 500', 'a weight of its own'],
    ['padding: 0 var(--space-2) 4px', 'a distance of its own'],
    ['margin-left: -7px', 'a distance of its own'],
    ['border-radius: 4px', 'a corner of its own'],
    ['transition: opacity 200ms', 'a duration of its own'],
    ['box-shadow: 0 2px 8px var(--line)', 'a shadow of its own'],
    ['z-index: 999', 'a level of its own'],
  ])('“%s” is found', (declaration, what) => {
    expect(strayIn(`.a {\n  ${declaration};\n}`)).toEqual([`${what}: ${declaration}`]);
  });

  it('what the tokens say is none', () => {
    expect(
      strayIn('.a{padding:5px var(--space-2);color:var(--text);transition:opacity var(--fast);z-index:20}'),
    ).toEqual([]);
  });
});
