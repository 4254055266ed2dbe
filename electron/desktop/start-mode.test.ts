import { expect, test } from 'vitest';
import { startMode } from './start-mode';

const ID = 'abcdefghij01234';

test.each([
  [[], 'window', null],
  [['--background'], 'background', null],
  [['--serve', '--background'], 'serve', null],
  [['--answer-once=/tmp/x'], 'answer-once', null],
  [[`basekeeper://instance/${ID}`], 'window', { instanceId: ID, incidentId: null }],
] as const)('%j', (words, kind, link) => {
  expect(startMode(['/usr/bin/basekeeper-app', ...words])).toMatchObject({ kind, link });
});

test('only where a command is awaited there is a folder', () => {
  expect(startMode(['app', '--answer-once=/tmp/x']).folder).toBe('/tmp/x');
  expect(startMode(['app']).folder).toBe('');
});
