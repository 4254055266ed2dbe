import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { piecesOf, presentable, presentableBeginning } from './redact';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJpZCI6ImFiYyJ9.c2lnbmF0dXJlLXNpZ25hdHVyZQ';

test.each([
  [
    `Go to http://127.0.0.1:8090/_/#/pbinstall/${TOKEN} now`,
    'Go to http://127.0.0.1:8090/_/#/pbinstall/[token removed] now',
  ],
  [`Authorization: Bearer ${TOKEN}`, 'Authorization: Bearer [removed]'],
  ['authorization: Basic dXNlcjpwYXNz', 'authorization: Basic [removed]'],
  ['{"password":"hunter22","name":"x"}', '{"password":[removed],"name":"x"}'],
  ["smtpPassword = 'hunter22'", 'smtpPassword = [removed]'],
  ['{"password":"a\\"hunter22","name":"x"}', '{"password":[removed],"name":"x"}'],
  ['{"passwordConfirm":"hunter22"}', '{"passwordConfirm":[removed]}'],
  ['{"secret_access_key":"hunter22"}', '{"secret_access_key":[removed]}'],
  ['msg="{\\"password\\":\\"hunter22\\",\\"n\\":1}"', 'msg="{\\"password\\":[removed],\\"n\\":1}"'],
  ['map[Authorization:[Bearer hunter22] Accept:[*/*]]', 'map[Authorization:[Bearer [removed]] Accept:[*/*]]'],
  ['authorization: ApiKey hunter22', 'authorization: ApiKey [removed]'],
  ['{"Authorization":"hunter22","n":1}', '{"Authorization":"[removed]","n":1}'],
  ['{"password":"hunter22', '{"password":[removed]'],
  ['smtp://me:hunter22@mail.example:25', 'smtp://me:[removed]@mail.example:25'],
  ['pass\u001b[0mword=hunter22', 'password=[removed]'],
  ['left\u200eright\u061c', 'leftright'],
  ['one\u2028two\u2029', 'onetwo'],
  ['\u009b31mred', 'red'],
  ['👨‍👩‍👧 stays', '👨‍👩‍👧 stays'],
  ['Forgot your password? Ask.', 'Forgot your password? Ask.'],
  ['api_key=abc123 next', 'api_key=[removed] next'],
  ['\u001b[31mred\u001b[0m', 'red'],
  ['\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007', 'link'],
  ['\u001b]0;title\u001b\\text', 'text'],
  ['a\u0000b\u0008c\rd', 'abcd'],
  ['evil\u202egnp.exe', 'evilgnp.exe'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['tab\tstays', 'tab\tstays'],
  ['├─ REST API:  http://127.0.0.1:8090/api/ 🙂', '├─ REST API:  http://127.0.0.1:8090/api/ 🙂'],
])('%j is shown as %j', (line, shown) => {
  expect(presentable(line)).toBe(shown);
});

test('a line of a megabyte is cut, and a secret across the cut is not half shown', () => {
  const shown = presentable(`${'x'.repeat(3990)} ${TOKEN}${'y'.repeat(1_000_000)}`);
  expect(shown.length).toBeLessThan(4100);
  expect(shown).toContain('(line shortened)');
  expect(shown).not.toContain('eyJ');
});

test('every token is found that the plain pattern finds, and nothing else', () => {
  const pattern = /eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]{5,}/g;
  const pieces = fc.constantFrom('eyJ', 'aaaaa', 'bb', '.', '-', '_', ' ', '/', 'eyJaaaaa.bbbbb.ccccc');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (some) => {
      const line = some.join('');
      expect(presentable(line)).toBe(line.replace(pattern, '[token removed]'));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [
    'Go to http://127.0.0.1:8090/_/#/pbinstall/eyJhbGciOiJIUzI1',
    'Go to http://127.0.0.1:8090/_/#/pbinstall/[token removed]',
  ],
  [`token ${TOKEN.slice(0, 30)}`, 'token [token removed]'],
  [`${TOKEN} and eyJhb`, '[token removed] and [token removed]'],
  ['smtp://me:hunter2', 'smtp://me:[removed]'],
  ['Server started at http://127.0.0.1:8090', 'Server started at http://127.0.0.1:8090'],
  ['{"password":"hunt', '{"password":[removed]'],
  ['Authorization: Bearer hunt', 'Authorization: Bearer [removed]'],
  ['last words', 'last words'],
])('of a line without its end, %j is shown as %j', (beginning, shown) => {
  expect(presentableBeginning(beginning)).toBe(shown);
});

test('B38: a line that is cut says so, also when little is left of it, and shows no secret its cut has halved', () => {
  const colours = '\u001b[31m'.repeat(3000);
  for (const secret of [TOKEN, 'smtp://me:hunter22@mail.example', 'password="hunter22 hunter22"']) {
    for (let shift = 0; shift < secret.length; shift += 1) {
      const line = `${colours}${'x'.repeat(16 * 1024 - colours.length - 1 - shift)} ${secret} rest`;
      const shown = presentable(line);
      expect(shown).toMatch(/^x+.* … \(line shortened\)$/);
      expect(shown).not.toMatch(/eyJhb|eyJpZ|hunter/);
    }
  }
});

test('B38: what is shown of a line holds nothing that could act, and no half characters', () => {
  const nasty = [
    '\u001b]8;;http://evil.example\u001b\\',
    '\u009d0;title\u009c',
    '\u001b[2J',
    '\0',
    '\u202e',
    '\r',
    '\u2066',
    '🙂',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...nasty)), { maxLength: 60 }),
      (some) => {
        for (const text of [presentable(some.join('')), presentableBeginning(some.join(''))])
          expect(text).not.toMatch(
            /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/,
          );
      },
    ),
  );
  const cut = presentable('🙂'.repeat(10_000));
  expect(cut).toBe(`${'🙂'.repeat(2000)} … (line shortened)`);
  expect(presentable(`x${'🙂'.repeat(10_000)}`)).toBe(`x${'🙂'.repeat(1999)}\ufffd … (line shortened)`);
});

