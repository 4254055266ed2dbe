import { expect, test } from 'vitest';
import { addSample, emptyHistory, HISTORY_BYTES, historyAt, isHistory } from './usage-history';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.parse('2026-11-30T12:00:00.000Z');
const sample = (processorPercent: number | null, memoryBytes = 4096, databaseBytes = 8192) => ({
  processorPercent,
  memoryBytes,
  databaseBytes,
});

test('a look at the end of a minute is the figure of that minute; what was not looked at stays unknown', () => {
  const rings = emptyHistory();
  addSample(rings, NOON, sample(null));
  addSample(rings, NOON + 2 * MINUTE, sample(3));
  const { hour } = historyAt(rings, NOON + 2 * MINUTE + 900);
  expect(hour.slots).toHaveLength(60);
  expect(hour.fromMs).toBe(NOON + 2 * MINUTE - HOUR);
  expect(hour.slots.slice(-3)).toEqual([sample(null), null, sample(3)]);
  expect(hour.slots.slice(0, -3).every((slot) => slot === null)).toBe(true);
});

test('a timer that is a little early or late misses no minute and counts none twice', () => {
  const rings = emptyHistory();
  addSample(rings, NOON - 5, sample(1));
  addSample(rings, NOON + MINUTE + 20_000, sample(2));
  expect(historyAt(rings, NOON + MINUTE).hour.slots.slice(-2)).toEqual([sample(1), sample(2)]);
});

test('an hour of the week has the mean of its minutes, and the processor only of those that know it', () => {
  const rings = emptyHistory();
  addSample(rings, NOON + MINUTE, sample(null, 1024, 2048));
  addSample(rings, NOON + 2 * MINUTE, sample(2, 3072, 4096));
  addSample(rings, NOON + HOUR, sample(4, 2048, 3072));
  addSample(rings, NOON + HOUR + MINUTE, sample(8));
  const { week } = historyAt(rings, NOON + HOUR + MINUTE);
  expect(week.slots).toHaveLength(168);
  expect(week.slots.slice(-3)).toEqual([null, sample(3, 2048, 3072), sample(8)]);
});

test('what is older than the ring is overwritten or left out, never shown as new', () => {
  const rings = emptyHistory();
  addSample(rings, NOON, sample(1));
  const [slots] = [historyAt(rings, NOON + HOUR).hour.slots];
  expect(slots.every((slot) => slot === null)).toBe(true);
  addSample(rings, NOON + HOUR, sample(2));
  expect(historyAt(rings, NOON + HOUR).hour.slots.at(-1)).toEqual(sample(2));
  const later = historyAt(rings, NOON + 8 * 24 * HOUR);
  expect([...later.hour.slots, ...later.week.slots].every((slot) => slot === null)).toBe(true);
});

test('after the clock was set back, what was measured later than now is not shown', () => {
  const rings = emptyHistory();
  addSample(rings, NOON + 10 * MINUTE, sample(1));
  expect(historyAt(rings, NOON).hour.slots.every((slot) => slot === null)).toBe(true);
});

test('a file of another size or format is no history', () => {
  expect(HISTORY_BYTES).toBeLessThan(8192);
  expect(isHistory(emptyHistory())).toBe(true);
  expect(isHistory(new DataView(new ArrayBuffer(HISTORY_BYTES)))).toBe(false);
  expect(isHistory(new DataView(new ArrayBuffer(3)))).toBe(false);
});
