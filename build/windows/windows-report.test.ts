import { expect, test } from 'vitest';
import { linesIn } from './run-suite';
import { windowsReport } from './windows-report';

const LINES = [
  '{"name":"a file | is replaced","outcome":"passed","detail":"","ms":12}',
  '{"name":"a folder in use","outcome":"skipped","detail":"wine lets it be renamed","ms":0}',
  '{"name":"a pipe","outcome":"failed","detail":"Error: no pipe\\n    at x","ms":3}',
  '',
].join('\n');

test('the report names each test, and why one did not pass', () => {
  const text = windowsReport('wine-8.0', [{ suite: 'files', tests: linesIn(LINES) }], new Date('2026-11-30T12:00:00Z'));
  expect(text).toContain('Last run on 2026-11-30 in wine-8.0: 1 passed, 1 failed, 1 skipped.');
  expect(text).toContain('## Files, paths and pipes');
  expect(text).toContain('| a file \\| is replaced | passed |');
  expect(text).toContain('| a folder in use | skipped: wine lets it be renamed |');
  expect(text).toContain('| a pipe | failed: Error: no pipe |');
});