test.each([
  'y',
  'eyJ',
  'eyJ-',
  'password',
  'password ',
  '"password":"\\\\',
  'authorization',
  '\u001b]',
  '\u001b[',
  '://',
  'eyJa',
  'eyJaaaaa.',
])('a megabyte of %j is worked off at once', (piece) => {
  const line = piece.repeat(1_000_000 / piece.length);
  const started = process.cpuUsage();
  presentable(line);
  // Of the processor, so that a busy machine does not count.
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(500);
});

test.each([
  'y',
  ' ',
  'eyJ',
  'password',
  'password=',
  'authorization ',
  '\u001b]',
  '\u001b[',
  '"password":"',
  'eyJaaaaa.',
])('a long line made of %j costs no more than any other', (piece) => {
  const line = piece.repeat(Math.ceil(1_000_000 / piece.length));
  const started = process.cpuUsage();
  for (let count = 0; count < 20; count += 1) presentable(line);
  // Quadratic work on one such line took minutes; the bound is far from both.
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(5000);
});

describe('secrets of the instance itself', () => {
  const known = piecesOf(['correct horse', 'first line\nsecond "line"', 'per cent/%', 'abc']);

  test.each([
    ['it is correct horse.', 'it is [secret removed].'],
    ['correct horsecorrect horse', '[secret removed][secret removed]'],
    ['only second "line" of it', 'only [secret removed] of it'],
    ['as JSON: "first line\\nsecond \\"line\\""', 'as JSON: "[secret removed]"'],
    ['?q=per%20cent%2F%25&correct%20horse', '?q=[secret removed]&[secret removed]'],
    ['correct \u001b[1mhorse', '[secret removed]'],
    ['abc is too short to be told from anything', 'abc is too short to be told from anything'],
  ])('%j', (line, shown) => {
    expect(presentable(line, known)).toBe(shown);
  });

  test('also when the end of the text cuts them', () => {
    expect(presentableBeginning('it is correct hor', known)).toBe('it is [secret removed]');
    expect(presentable(`${'x '.repeat(8186)}correct horse`, known)).not.toContain('corr');
  });
});
