import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorWords } from '../../shared/words/error-words';
import type { InstallStep } from '../../shared/versions';
import { buildOn } from '../testing/own-build';
import { TEST_VERSIONS } from '../testing/test-versions';
import { sha256Of } from './executable-check';
import { defaultSources } from './sources/default-sources';
import { openVersionStore, type VersionStore } from './version-store';

// Not below the system's temporary folder: PocketBase behaves differently there.
const scratch = resolve(import.meta.dirname, '../../.cache/tests');

let folder: string;
beforeAll(() => {
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, 'versions-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(): Promise<VersionStore> {
  const opened = await openVersionStore({ folder, sources: defaultSources() });
  if (!opened.ok) throw new Error(errorWords(opened.error).text);
  return opened.value;
}

describe('the version store with its real sources', () => {
  it('installs a real PocketBase that runs, and finds it again', async () => {
    const steps = new Set<InstallStep>();
    const store = await open();
    const installed = await store.install('0.40.6', { onProgress: ({ step }) => void steps.add(step) });
    if (!installed.ok) throw new Error(errorWords(installed.error).text);

    const { executable, sha256 } = installed.value;
    expect(execFileSync(executable, ['--version'], { encoding: 'utf8' })).toBe('pocketbase version 0.40.6\n');
    expect(await sha256Of(executable)).toBe(sha256);
    expect(steps).toEqual(new Set<InstallStep>(['asking', 'downloading', 'unpacking', 'verifying']));
    expect(await (await open()).list()).toEqual([installed.value]);
    expect(readdirSync(folder)).toEqual(['0.40.6']);
  });

  it('takes a copy of a real PocketBase that somebody chose', async () => {
    const installed = await (await open()).install('0.40.6');
    const other = await openVersionStore({ folder: join(folder, 'other'), sources: [] });
    if (!installed.ok || !other.ok) throw new Error('nothing to choose from');
    expect(await other.value.importExecutable(installed.value.executable)).toMatchObject({
      ok: true,
      value: { version: '0.40.6', sha256: installed.value.sha256, source: 'chosen-by-hand' },
    });
  });

  it('does not list a damaged folder, and installs the version anew', async () => {
    const store = await open();
    rmSync(join(folder, '0.40.6', 'version.json'));
    expect(await store.find('0.40.6')).toBeUndefined();
    expect((await store.install('0.40.6')).ok).toBe(true);
    expect((await store.list()).map(({ version }) => version)).toEqual(['0.40.6']);
  });

  it('asks which PocketBase a build is built on that says the number of its own releases', async () => {
    const path = buildOn(join(TEST_VERSIONS, '0.36.9', 'pocketbase'), '0.36.9', '0.36.8', join(folder, 'shop'));
    const store = await openVersionStore({ folder: join(folder, 'own'), sources: [] });
    if (!store.ok) throw new Error('nothing to add it to');
    expect(await store.value.importExecutable(path)).toEqual({
      ok: false,
      error: { code: 'build-without-version', path, proposed: '0.36.8' },
    });
    const wrong = await store.value.importExecutable(path, '0.40.6');
    expect(wrong.ok ? '' : errorWords(wrong.error).text).toContain('is built on PocketBase 0.36.8, not on 0.40.6');
    expect(await store.value.list()).toEqual([]);
    const added = await store.value.importExecutable(path, '0.36.8');
    expect(added).toMatchObject({ ok: true, value: { version: '0.36.8' } });
    // What it can be told is in its record.
    const [listed] = await store.value.list();
    expect(listed?.abilities?.flags).toContain('hooksDir');
    expect(listed?.abilities?.commands).toContain('migrate');
  });

  it('says that a version does not exist', async () => {
    expect(await (await open()).install('0.22.9999')).toMatchObject({
      ok: false,
      error: { code: 'version-not-available', version: '0.22.9999' },
    });
  });
});
