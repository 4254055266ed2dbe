import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instanceName } from './input';
import { fittingName, foldName } from './instance-name';

describe('a name made to fit', () => {
  test.each<readonly [string, readonly string[], string]>([
    ['blog', [], 'blog'],
    ['blog', ['Blog'], 'blog 2'],
    ['blog', ['blog', 'BLOG 2'], 'blog 3'],
    ['Cafe\u0301', ['CAFÉ'], 'Café 2'],
    ['  blog  ', [], 'blog'],
    ['a\u202eb\nc', [], 'abc'],
    ['\u200b', [], 'instance'],
    ['', ['instance'], 'instance 2'],
    ['x'.repeat(80), [], 'x'.repeat(64)],
    ['x'.repeat(80), ['x'.repeat(64)], `${'x'.repeat(62)} 2`],
    [`${'x'.repeat(63)}😀`, [], 'x'.repeat(63)],
  ])('%j beside %j is %j', (text, taken, name) => {
    expect(fittingName(text, taken)).toBe(name);
  });

  test('fits the rule and is free, whatever the folder is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), fc.nat(3), (text, others) => {
        const taken: string[] = [];
        for (let count = 0; count <= others; count += 1) taken.push(fittingName(text, taken));
        expect(new Set(taken.map(foldName)).size).toBe(taken.length);
        for (const name of taken) expect(instanceName.safeParse(name)).toEqual({ success: true, data: name });
      }),
    );
  });
});
