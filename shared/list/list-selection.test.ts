import { expect, it } from 'vitest';
import { allSelected, extendedTo, NOTHING_SELECTED, selectedOf, toggled } from './list-selection';

const shown = ['a', 'b', 'c', 'd'];

it('takes one more or one less; the one on the page joins the first', () => {
  const two = toggled(NOTHING_SELECTED, 'c', 'a');
  expect(two.ids).toEqual(['a', 'c']);
  expect(toggled(two, 'd', 'b').ids).toEqual(['a', 'c', 'd']);
  expect(toggled(two, 'a').ids).toEqual(['c']);
  expect(toggled(NOTHING_SELECTED, 'c').ids).toEqual(['c']);
  expect(toggled(NOTHING_SELECTED, 'c', 'c').ids).toEqual(['c']);
});

it('extends from the anchor in both directions, and keeps it', () => {
  const down = extendedTo(toggled(NOTHING_SELECTED, 'b'), 'd', shown, null);
  expect(down.ids).toEqual(['b', 'c', 'd']);
  expect(extendedTo(down, 'a', shown, null).ids).toEqual(['a', 'b']);
  expect(extendedTo(NOTHING_SELECTED, 'c', shown, 'b').ids).toEqual(['b', 'c']);
  expect(extendedTo({ ids: [], anchor: 'hidden' }, 'c', shown, null).ids).toEqual(['c']);
});

it('never acts on what is not shown', () => {
  expect(selectedOf({ ids: ['d', 'hidden', 'a'], anchor: null }, shown)).toEqual(['a', 'd']);
  expect(allSelected(shown).ids).toEqual(shown);
});
