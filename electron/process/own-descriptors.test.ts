import { expect, test } from 'vitest';
import { freeInChild, openFiles } from './own-descriptors';

const upTo = (last: number): readonly number[] => Array.from({ length: last + 1 }, (_, number) => number);

test('a child has what lies above the highest inherited descriptor, less those that are exchanged above the gap', () => {
  expect(freeInChild(256, upTo(99), [])).toBe(256 - 3 - 97);
  expect(freeInChild(256, upTo(99), [10, 20])).toBe(256 - 21 - 79);
  // 100 stands for nothing; 120 lies above it and needs one more.
  expect(freeInChild(256, [...upTo(99), 120], [10, 120])).toBe(256 - 121 - 1);
});

test('one high descriptor that another program left open to us takes all of them', () => {
  expect(freeInChild(256, [...upTo(99), 251], [10, 251])).toBeLessThan(4);
  expect(freeInChild(200, [...upTo(99), 251], [10, 251])).toBeLessThan(0);
});

test.runIf(process.platform === 'linux')('the limit of this process and what it has open', () => {
  const found = openFiles();
  expect(found?.open).toBeGreaterThan(3);
  expect(found?.limit).toBeGreaterThan(found?.open ?? Infinity);
});
