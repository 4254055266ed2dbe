import { expect, test } from 'vitest';
import type { OutputLine } from '../../shared/output';
import { readWarnings } from './run-warnings';

const STARTED = '2026/01/01 12:00:00 Server started at http://127.0.0.1:8090';

/** What is said of some output, which may come in one piece or line by line. `#` begins a mark. */
function saidOf(...lines: readonly string[]): readonly string[] {
  const all = lines.map((text, sequence): OutputLine => ({
    sequence,
    kind: text.startsWith('#') ? 'mark' : 'output',
    text,
  }));
  const [inOnePiece, oneByOne] = [[all], all.map((line) => [line])].map((pieces) => {
    const said: string[] = [];
    const read = readWarnings({
      warn: (kind, evidence) => said.push(`${kind}: ${evidence}`),
      allClear: (kind) => said.push(`no ${kind}`),
    });
    for (const piece of pieces) read(piece);
    return said;
  });
  expect(inOnePiece).toEqual(oneByOne);
  return inOnePiece ?? [];
}

test('hooks that failed to load are told with their reasons once PocketBase serves without them', () => {
  expect(
    saidOf(
      'failed to execute main.pb.js:',
      ' - SyntaxError: /x/pb.js: Line 2:1 Unexpected end of input',
      '2026/01/01 12:00:00 Failed to execute with a space.pb.ts:',
      ' - Error: boom',
      STARTED,
      '├─ REST API',
      ' - a list in the output',
    ),
  ).toEqual([
    [
      'hook-not-loaded: failed to execute main.pb.js:',
      ' - SyntaxError: /x/pb.js: Line 2:1 Unexpected end of input',
      '2026/01/01 12:00:00 Failed to execute with a space.pb.ts:',
      ' - Error: boom',
    ].join('\n'),
  ]);
});

test('a start without a failure says that all hooks are loaded', () => {
  expect(saidOf(STARTED)).toEqual(['no hook-not-loaded']);
  expect(saidOf('failed to execute a.pb.js:', ' - Error: boom', STARTED, STARTED)).toEqual([
    'hook-not-loaded: failed to execute a.pb.js:\n - Error: boom',
    'no hook-not-loaded',
  ]);
});

test('what a run failed with before it served says nothing of the next run', () => {
  expect(saidOf('failed to execute a.pb.js:', ' - Error: boom', '# Ended', '# Run 2', STARTED)).toEqual([
    'no hook-not-loaded',
  ]);
});

test('damage is told with the line that says so', () => {
  expect(saidOf('  ERROR database disk image is malformed (11)')).toEqual([
    'database-damaged: ERROR database disk image is malformed (11)',
  ]);
});
