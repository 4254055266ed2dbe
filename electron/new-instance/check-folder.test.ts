import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { errorWords } from '../../shared/words/error-words';
import { anInstance } from '../../shared/testing/examples';
import { checkFolder } from './check-folder';

const SQLITE = 'SQLite format 3\0';

let home: string;
let ownFolders: readonly string[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'check-'));
  ownFolders = [join(home, 'program')];
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A folder as PocketBase leaves it, as far as the look goes. */
function made(name: string, database = `${SQLITE} and so on`): string {
  const folder = join(home, name);
  for (const each of ['pb_data', 'pb_hooks', 'pb_migrations']) mkdirSync(join(folder, each), { recursive: true });
  writeFileSync(join(folder, 'pb_data', 'data.db'), database);
  return folder;
}

const check = (path: string, blog = join(home, 'blog')) =>
  checkFolder(path, { instances: [anInstance({ name: 'blog', folder: blog })], ownFolders });

/** What a person reads of the path. */
async function said(path: string): Promise<string> {
  const checked = await check(path);
  if (checked.ok) throw new Error('was not refused');
  const { title, text } = errorWords(checked.error);
  expect(title).toBe('The folder cannot be used');
  expect(text.startsWith(`${path} `), text).toBe(true);
  expect(text.endsWith('. Choose another folder.'), text).toBe(true);
  return text.slice(path.length + 1, -' Choose another folder.'.length);
}

describe('a folder with data', () => {
  test('is usable, and so is the pb_data in it', async () => {
    const folder = made('shop');
    const usable = {
      ok: true,
      value: { path: folder, dataFolder: join(folder, 'pb_data'), missing: [join(folder, 'pb_public')] },
    };
    expect(await check(folder)).toMatchObject(usable);
    expect(await check(join(folder, 'pb_data'))).toMatchObject(usable);
    expect(await check(`${join(folder, 'pb_data')}/`)).toMatchObject(usable);
  });

  test('B8: is what a link leads to, to the folder or to its data', async () => {
    const folder = made('shop');
    symlinkSync(folder, join(home, 'link'));
    symlinkSync(join(folder, 'pb_data'), join(home, 'link-to-data'));
    for (const link of ['link', 'link-to-data', 'link/pb_data']) {
      expect(await check(join(home, link))).toMatchObject({ ok: true, value: { path: folder } });
    }
  });

  test('may be called pb_data itself', async () => {
    const folder = made('pb_data');
    expect(await check(folder)).toMatchObject({ ok: true, value: { path: folder } });
  });
});

