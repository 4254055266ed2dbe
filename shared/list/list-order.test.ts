import { expect, it } from 'vitest';
import { inOrder, movedInList, stepInList } from './list-order';

const list = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
const ids = (some: readonly { readonly id: string }[]): string => some.map(({ id }) => id).join('');

it('puts one in front of another, or at the end', () => {
  expect(ids(movedInList(list, 'd', 'b'))).toBe('adbc');
  expect(ids(movedInList(list, 'a', null))).toBe('bcda');
});

it('is the same list where nothing changes, or where something has gone meanwhile', () => {
  for (const [id, before] of [
    ['a', 'b'],
    ['a', 'a'],
    ['d', null],
    ['gone', 'a'],
    ['a', 'gone'],
  ] as const) {
    expect(movedInList(list, id, before), `${id} before ${String(before)}`).toBe(list);
  }
});

it('keeps what is not named at the end', () => {
  expect(ids(inOrder(list, ['c', 'gone', 'a']))).toBe('cabd');
});

it('steps over the neighbour that is shown, not over hidden ones', () => {
  const shown = [list[0], list[2]].filter((one) => one !== undefined);
  expect(stepInList(shown, list, 'a', 1)).toBe('d');
  expect(stepInList(shown, list, 'c', -1)).toBe('a');
  expect(stepInList(list, list, 'c', 1)).toBeNull();
  expect(stepInList(shown, list, 'a', -1)).toBeUndefined();
});
