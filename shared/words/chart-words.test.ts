import { expect, test } from 'vitest';
import { chartInWords, rangeInWords, valueInWords } from './chart-words';
import { processorInWords } from './usage-words';

// Local time, whatever the zone.
const AT_NOON = new Date(2026, 10, 30, 12, 0).getTime();
const hour = { values: [null, 1, 12, null, 2], fromMs: AT_NOON, slotMs: 60_000 };

test('a chart says its range and what was not measured', () => {
  expect(rangeInWords(hour, processorInWords)).toBe('average 5.0 %, highest 12 %');
  expect(chartInWords(hour, processorInWords)).toBe(
    'From 12:00 to 12:05: average 5.0 %, highest 12 %. Not measured in 2 of 5 minutes.',
  );
  expect(chartInWords({ ...hour, values: [0, 1] }, processorInWords)).toBe(
    'From 12:00 to 12:02: average 0.5 %, highest 1.0 %.',
  );
});

test('the peak of an hour is unknown: the highest is that of the means', () => {
  expect(rangeInWords({ values: [1, 3], slotMs: 3_600_000 }, processorInWords)).toBe(
    'average 2.0 %, highest hour 3.0 %',
  );
});

test('nothing measured is not zero', () => {
  const empty = { values: [null, null], fromMs: AT_NOON, slotMs: 3_600_000 };
  expect(rangeInWords(empty, processorInWords)).toBeNull();
  expect(chartInWords(empty, processorInWords)).toBe('From Mon 12:00 to Mon 14:00: not measured.');
  expect(valueInWords(hour, 0, processorInWords)).toBe('12:00: not measured');
  expect(valueInWords(hour, 2, processorInWords)).toBe('12:02: 12 %');
  expect(valueInWords({ ...empty, values: [3] }, 0, processorInWords)).toBe('Mon 12:00: 3.0 %');
});
