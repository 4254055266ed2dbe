import { expect, test } from 'vitest';
import { kindOf, timeIn, type LineKind } from './line-kind';

function kindsOf(text: string): readonly LineKind[] {
  let before: LineKind = 'plain';
  return text.split('\n').map((line) => (before = kindOf(line, before)));
}

test('the levels PocketBase prints are read, and what belongs to a line has its level', () => {
  const written = [
    '2026/11/30 11:18:36 Server started at http://127.0.0.1:8090',
    '├─ REST API:  http://127.0.0.1:8090/api/',
    'ERROR GET /api/nothing',
    '└─ Not Found.',
    '   └─ code=404, message=Not Found',
    'WARN slow',
    'INFO GET /api/health',
    'DEBUG dbg',
    '[0.12ms] SELECT `a`',
    '\tFROM `b`',
    '2026/11/30 11:18:36 Failed to execute a.pb.js:',
    ' - ReferenceError: x is not defined',
    'panic: runtime error',
    'Information is not a level',
  ].join('\n');
  expect(kindsOf(written)).toEqual([
    ...['plain', 'plain', 'error', 'error', 'error', 'warning', 'info', 'debug', 'debug', 'debug'],
    ...['error', 'error', 'error', 'plain'],
  ]);
});

test('only the question that nobody else asks counts as our own', () => {
  expect(
    kindsOf(
      'INFO GET /api/health?basekeeper\nINFO GET /api/health?basekeeperx\nINFO GET /api/health\nERROR GET /api/health?basekeeper\n└─ x',
    ),
  ).toEqual(['own', 'info', 'info', 'own', 'own']);
});

test('the time before a line is that of this computer', () => {
  expect(timeIn('2026/11/30 11:18:36 Server started')).toBe(new Date(2026, 10, 30, 11, 18, 36).getTime());
  expect(timeIn('Server started')).toBeNull();
});
