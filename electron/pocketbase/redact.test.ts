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
