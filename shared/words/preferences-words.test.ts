import { expect, test } from 'vitest';
import { dataFolderWords, newInstancesFolderWords, SUGGESTED_PORTS_WORDS } from './preferences-words';

test('each says what becomes of existing instances', () => {
  expect(newInstancesFolderWords('/srv/pocketbase', '/data')).toBe(
    '/srv/pocketbase. Existing instances stay where they are.',
  );
  expect(newInstancesFolderWords(null, '/data')).toBe('Below /data. Existing instances stay where they are.');
  expect(SUGGESTED_PORTS_WORDS).toContain('Existing instances keep theirs.');
  expect(dataFolderWords('/data', false)).toContain('BASEKEEPER_HOME sets another one, with a list of its own.');
  expect(dataFolderWords('/data', true)).toContain('Set by BASEKEEPER_HOME. Existing instances stay where they are.');
});
