import { expect, test } from 'vitest';
import type { RequestFigures, RequestLogging } from '../request-figures';
import { failuresInWords, perMinuteInWords, requestLogNote, tookInWords } from './request-words';

const figures = (logging: RequestLogging, isCut = false): RequestFigures => ({
  kind: 'figures',
  logging,
  fromMs: 0,
  perMinute: [],
  failures: 0,
  slowest: [],
  isCut,
});

test('where PocketBase’s log does not tell everything, that is said', () => {
  expect(requestLogNote(figures('all'))).toBeNull();
  expect(requestLogNote(figures('off'))).toContain('PocketBase’s logs are off.');
  expect(requestLogNote(figures('failures-only'))).toContain('logs failures only');
  expect(requestLogNote(figures('unknown', true))).toBe(
    'Whether PocketBase logs all requests could not be read from its settings. There were more requests than are read at once; the counts of the oldest minutes are too low.',
  );
  expect(requestLogNote({ kind: 'no-log' })).toBe(
    'PocketBase has no log database yet. It makes one at its first start.',
  );
  expect(requestLogNote({ kind: 'other-log' })).toBe('The log of this version of PocketBase cannot be read.');
});

test('counts and times', () => {
  expect([perMinuteInWords(4), perMinuteInWords(2.25)]).toEqual(['4 per minute', '2.3 per minute']);
  expect([tookInWords(0.42), tookInWords(87.6), tookInWords(1240)]).toEqual(['0.4 ms', '88 ms', '1.2 s']);
  expect(failuresInWords(0, 0)).toBe('No requests in the last hour.');
  expect(failuresInWords(0, 12)).toBe('12 requests in the last hour, none failed.');
  expect(failuresInWords(1, 1)).toBe('1 request in the last hour, 1 failed.');
});
