import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onDisk } from '../disk/byte-names';
import { newScratch } from '../testing/after-operations';
import { putBack, swapIn, type Swap } from './swap';
import { planExchange } from './exchange-plan';
import { isThere, newFolderOf, oldFolderOf } from '../operations/work-folders';

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
    contents: [{ path: 'pb_data', leaving: ['data.db'], arriving: ['data.db'] }],
    carried: [],
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

describe('what no backup holds', () => {
  const swap = { id: 'abcdefghijklmno', folder: '', apart: [], parts: [{ part: 'pb_data', existed: true }] } as const;
  const mine = [
    'pb_data/queue',
    'pb_data/storage/a/link',
    'pb_data/gone/with/it/pipe',
    'pb_data/both',
    'pb_data/ca\udce9',
  ];

  async function exchange(): Promise<{ readonly planned: Swap; readonly inTheWay: readonly string[] }> {
    const here = { ...swap, folder };
    write(join(folder, 'pb_data/data.db'), 'old');
    for (const path of mine) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      if (path.includes('\udce9')) writeFileSync(onDisk(join(folder, path)), 'mine');
      else symlinkSync('/nowhere', join(folder, path));
    }
    for (const name of ['data.db', 'storage/a/photo', 'both']) write(join(newFolderOf(here), 'pb_data', name), 'new');
    write(join(newFolderOf(here), 'pb_data/Backups/of-others.zip'), 'new');
    const { inTheWay, ...plan } = await planExchange(here, [...mine, 'pb_hooks/node_modules/.bin/tsc']);
    return { planned: { ...here, ...plan }, inTheWay };
  }
  const areThere = (paths: readonly string[]): readonly boolean[] => paths.map((path) => isThere(join(folder, path)));

  test('stays at the top of the data and is carried over deeper inside, into folders that are made for it', async () => {
    const { planned, inTheWay } = await exchange();
    expect(inTheWay).toEqual(['pb_data/both']);
    await swapIn(planned, nothing);
    expect(read('pb_data/data.db') + read('pb_data/storage/a/photo') + read('pb_data/both')).toBe('newnewnew');
    expect(areThere(mine)).toEqual(mine.map(() => true));
    expect(isThere(join(folder, 'pb_data/Backups'))).toBe(false);
  });

  test('is where it was after everything was put back, wherever the exchange was interrupted', async () => {
    const { planned } = await exchange();
    const names: string[] = [];
    await swapIn(planned, (name) => names.push(name));
    await putBack(planned, nothing);
    for (let last = 1; last <= names.length; last += 1) {
      rmSync(oldFolderOf(planned), { recursive: true, force: true });
      let left = last;
      const die = (): void => {
        left -= 1;
        if (left === 0) throw new Error('dies');
      };
      await expect(swapIn(planned, die)).rejects.toThrow('dies');
      left = last;
      // Once more inside of putting it back.
      await putBack(planned, die).catch(() => undefined);
      await putBack(planned, nothing);
      expect([read('pb_data/data.db'), ...areThere(mine)], names[last - 1]).toEqual(['old', ...mine.map(() => true)]);
      expect(isThere(join(folder, 'pb_data/storage/a/photo'))).toBe(false);
    }
    expect(names.length).toBeGreaterThan(12);
  });
});
