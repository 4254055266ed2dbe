import { expect, test } from 'vitest';
import { summarise } from './statistics';

test('the median of an odd and of an even number of values, whatever their order', () => {
  expect(summarise([3, 1, 2]).median).toBe(2);
  expect(summarise([4, 1, 3, 2]).median).toBe(2.5);
});

test('the 99th percentile is the second greatest of 200 values and the greatest of a few', () => {
  const values = Array.from({ length: 200 }, (_, index) => index + 1);
  expect(summarise(values)).toEqual({ median: 100.5, p99: 198, max: 200, n: 200 });
  expect(summarise([5, 9])).toMatchObject({ p99: 9, max: 9, n: 2 });
});

test('nothing measured is not a figure', () => {
  expect(() => summarise([])).toThrow('Nothing was measured');
});
