import { expect, test } from 'vitest';
import { errorWords } from '../../shared/words/error-words';
import { fail, ok } from '../../shared/result';
import { decode } from '../engine/decode';
import { ExecutableImports } from './import-executable';

const ADDED = { version: '0.36.8', sha256: 'a'.repeat(64) };

/** Knows what the file is built on, as the version store does. */
const storeOf = (builtOn: string) => ({
  importExecutable: (path: string, stated?: string) =>
    Promise.resolve(
      stated === builtOn
        ? ok(ADDED)
        : stated === undefined
          ? fail({ code: 'build-without-version', path, proposed: builtOn } as const)
          : fail({
              code: 'executable-not-usable',
              path,
              rule: `is built on PocketBase ${builtOn}, not on ${stated}`,
            } as const),
    ),
});

test('a build that does not say its version is asked about, and added with the answer', async () => {
  const imports = new ExecutableImports(storeOf('0.36.8'), () => Promise.resolve('/home/me/shop'));
  expect(await imports.choose()).toEqual(ok({ imported: null, question: { fileName: 'shop', proposed: '0.36.8' } }));
  expect(await imports.answer('0.40.6')).toMatchObject({ ok: false, error: { code: 'executable-not-usable' } });
  // It can be corrected.
  expect(await imports.answer('0.36.8')).toEqual(ok({ imported: ADDED, question: null }));
  expect(await imports.answer('0.36.8')).toMatchObject({ ok: false, error: { code: 'version-not-available' } });
});

test('without a chosen file there is nothing to answer', async () => {
  const imports = new ExecutableImports(storeOf('0.36.8'), () => Promise.resolve(null));
  expect(await imports.choose()).toEqual(ok({ imported: null, question: null }));
  const answered = await imports.answer('0.36.8');
  expect(answered.ok ? '' : errorWords(answered.error).text).toBe(
    'No file is waiting for it; choose the file again. Choose another version.',
  );
});

test.each([undefined, {}, { version: 'newest' }, { version: '0.36.8', path: '/etc/passwd' }])(
  'the answer %j is refused',
  (input) => {
    expect(decode('import-executable-as', input).ok).toBe(false);
  },
);

test.each([
  ['import-environment', { path: '/etc/passwd' }],
  ['export-environment', { instanceId: 'a'.repeat(15) }],
  ['export-environment', { instanceId: 'a'.repeat(15), withSecrets: 'yes' }],
  ['export-environment', { instanceId: 'a'.repeat(15), withSecrets: true, path: '/etc/passwd' }],
] as const)('no file is named by the window: %s %j is refused', (name, input) => {
  expect(decode(name, input).ok).toBe(false);
});
