import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newScratch } from '../testing/after-operations';
import { newFolderOf, putBack, swapIn, type Swap } from './swap';

let folder: string;
beforeEach(() => void (folder = newScratch('swap-')));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nothing = (): void => undefined;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

function prepare(publicExisted: boolean): Swap {
  const swap: Swap = {
    id: 'abcdefghijklmno',
    folder,
    parts: [
      { part: 'pb_data', existed: true },
      { part: 'pb_public', existed: publicExisted },
    ],
  };
  write(join(folder, 'pb_data/data.db'), 'old');
  if (publicExisted) write(join(folder, 'pb_public/index.html'), 'old');
  for (const file of ['pb_data/data.db', 'pb_public/index.html']) write(join(newFolderOf(swap), file), 'new');
  return swap;
}

describe('a part that somebody makes in the middle of the exchange, e.g. a build', () => {
  test('does not keep the rest from being put back, and is not touched', async () => {
    const swap = prepare(false);
    const made = (name: string): void => {
      if (name === 'moved-new-pb_data') write(join(folder, 'pb_public/index.html'), 'of a build');
    };
    await expect(swapIn(swap, made)).rejects.toThrow();
    await putBack(swap, nothing);
    expect(read('pb_data/data.db')).toBe('old');
    expect(read('pb_public/index.html')).toBe('of a build');
  });

  test('without one, everything is put back', async () => {
    const swap = prepare(true);
    await swapIn(swap, nothing);
    expect([read('pb_data/data.db'), read('pb_public/index.html')]).toEqual(['new', 'new']);
    await putBack(swap, nothing);
    expect([read('pb_data/data.db'), read('pb_public/index.html')]).toEqual(['old', 'old']);
    expect(existsSync(join(newFolderOf(swap), 'pb_data'))).toBe(true);
  });
});
