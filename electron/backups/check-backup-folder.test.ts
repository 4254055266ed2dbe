import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anInstance } from '../../shared/testing/examples';
import { checkBackupFolder } from './check-backup-folder';

let home: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'basekeeper-test-')));
  for (const id of ['blog', 'shop', 'own']) mkdirSync(join(home, id, 'pb_data'), { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const check = (folder: string) =>
  checkBackupFolder(folder, {
    instanceId: 'a',
    instances: [
      anInstance({ id: 'a', folder: join(home, 'blog') }),
      anInstance({ id: 'b', name: 'shop', folder: join(home, 'shop') }),
    ],
    ownFolders: [join(home, 'own')],
  });
const whyNot = async (folder: string): Promise<string> => {
  const checked = await check(folder);
  if (checked.ok) return `usable: ${checked.value}`;
  return checked.error.code === 'folder-not-usable' ? checked.error.rule : checked.error.code;
};

describe('a folder for backups', () => {
  test('is made when it is not there, and nothing is left in it', async () => {
    const folder = join(home, 'drive', 'of', 'mine');
    expect(await check(folder)).toEqual({ ok: true, value: folder });
    expect(readdirSync(folder)).toEqual([]);
    expect(await check(`${folder}/../mine/`)).toEqual({ ok: true, value: folder });
  });

  test('is what a link leads to', async () => {
    symlinkSync(join(home), join(home, 'link'));
    expect(await check(join(home, 'link', 'drive'))).toEqual({ ok: true, value: join(home, 'drive') });
  });

  test('may be around an instance, and beside one whose name begins alike', async () => {
    expect(await check(home)).toEqual({ ok: true, value: home });
    expect(await check(join(home, 'blog-backups'))).toEqual({ ok: true, value: join(home, 'blog-backups') });
  });

  test('is refused with the rule', async () => {
    writeFileSync(join(home, 'file'), '');
    symlinkSync(join(home, 'nowhere'), join(home, 'dangling'));
    symlinkSync(join(home, 'shop'), join(home, 'to-shop'));
    const ITSELF = 'lies inside the folder of the instance itself, and its backups would be lost with it';
    expect(await whyNot('backups')).toBe('is not an absolute path');
    expect(await whyNot(join(home, 'blog'))).toBe(ITSELF);
    expect(await whyNot(join(home, 'blog', 'new', 'one'))).toBe(ITSELF);
    expect(await whyNot(join(home, 'shop', 'backups'))).toBe('lies inside the folder of “shop”');
    expect(await whyNot(join(home, 'to-shop', 'backups'))).toBe('lies inside the folder of “shop”');
    expect(await whyNot(join(home, 'own', 'backups'))).toBe('lies inside Basekeeper’s own files');
    expect(await whyNot(join(home, 'file'))).toBe('is a file');
    expect(await whyNot(join(home, 'file', 'backups'))).toBe('leads through a file');
    expect(await whyNot(join(home, 'dangling'))).toBe('is a link that leads nowhere');
    expect(await whyNot(join(home, 'x'.repeat(300)))).toBe('is longer than the system allows');
    expect(existsSync(join(home, 'blog', 'new'))).toBe(false);
    expect(existsSync(join(home, 'shop', 'backups'))).toBe(false);
  });

  test('is refused where an instance has its data behind a link', async () => {
    mkdirSync(join(home, 'elsewhere'));
    symlinkSync(join(home, 'elsewhere'), join(home, 'shop', 'pb_public'));
    expect(await whyNot(join(home, 'elsewhere', 'backups'))).toBe('lies inside the folder of “shop”');
  });

  test.skipIf(process.platform !== 'linux')('is refused where nothing can be written', async () => {
    expect(await whyNot('/proc/backups')).toMatch(/^(cannot be written \(|is not writable)/);
    expect(await whyNot('/sys')).toMatch(/^(cannot be written \(|is not writable|is on a read-only drive)/);
  });
});
