import { expect, test } from 'vitest';
import { anInstance } from '../testing/examples';
import { NOTHING_TYPED, typedAhead, typedOn, TYPING_PAUSE_MS, type Typed } from './type-ahead';

const list = ['shop', 'Blog', 'app 10', 'app 2', 'wiki', 'aardvark'].map((name) => anInstance({ id: name, name }));
const found = (current: string | null, typed: string): string | undefined => typedAhead(list, current, typed)?.name;

/** Keys and the moments they were pressed at. */
const typedIn = (...keys: readonly (readonly [string, number])[]): Typed | null =>
  keys.reduce<Typed | null>((before, [key, at]) => typedOn(before ?? NOTHING_TYPED, key, at), NOTHING_TYPED);

test('letters go to the next name that begins with them, upper case or lower, around the end', () => {
  expect(found(null, 'b')).toBe('Blog');
  expect(found('app 10', 'a')).toBe('app 2');
  expect(found('aardvark', 'A')).toBe('app 10');
  expect(found('shop', 'x')).toBeUndefined();
});

test('a longer word stays where it fits already', () => {
  expect(found('app 2', 'app 2')).toBe('app 2');
  expect(found('app 10', 'app 2')).toBe('app 2');
});

test('the same letter again goes on to the next one, unless a name has it twice', () => {
  expect(found('wiki', 'aaa')).toBe('aardvark');
  expect(found('shop', 'ss')).toBe('shop');
  expect(found('app 10', 'pp')).toBeUndefined();
  expect(found('app 10', 'aa')).toBe('aardvark');
});

test('a word ends with a pause', () => {
  expect(typedIn(['a', 1000], ['p', 1000 + TYPING_PAUSE_MS])?.text).toBe('ap');
  expect(typedIn(['a', 1000], ['p', 1001 + TYPING_PAUSE_MS])?.text).toBe('p');
  expect(TYPING_PAUSE_MS).toBeGreaterThanOrEqual(500);
  expect(TYPING_PAUSE_MS).toBeLessThanOrEqual(1000);
});

test('single keys that do something else are no beginning of a word, but may be within one', () => {
  expect(typedIn(['?', 0])).toBeNull();
  expect(typedIn([' ', 0])).toBeNull();
  expect(typedIn(['Enter', 0])).toBeNull();
  expect(typedIn(['a', 0], [' ', 10], ['2', 20])?.text).toBe('a 2');
  expect(typedIn(['é', 0])?.text).toBe('é');
});
