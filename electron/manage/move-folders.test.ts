import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newScratch } from '../testing/after-operations';
import { removeOriginal } from './move-folders';

let home: string;
let original: string;
let target: string;
beforeEach(() => {
  home = newScratch('moved-');
  original = join(home, 'original');
  target = join(home, 'target');
  mkdirSync(join(target, 'pb_data'), { recursive: true });
  writeFileSync(join(target, 'pb_data/data.db'), 'all there is');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const isWhole = (): boolean => existsSync(join(target, 'pb_data/data.db'));

describe('the original of a folder that was copied', () => {
  test('goes, but for what is not in the new place', async () => {
    mkdirSync(join(original, 'pb_data'), { recursive: true });
    writeFileSync(join(original, 'later.txt'), '');
    expect(await removeOriginal({ folder: original, names: [], target })).toBe(true);
    expect([existsSync(join(original, 'pb_data')), existsSync(join(original, 'later.txt'))]).toEqual([false, true]);
    rmSync(join(original, 'later.txt'));
    expect(await removeOriginal({ folder: original, names: [], target })).toBe(false);
    expect([existsSync(original), isWhole()]).toEqual([false, true]);
  });

  test('is not looked for behind a link that leads to the new place by now', async () => {
    symlinkSync(target, original);
    expect(await removeOriginal({ folder: original, names: [], target })).toBe(true);
    expect([isWhole(), lstatSync(original).isSymbolicLink()]).toEqual([true, true]);
  });

  test('is not the new place by another name', async () => {
    const other = join(home, 'other');
    symlinkSync(home, other);
    expect(await removeOriginal({ folder: join(other, 'target'), names: [], target })).toBe(true);
    expect(isWhole()).toBe(true);
  });
});
