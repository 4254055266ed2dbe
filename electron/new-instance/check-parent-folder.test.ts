import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anInstance } from '../../shared/testing/examples';
import { errorWords } from '../../shared/words/error-words';
import { checkParentFolder } from './check-parent-folder';

let home: string;
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  home = mkdtempSync(join(scratch, 'parent-'));
  for (const name of ['projects', 'program', 'blog/pb_data']) mkdirSync(join(home, name), { recursive: true });
  writeFileSync(join(home, 'file'), '');
  symlinkSync(join(home, 'program'), join(home, 'link'));
});
afterEach(() => rmSync(home, { recursive: true }));

const check = async (path: string): Promise<string> => {
  const around = {
    instances: [anInstance({ name: 'blog', folder: join(home, 'blog') })],
    ownFolders: [join(home, 'program')],
  };
  const checked = await checkParentFolder(path, around);
  return checked.ok ? 'usable' : errorWords(checked.error).text;
};

test('a folder for new instances is one that is there and is nobody else’s', async () => {
  expect(await check(join(home, 'projects'))).toBe('usable');
  expect(await check('projects')).toContain('is not an absolute path');
  expect(await check(join(home, 'gone'))).toContain('does not exist');
  expect(await check(join(home, 'file'))).toContain('is not a folder');
  expect(await check(join(home, 'link'))).toContain('belongs to Basekeeper itself');
  expect(await check(join(home, 'blog/pb_data'))).toContain('is in the folder of “blog”');
});
