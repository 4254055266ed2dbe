import { expect, test } from 'vitest';
import { presentable } from './redact';

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

test.each([
  'y',
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
  const began = performance.now();
  presentable(piece.repeat(1_000_000 / piece.length));
  expect(performance.now() - began).toBeLessThan(500);
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
