/** Folders of an earlier PocketBase are opened as they are; what changes their tables is a change of version. */
import { appendFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OpenedFolder } from '../../shared/input';
import type { Instance } from '../../shared/instance';
import type { FolderInspection } from '../../shared/open-folder';
import { isUnderway } from '../../shared/operation';
import { errorWords } from '../../shared/words/error-words';
import { readAppliedMigrations } from '../pocketbase/data-generation';
import { fillFromTerminal, notesOn } from '../testing/terminal-pocketbase';
import { TEST_VERSIONS } from '../testing/test-versions';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { inspectFolder } from './inspect-folder';
import { openFolder } from './open-folder';

let bench: Workbench;
let folder: string;
beforeEach(() => {
  bench = createWorkbench();
  folder = join(bench.home, 'elsewhere', 'shop');
  mkdirSync(folder, { recursive: true });
});
afterEach(() => bench.dispose());

const inspect = async (): Promise<FolderInspection> => orThrow(await inspectFolder(folder, bench.opening));

async function asFound(): Promise<OpenedFolder> {
  const { name, port, version } = await inspect();
  return { folder, name, port, version };
}

const tryToOpen = (input: OpenedFolder) => openFolder(input, bench.opening, bench.operating.changeVersion);
const open = async (input: OpenedFolder): Promise<Instance> => bench.now(orThrow(await tryToOpen(input)));

describe('a folder of an earlier PocketBase', () => {
  const install = (...versions: readonly string[]): void =>
    bench.store.apply({
      type: 'versions-changed',
      versions: versions.map((version) => ({ version, source: '', sizeBytes: 0, installedAt: '' })),
      installations: [],
    });
  const migrationsOf = async (path = folder): Promise<readonly string[]> => {
    const applied = await readAppliedMigrations(join(path, 'pb_data'));
    return applied.kind === 'read' ? applied.files : [applied.detail];
  };

  test('is opened with the version that leaves its tables as they are; a later change has its backup and its way back', async () => {
    await fillFromTerminal(folder, '0.36.9');
    const before = await migrationsOf();
    install('0.40.6', '0.39.11', '0.36.9', '0.28.4');
    expect(await inspect()).toMatchObject({
      version: '0.36.9',
      versionNote:
        'The data was written by PocketBase 0.33.0 to 0.38.0. 0.36.9 opens it as it is; a newer one upgrades it, after a backup.',
    });
    const { id, port } = await open(await asFound());
    await bench.untilRunning(id);
    expect(await notesOn(port)).toEqual(['kept']);
    expect(await migrationsOf()).toEqual(before);
    orThrow(await orThrow(await bench.operating.changeVersion(id, '0.40.6', false)).ended);
    expect(bench.now(id)).toMatchObject({ version: '0.40.6', upgrade: { from: '0.36.9' } });
    expect(await migrationsOf()).not.toEqual(before);
    orThrow(await orThrow(await bench.operating.goBack(id)).ended);
    expect(bench.now(id).version).toBe('0.36.9');
    expect(await migrationsOf()).toEqual(before);
  });

  test('is upgraded only by whoever chooses that: tried on a copy, after a backup, with a way back', async () => {
    await fillFromTerminal(folder, '0.36.9');
    const before = await migrationsOf();
    install('0.40.6', '0.36.9');
    const { id, port } = await open({ ...(await asFound()), version: '0.40.6' });
    expect(bench.now(id)).toMatchObject({ version: '0.36.9', state: { kind: 'stopped' } });
    const running = await bench.untilRunning(id);
    expect(running).toMatchObject({ version: '0.40.6', upgrade: { from: '0.36.9' }, intent: { shouldRun: true } });
    expect(await notesOn(port)).toEqual(['kept']);
    orThrow(await orThrow(await bench.operating.goBack(id)).ended);
    expect(await migrationsOf()).toEqual(before);
  });

  test('a newer version that fails on the copy leaves the folder as it was, stopped', async () => {
    await fillFromTerminal(folder, '0.36.9');
    mkdirSync(join(folder, 'pb_hooks'));
    writeFileSync(
      join(folder, 'pb_hooks', 'main.pb.js'),
      'onBootstrap((e) => { throw new Error("not with this one") })',
    );
    const before = await migrationsOf();
    install('0.40.6', '0.36.9');
    const { id } = await open({ ...(await asFound()), version: '0.40.6' });
    await untilOperationsEnd();
    expect(bench.store.snapshot().state.operations[0]).toMatchObject({
      outcome: { kind: 'failed', error: { code: 'copy-not-served' } },
    });
    expect(bench.now(id)).toMatchObject({
      version: '0.36.9',
      state: { kind: 'stopped' },
      intent: { shouldRun: false },
    });
    expect(await migrationsOf()).toEqual(before);
  });

  test('without a version that leaves it as it is at hand, says what can be done', async () => {
    await fillFromTerminal(folder, '0.36.9');
    install('0.40.6');
    bench.versions.missing.add('0.38.0');
    const found = await asFound();
    expect(found.version).toBe('0.38.0');
    const refused = await tryToOpen(found);
    expect(refused.ok ? '' : errorWords(refused.error).text).toBe(
      'The data was written by PocketBase 0.33.0 to 0.38.0, and 0.38.0, which opens it as it is, could not be had. PocketBase 0.38.0 is not available. Run `npm test` once. Choose another version. Or choose a newer version: it is tried on a copy after a backup, and you can go back.',
    );
    const { id } = await open({ ...found, version: '0.40.6' });
    expect(await bench.untilRunning(id)).toMatchObject({ version: '0.40.6', upgrade: { from: '0.38.0' } });
  });

  test('that has its pocketbase beside the data is opened with that version', async () => {
    await fillFromTerminal(folder, '0.36.9');
    cpSync(join(TEST_VERSIONS, '0.36.9', 'pocketbase'), join(folder, 'pocketbase'));
    expect(await inspect()).toMatchObject({
      version: '0.36.9',
      versionNote: 'The data was written by PocketBase 0.33.0 to 0.38.0. The PocketBase in the folder is 0.36.9.',
    });
  });

  test('whose record names a version from after the data is not upgraded by it', async () => {
    const { id, folder: own } = await bench.create('blog', '0.40.6');
    await bench.untilRunning(id);
    await bench.quit();
    await bench.list.copiesSettled();
    await fillFromTerminal(folder, '0.36.9');
    cpSync(join(own, 'basekeeper.json'), join(folder, 'basekeeper.json'));
    install('0.40.6', '0.36.9');
    expect(await inspect()).toMatchObject({ version: '0.36.9' });
  });

  test('an executable that carries a change of the tables which its number does not tell of is noticed', async () => {
    await fillFromTerminal(folder, '0.36.9');
    const copy = bench.versions.replaceWithCopy('0.36.9');
    appendFileSync(copy, 'pocketbase/pocketbase/migrations/1799999999_of_tomorrow.go');
    install('0.36.9');
    expect(await inspect()).toMatchObject({ version: '0.38.0', upgrading: ['0.36.9'] });
    const { id } = await open({ ...(await asFound()), version: '0.36.9' });
    expect(await bench.untilRunning(id)).toMatchObject({ version: '0.36.9', upgrade: { from: '0.38.0' } });
  });

  async function untilOperationsEnd(): Promise<void> {
    const isAnyUnderway = (): boolean => bench.store.snapshot().state.operations.some(isUnderway);
    if (!isAnyUnderway()) return;
    await new Promise<void>((resolve) => {
      const stop = bench.store.subscribe(() => {
        if (isAnyUnderway()) return;
        stop();
        resolve();
      });
    });
  }
});
