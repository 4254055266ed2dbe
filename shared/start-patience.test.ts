import { expect, test } from 'vitest';
import { afterStep, isOutOfPatience, NEW_START, type StartStep } from './start-patience';

const LIMIT_MS = 15_000;
const SILENT: StartStep = { passedMs: 500, changesData: false, isActive: false, isOverloaded: false };

/** Seconds until a start that goes on like this is given up; null: never within an hour. */
function givenUpAfter(step: Partial<StartStep>): number | null {
  let patience = NEW_START;
  for (let seconds = 0; seconds <= 3600; seconds += 0.5) {
    if (isOutOfPatience(patience, LIMIT_MS)) return seconds;
    patience = afterStep(patience, { ...SILENT, ...step });
  }
  return null;
}

test('a start of which nothing is seen is given up after the limit', () => {
  expect(givenUpAfter({})).toBe(15);
});

test('one that runs or writes output without end gets eight times as long', () => {
  expect(givenUpAfter({ isActive: true })).toBe(120);
});

test('one that changes its data is never given up', () => {
  expect(givenUpAfter({ changesData: true })).toBeNull();
  expect(givenUpAfter({ changesData: true, isActive: true, isOverloaded: true })).toBeNull();
});

test('where the computer is overloaded, a quarter of the time counts', () => {
  expect(givenUpAfter({ isOverloaded: true })).toBe(60);
  expect(givenUpAfter({ isOverloaded: true, isActive: true })).toBe(480);
});

test('whatever is seen of it begins the time anew', () => {
  const almost = { idleMs: 14_900, withoutDataMs: 100_000 };
  expect(afterStep(almost, { ...SILENT, isActive: true })).toEqual({ idleMs: 0, withoutDataMs: 100_500 });
  expect(afterStep(almost, { ...SILENT, changesData: true })).toEqual(NEW_START);
});
