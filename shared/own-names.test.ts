import { expect, test } from 'vitest';
import { folderContents } from './own-names';

test('of a project, only what is PocketBase’s or ours belongs to the instance', () => {
  const own = [
    'pb_data',
    'pb_hooks',
    'pb_migrations',
    'pb_public',
    'basekeeper.json',
    'basekeeper.json.tmp-0123456789abcdef',
    '.basekeeper-abcdefghijklmno',
    'kept-abcdefghijklmno',
    'quarantine-2026-11-30-073451',
  ];
  const others = ['.git', 'src', 'package.json', 'node_modules', 'pocketbase', 'kept-notes', 'pb_data.bak', '.env'];
  expect(folderContents([...others, ...own])).toEqual({ own, others });
});
