import { expect, test } from 'vitest';
import { begunAnewInWords, cannotBeEmptiedInWords, cannotBeReadInWords, notShownInWords } from './output-words';

test('what is not shown is said in bytes, and in lines where they are known', () => {
  expect(notShownInWords(52_000_000, 40)).toBe(
    '… 52.0 MB of output are not shown here (at least 40 lines): too much at once …',
  );
  expect(notShownInWords(10, 0)).toBe('… 1 kB of output are not shown here: too much at once …');
});

test('a file begun anew says where the older output is and what is missing', () => {
  const how = { part: 'run-000003.1.log', problem: null, seamless: true, lostBytes: 0 };
  expect(begunAnewInWords(how)).toBe(
    '… the log file was full and was begun anew; what it held is in run-000003.1.log; a line written at that very moment may be missing …',
  );
  expect(begunAnewInWords({ ...how, seamless: false, lostBytes: 2048 })).toBe(
    '… the log file was full and was begun anew; what it held is in run-000003.1.log, except 2 kB that no file holds any more; output is missing here …',
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