describe('B6: a folder is refused', () => {
  test('by its path', async () => {
    expect(await said('data/shop')).toBe('is not an absolute path.');
    expect(await said('/')).toBe('is the root of a drive.');
    expect(await said(join(home, 'x'.repeat(200)))).toBe('is longer than 200 bytes.');
    expect(await said(join(home, 'ü'.repeat(100)))).toBe('is longer than 200 bytes.');
  });

  test('when it is missing, or no folder', async () => {
    expect(await said(join(home, 'nowhere'))).toBe('does not exist.');
    writeFileSync(join(home, 'file'), '');
    expect(await said(join(home, 'file'))).toBe('is a file.');
    expect(await said(join(home, 'file', 'inner'))).toBe('leads through a file.');
  });

  test('when a link leads to a root or to a path that is too long', async () => {
    symlinkSync('/', join(home, 'root'));
    expect(await said(join(home, 'root'))).toBe('is the root of a drive.');
    const long = made('y'.repeat(190));
    symlinkSync(long, join(home, 'short'));
    expect(await said(join(home, 'short'))).toBe('is longer than 200 bytes.');
  });

  test('inside the app’s own files', async () => {
    const said_ = 'lies inside Basekeeper’s own files.';
    expect(await said(made('program'))).toBe(said_);
    expect(await said(made('program/versions'))).toBe(said_);
    const outside = join(home, 'outside');
    mkdirSync(outside);
    symlinkSync(join(home, 'program', 'pb_data'), join(outside, 'pb_data'));
    expect(await said(outside)).toBe(said_);
    expect(await check(made('program-of-mine'))).toMatchObject({ ok: true });
  });

  test('equal to, inside and around that of another instance, by real paths', async () => {
    const said_ = 'overlaps the folder of “blog”.';
    expect(await said(made('blog'))).toBe(said_);
    expect(await said(made('blog/inner'))).toBe(said_);
    expect(await said(made(''))).toBe(said_);
    symlinkSync(join(home, 'blog'), join(home, 'link'));
    expect(await said(join(home, 'link'))).toBe(said_);
    expect(await check(made('shop'), join(home, 'shop-other'))).toMatchObject({ ok: true });
    const checked = await check(join(home, 'blog'), join(home, 'link'));
    expect(checked).toMatchObject({ ok: false, error: { rule: 'overlaps the folder of “blog”' } });
  });

  test('without a database', async () => {
    const folder = join(home, 'empty');
    mkdirSync(folder);
    expect(await said(folder)).toBe('has no pb_data in it.');
    mkdirSync(join(folder, 'pb_data'));
    expect(await said(folder)).toBe('holds a pb_data without data.db.');
    mkdirSync(join(folder, 'pb_data', 'data.db'));
    expect(await said(folder)).toBe('holds a data.db that is not a file.');
    const other = join(home, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'pb_data'), '');
    expect(await said(other)).toBe('holds a pb_data that is a file.');
  });

  test('with a database that is none', async () => {
    expect(await said(made('shop', ''))).toBe('holds a data.db that is empty.');
    for (const bytes of ['x', 'SQLite format 3', 'SQLite format 2\0 and so on', '\0'.repeat(4096)]) {
      expect(await said(made('shop', bytes))).toBe('holds a data.db that is not an SQLite database.');
    }
  });

  test('F24: with a database behind a link, of which nobody could tell who serves it', async () => {
    const folder = made('shop');
    rmSync(join(folder, 'pb_data', 'data.db'));
    writeFileSync(join(home, 'real.db'), SQLITE);
    symlinkSync(join(home, 'real.db'), join(folder, 'pb_data', 'data.db'));
    expect(await said(folder)).toBe('holds a data.db that is not a file.');
  });

  test('with something else in the place of a folder that PocketBase needs', async () => {
    const folder = made('shop');
    writeFileSync(join(folder, 'pb_public'), '');
    expect(await said(folder)).toBe('holds a pb_public that is not a folder.');
    rmSync(join(folder, 'pb_public'));
    symlinkSync(join(home, 'nowhere'), join(folder, 'pb_public'));
    expect(await said(folder)).toBe('holds a pb_public that is not a folder.');
  });

  test.skipIf(process.getuid?.() !== 0)('of another user (only root can give it away)', async () => {
    const folder = made('shop');
    chownSync(join(folder, 'pb_data', 'data.db'), 65534, 65534);
    expect(await said(folder)).toBe('holds a data.db that belongs to another user.');
    chownSync(join(folder, 'pb_data'), 65534, 65534);
    expect(await said(folder)).toBe('holds a pb_data that belongs to another user.');
    chownSync(folder, 65534, 65534);
    expect(await said(folder)).toBe('belongs to another user.');
  });

  test.skipIf(process.getuid?.() === 0)('F42: that may not be written (root may write everything)', async () => {
    const folder = made('shop');
    chmodSync(join(folder, 'pb_data', 'data.db'), 0o400);
    expect(await said(folder)).toBe('holds a data.db that is not readable and writable by your user.');
    chmodSync(join(folder, 'pb_data'), 0o500);
    expect(await said(folder)).toBe('holds a pb_data that is not readable and writable by your user.');
    chmodSync(folder, 0o500);
    expect(await said(folder)).toBe('is not readable and writable by your user.');
    chmodSync(folder, 0o700);
    chmodSync(join(folder, 'pb_data'), 0o700);
  });
});

describe('B7: “?” or NUL', () => {
  test('in the path is refused', async () => {
    expect(await said('/data/what?/shop')).toBe('contains “?”, and PocketBase would put its database elsewhere.');
    expect(await said('/data/\0/shop')).toBe('contains a NUL character.');
  });

  test('in what a link leads to is refused, also behind pb_data', async () => {
    const rule = 'contains “?”, and PocketBase would put its database elsewhere.';
    symlinkSync(made('what?'), join(home, 'link'));
    expect(await said(join(home, 'link'))).toBe(rule);
    const folder = join(home, 'shop');
    mkdirSync(folder);
    symlinkSync(join(home, 'what?', 'pb_data'), join(folder, 'pb_data'));
    expect(await said(folder)).toBe(rule);
  });
});

test('B8: a link that leads nowhere or in a circle is refused', async () => {
  symlinkSync(join(home, 'nowhere'), join(home, 'dangling'));
  expect(await said(join(home, 'dangling'))).toBe('is a link that leads nowhere.');
  symlinkSync(join(home, 'circle'), join(home, 'circle'));
  expect(await said(join(home, 'circle'))).toBe('leads in a circle of links.');
  const folder = join(home, 'shop');
  mkdirSync(folder);
  symlinkSync(join(home, 'nowhere'), join(folder, 'pb_data'));
  expect(await said(folder)).toBe('holds a pb_data that is a link that leads nowhere.');
});
