import { expect, it } from 'vitest';
import { anInstance } from './testing/examples';
import { colourFor, recordedTags, sentTags, tagsInUse } from './tags';

it('takes plain words of any script once each, and refuses the rest', () => {
  const sent = (...names: readonly string[]) => sentTags.safeParse(names.map((name) => ({ name, colour: 'red' })));
  expect(sent(' Kunde ', 'مشروع', '🚀 launch').data?.map(({ name }) => name)).toEqual(['Kunde', 'مشروع', '🚀 launch']);
  expect(sent('a', ' A').error?.issues[0]?.message).toBe('must not name the same tag twice');
  expect(sent('x'.repeat(25)).error?.issues[0]?.message).toBe('must have at most 24 characters');
  expect(sent('a\u202eb').success).toBe(false);
  expect(sent('').success).toBe(false);
  expect(sent('a', 'b', 'c', 'd', 'e', 'f', 'g').error?.issues[0]?.message).toBe('must be at most 6 tags');
});

it('reads a colour of a newer version as grey instead of losing the instance', () => {
  expect(recordedTags.parse([{ name: 'a', colour: 'mauve' }])).toEqual([{ name: 'a', colour: 'grey' }]);
});

it('gives a tag the colour it has elsewhere, and a new one a free colour', () => {
  const inUse = tagsInUse([
    anInstance({ tags: [{ name: 'prod', colour: 'red' }] }),
    anInstance({
      tags: [
        { name: 'Prod', colour: 'blue' },
        { name: 'client', colour: 'orange' },
      ],
    }),
  ]);
  expect(inUse.map(({ name, colour }) => [name, colour])).toEqual([
    ['client', 'orange'],
    ['prod', 'red'],
  ]);
  expect(colourFor('PROD', inUse)).toBe('red');
  expect(colourFor('new', inUse)).toBe('yellow');
});
