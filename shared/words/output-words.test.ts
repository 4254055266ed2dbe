import { expect, test } from 'vitest';
import {
  begunAnewInWords,
  cannotBeEmptiedInWords,
  cannotBeReadInWords,
  foundInWords,
  healthChecksInWords,
  keptInWords,
  matchInWords,
  newLinesInWords,
  nothingShownInWords,
  notShownInWords,
  runFactsInWords,
  runNotRecordedInWords,
} from './output-words';

test('what is not shown is said in bytes, and in lines where they are known', () => {
  expect(notShownInWords(52_000_000, 40)).toBe(
    '… 52.0 MB of output are not shown here (at least 40 lines): too much at once …',
  );
  expect(notShownInWords(10, 0)).toBe('… 1 kB of output are not shown here: too much at once …');
});

test('a restarted file says where the older output is and what is missing', () => {
  const how = { part: 'run-000003.1.log', problem: null, seamless: true, lostBytes: 0 };
  expect(begunAnewInWords(how)).toBe(
    '… the log file was full and was restarted; what it held is in run-000003.1.log; a line written at that very moment may be missing …',
  );
  expect(begunAnewInWords({ ...how, seamless: false, lostBytes: 2048 })).toBe(
    '… the log file was full and was restarted; what it held is in run-000003.1.log, except 2 kB that no file holds any more; output is missing here …',
  );
  expect(begunAnewInWords({ ...how, part: null, problem: 'ENOSPC' })).toContain(
    'what it held could not be copied (ENOSPC) and is gone',
  );
});

test('a file that resists is said with its reason', () => {
  expect(cannotBeEmptiedInWords('EPERM')).toBe(
    '… the log file is full and cannot be emptied (EPERM); it goes on growing …',
  );
  expect(cannotBeReadInWords('EIO')).toBe('… the output can no longer be read (EIO) …');
});

test('how much of the output is shown', () => {
  expect(keptInWords(1204, { lines: 198_112, bytes: 27_400_000 })).toBe('1,204 of 198,112 lines · 27.4 MB');
  expect(keptInWords(12, { lines: 12, bytes: 100 })).toBe('12 lines · 1 kB');
  expect(keptInWords(1, { lines: 1, bytes: 3 })).toBe('1 line · 1 kB');
  expect(keptInWords(0, { lines: 0, bytes: 0 })).toBe('');
});

test('why nothing is shown, and what is hidden', () => {
  expect(nothingShownInWords({ lines: 0, bytes: 0 }, false)).toBe('No output yet.');
  expect(nothingShownInWords({ lines: 5, bytes: 9 }, false)).toBe('No line matches these filters.');
  expect(nothingShownInWords({ lines: 5, bytes: 9 }, true)).toBe('Cleared. New lines appear here.');
  expect(healthChecksInWords(1, false)).toBe('Show 1 health check');
  expect(healthChecksInWords(17_280, false)).toBe('Show 17,280 health checks');
  expect(healthChecksInWords(1, true)).toBe('Hide health checks');
});

test('what is known of a run', () => {
  const run = { run: 3, startedAtMs: 1, version: '0.40.6', port: 8090, endedAtMs: null, end: null };
  expect(runFactsInWords(run)).toBe('PocketBase 0.40.6 · port 8090');
  expect(runFactsInWords({ ...run, version: null, port: null })).toBe('');
  expect(runNotRecordedInWords('ENOSPC')).toContain('cannot be written down (ENOSPC)');
});

test('what was found, of how much, and what could not be searched', () => {
  const found = {
    lines: 198_112,
    bytes: 1,
    matches: 15,
    match: 3,
    line: null,
    searched: 198_112,
    shortenedLines: 0,
    isComplete: true,
  };
  const none = { ...found, matches: 0, match: null };
  expect(matchInWords(found)).toBe('3 of 15');
  expect(matchInWords(none)).toBe('No match');
  expect(foundInWords('x', found)).toBeNull();
  expect(foundInWords('x', none)).toBe('None of the 198,112 kept lines contains “x”.');
  expect(foundInWords('x', { ...none, searched: 12 })).toBe('None of the 12 lines shown here contains “x”.');
  expect(foundInWords('x', { ...none, shortenedLines: 2 })).toBe(
    'None of the 198,112 kept lines contains “x”. 2 lines are longer than 4,000 characters and were searched only that far.',
  );
  expect(foundInWords('x', { ...none, shortenedLines: 1 })).toContain(
    'One line is longer than 4,000 characters and was',
  );
  expect(foundInWords('x', { ...found, isComplete: false })).toBe(
    'So much is being written that some lines could not be searched. It is searched again when it is quieter.',
  );
  expect(newLinesInWords(1)).toBe('1 new line');
  expect(newLinesInWords(1234)).toBe('1,234 new lines');
});
