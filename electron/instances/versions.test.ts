import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok, type Result } from '../../shared/result';
import { anInstance } from '../../shared/testing/examples';
import { errorWords } from '../../shared/words/error-words';
import type { InstallProgress, VersionSource } from '../pocketbase/sources/source';
import { openVersionStore } from '../pocketbase/version-store';
import { printingProgram, writeProgram } from '../testing/tiny-program';
import { INITIAL_STATE } from '../testing/workbench';
import { createAppStore } from '../store/app-store';
import { createVersions } from './versions';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'basekeeper-versions-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A source that delivers once `deliver` is called, unless it is cancelled before. */
function heldSource() {
  let deliver: () => void = () => undefined;
  const source: VersionSource = {
    name: 'official-release',
    available: () => Promise.resolve(ok([{ version: '0.40.6', publishedAt: null, sizeBytes: null }])),
    fetchExecutable: ({ version, folder: work, onProgress, signal }) =>
      new Promise((resolve) => {
        deliver = () =>
          resolve(ok(writeProgram(join(work, 'it'), printingProgram(`pocketbase version ${version}\n`), 0o600)));
        signal.addEventListener('abort', () =>
          resolve({ ok: false, error: { code: 'installation-cancelled', version } }),
        );
        onProgress({ step: 'downloading', receivedBytes: 5, totalBytes: 10 });
      }),
  };
  return { source, deliver: () => deliver() };
}

async function open() {
  const { source, deliver } = heldSource();
  const opened = await openVersionStore({ folder, sources: [source] });
  if (!opened.ok) throw new Error(errorWords(opened.error).text);
  const store = createAppStore(INITIAL_STATE, (error) => {
    throw error;
  });
  const versions = createVersions(opened.value, store);
  const underway = (): number => store.snapshot().state.installations.length;
  const install = async (version: string): Promise<void> => {
    const installed = versions.install(version);
    await expect.poll(underway).toBe(1);
    deliver();
    await installed;
  };
  return { store, versions, deliver, underway, install };
}
const words = (result: Result<unknown>): string => (result.ok ? 'ok' : errorWords(result.error).text);

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('the versions', () => {
  it('are shown with size, source and date, and with what is on its way', async () => {
    const { store, versions, deliver, underway } = await open();
    const installed = versions.install('0.40.6');
    await expect.poll(underway).toBe(1);
    expect(store.snapshot().state.installations).toEqual([
      { version: '0.40.6', step: 'Downloading', receivedBytes: 5, totalBytes: 10 },
    ]);
    const seen = new Set<string>();
    store.subscribe(() => {
      const { installations, versions: there } = store.snapshot().state;
      seen.add(`${String(installations.length)} on the way, ${String(there.length)} there`);
    });
    deliver();
    expect(await installed).toEqual({ ok: true, value: undefined });
    expect(underway()).toBe(0);
    expect([...seen], 'never neither').not.toContain('0 on the way, 0 there');
    expect(store.snapshot().state.versions).toEqual([
      {
        version: '0.40.6',
        lacks: [],
        source: 'official release',
        sizeBytes: printingProgram('pocketbase version 0.40.6\n').length,
        installedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      },
    ]);
    expect(await versions.available({ fresh: false })).toMatchObject({
      ok: true,
      value: { source: 'official release' },
    });
  });

  it('stay while an instance is pinned to them, running or not', async () => {
    const { store, versions, install } = await open();
    await install('0.40.6');
    const instance = anInstance({ name: 'blog', version: '0.40.6' });
    store.apply({ type: 'instance-changed', instance });
    expect(words(await versions.remove('0.40.6'))).toBe(
      'PocketBase 0.40.6 is used by blog. A version can be removed when no instance uses it, running or not.',
    );
    expect(readdirSync(folder)).toEqual(['0.40.6']);

    store.apply({ type: 'instance-removed', instanceId: instance.id });
    expect(await versions.remove('0.40.6')).toEqual({ ok: true, value: undefined });
    expect(store.snapshot().state.versions).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stay while an instance is being made with them', async () => {
    const { versions, install } = await open();
    await install('0.40.6');
    const refused = await versions.keepWhile('0.40.6', 'shop', () => versions.remove('0.40.6'));
    expect(words(refused)).toContain('is used by shop.');
    expect((await versions.remove('0.40.6')).ok).toBe(true);
  });

  it('are not removed while they are being installed, which can be cancelled for everybody who waits', async () => {
    const { versions, underway } = await open();
    const waiting = [versions.install('0.40.6'), versions.provideExecutable('0.40.6')];
    await expect.poll(underway).toBe(1);
    expect(words(await versions.remove('0.40.6'))).toBe('PocketBase 0.40.6 is being installed. Cancel that first.');
    expect(versions.cancel('0.40.6')).toEqual({ ok: true, value: undefined });
    const cancelled = { ok: false, error: { code: 'installation-cancelled', version: '0.40.6' } };
    expect(await Promise.all(waiting)).toEqual([cancelled, cancelled]);
    expect(underway()).toBe(0);
    await expect.poll(() => readdirSync(folder)).toEqual([]);
    expect(versions.cancel('0.40.6').ok).toBe(true);
  });

  it('are not waited for any longer by whoever gives up, whoever else does; and each is told how far they are', async () => {
    const { versions, deliver, underway } = await open();
    const abort = new AbortController();
    const told: InstallProgress[] = [];
    const given = { signal: abort.signal, onProgress: (progress: InstallProgress) => void told.push(progress) };
    // Both wait before the download begins, so that it goes on for the other one.
    const [provided, installed] = [versions.provideExecutable('0.40.6', given), versions.install('0.40.6')];
    await expect.poll(() => told).toEqual([{ step: 'downloading', receivedBytes: 5, totalBytes: 10 }]);
    abort.abort();
    expect(await provided).toEqual({ ok: false, error: { code: 'installation-cancelled', version: '0.40.6' } });
    expect(await versions.provideExecutable('0.40.6', given)).toMatchObject({ ok: false });
    expect(underway()).toBe(1);
    deliver();
    expect(await installed).toEqual({ ok: true, value: undefined });
  });
});
