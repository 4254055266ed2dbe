import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { OUTPUT_MISSING_AFTER_THIS } from '../../shared/words/output-words';
import { piecesOf } from '../pocketbase/redact';
import { readable, textsOf } from './log-text';
import { lookThrough } from './look-through';

const TOKEN = `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(40)}`;
const found = (content: string, wanted: string, secrets: readonly string[] = []): readonly number[] =>
  lookThrough(content, false, wanted, piecesOf(secrets)).found;

describe('a search cannot probe what is removed', () => {
  test('secrets of the instance, tokens and passwords are never found, whole or in part', () => {
    const content = `the key is hunter2-secret\nGET /?token=${TOKEN}\npassword: swordfish\nhttp://me:s3cret@host/\n`;
    for (const wanted of ['hunter2', 'hunter2-secret', 'eyj', 'aaaaaaaaaa', 'swordfish', 's3cret']) {
      expect(found(content, wanted, ['hunter2-secret']), wanted).toEqual([]);
    }
  });

  test('what stands in their place is found, because it is shown', () => {
    const content = `the key is hunter2-secret\nGET /?token=${TOKEN}\nnothing here\n`;
    expect(found(content, '[secret removed]', ['hunter2-secret'])).toEqual([0]);
    expect(found(content, 'token removed', ['hunter2-secret'])).toEqual([1]);
    expect(found(content, 'key is [sec', ['hunter2-secret'])).toEqual([0]);
  });

  test('a secret that the end of the output cuts is not found either', () => {
    expect(found('now hunter2-sec', 'hunter2', ['hunter2-secret'])).toEqual([]);
    expect(found(`token ${TOKEN.slice(0, 60)}${OUTPUT_MISSING_AFTER_THIS}`, 'aaaa')).toEqual([]);
  });
});

test('a text is found where colours are switched within it, in any case', () => {
  expect(found('an \u001b[31mErr\u001b[0mor\nfine\nERROR\n', 'error')).toEqual([0, 2]);
});

test('lines are counted, half a line at the beginning is not, one without an end is', () => {
  expect(lookThrough('half\none\ntwo', true, 'o', [])).toEqual({ lines: 2, found: [0, 1], shortenedLines: 0 });
  expect(lookThrough('half of an endless line', true, 'half', [])).toMatchObject({ lines: 0, found: [] });
  expect(lookThrough('', false, 'x', [])).toMatchObject({ lines: 0 });
});

test('of a long line it is said that only its beginning was looked through', () => {
  expect(lookThrough(`${'x'.repeat(5000)}end\n`, false, 'end', [])).toMatchObject({ found: [], shortenedLines: 1 });
});

test('the fast way finds exactly what looking at each line finds', () => {
  const piece = fc.constantFrom(
    'abc',
    'ABC',
    'İ',
    '\n',
    '\n',
    '\u001b[31m',
    '\r',
    ' password=',
    'hunter2',
    `${TOKEN} `,
    '[',
    'removed',
    'é',
    ' ',
    OUTPUT_MISSING_AFTER_THIS,
    'x'.repeat(4100),
  );
  const secrets = piecesOf(['hunter2']);
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 40 }),
      fc.constantFrom('abc', 'c', 'hunter', '[', 'removed', 'bca', 'd', ' password', 'e', 'é'),
      fc.boolean(),
      (pieces, wanted, insideLine) => {
        const content = pieces.join('');
        const shown = textsOf(content, insideLine).map((text) => readable(text, secrets).toLowerCase());
        const expected = shown.flatMap((line, index) => (line.includes(wanted) ? [index] : []));
        const looked = lookThrough(content, insideLine, wanted, secrets);
        expect({ lines: looked.lines, found: looked.found }).toEqual({ lines: shown.length, found: expected });
      },
    ),
    { numRuns: 500 },
  );
});
