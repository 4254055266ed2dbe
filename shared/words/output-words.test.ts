import { expect, test } from 'vitest';
import {
  begunAnewInWords,
  cannotBeEmptiedInWords,
  cannotBeReadInWords,
  foundInWords,
  matchInWords,
  newLinesInWords,
  notShownInWords,
  passageInWords,
  shownPartInWords,
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

test('which part of the output is shown', () => {
  expect(shownPartInWords(2000, 198_112)).toBe('Newest 2,000 of 198,112 lines');
  expect(shownPartInWords(12, 12)).toBe('12 lines');
  expect(shownPartInWords(1, 1)).toBe('1 line');
  expect(shownPartInWords(0, 0)).toBe('');
});

test('which lines are shown around a match', () => {
  const line = (number: number, match: number | null) => ({ kind: 'output', text: 'x', line: number, match }) as const;
  const mark = { kind: 'mark', text: 'Run 1', line: 7679, match: null } as const;
  const passage = [mark, line(7679, 1), line(7680, null), line(7681, 2)];
  const found = { lines: 198_112, bytes: 1, matches: 2, match: 2, passage, shortenedLines: 0, isComplete: true };
  expect(passageInWords(found, false)).toBe('Lines 7,679 to 7,681 of 198,112');
  expect(passageInWords(found, true)).toBe('Matches 1 to 2 of 2');
  expect(passageInWords({ ...found, passage: [] }, false)).toBe('');
});

test('what was found, of how much, and what could not be searched', () => {
  const found = { lines: 198_112, bytes: 1, matches: 15, match: 3, passage: [], shortenedLines: 0, isComplete: true };
  const none = { ...found, matches: 0, match: null };
  expect(matchInWords(found)).toBe('3 of 15');
  expect(matchInWords(none)).toBe('No match');
  expect(foundInWords('x', found)).toBeNull();
  expect(foundInWords('x', none)).toBe('None of the 198,112 kept lines contains “x”.');
  expect(foundInWords('x', { ...none, shortenedLines: 2 })).toBe(
    'None of the 198,112 kept lines contains “x”. 2 lines are longer than 4,000 characters and were searched only that far.',
  );
  expect(foundInWords('x', { ...none, shortenedLines: 1 })).toContain(
    'One line is longer than 4,000 characters and was',
  );
  expect(foundInWords('x', { ...found, isComplete: false })).toBe(
    'So much is being written that some lines could not be searched. Search again when it is quieter.',
  );
  expect(newLinesInWords(1)).toBe('1 new line');
  expect(newLinesInWords(1234)).toBe('1,234 new lines');
});
