/** What goes wrong around an operation: the drive, the list, the journal, other processes, the last wish of a person. */
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import type { Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { openAlone } from '../data/sqlite';
import { createCollection, storedNumbers, Writers } from '../testing/acknowledged-writes';
import { serveFromTerminal } from '../testing/terminal-pocketbase';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const SUPERUSER = { email: 'admin@example.com', password: 'a password of this test' };

let bench: Workbench;
let instance: Instance;
/** Done in the middle of an operation. */
let atStep: (name: string) => void = () => undefined;

beforeEach(async () => {
  atStep = () => undefined;
  bench = createWorkbench({ afterStep: (name) => atStep(name) });
  instance = await bench.create('blog', '0.40.6', SUPERUSER);
  await bench.untilRunning(instance.id);
  await createCollection(instance.port, SUPERUSER);
  await write(instance.port);
});
afterEach(() => bench.dispose());

async function write(port: number): Promise<number> {
  const writers = new Writers(port);
  await writers.untilAcknowledged(20);
  await writers.end();
  return writers.acknowledged.length;
}

const once =
  (step: string, act: () => void) =>
  (name: string): void => {
    if (name !== step) return;
    atStep = () => undefined;
    act();
  };

async function backUp(): Promise<string> {
  orThrow(await orThrow(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })).ended);
  const list = bench.store.snapshot().state.backups.find(({ instanceId }) => instanceId === instance.id);
  return list?.backups[0]?.id ?? '';
}

async function restore(backupId: string): Promise<Result<string>> {
  const begun = await bench.operating.restore(instance.id, {
    source: { kind: 'backup', backupId },
    parts: ['pb_data'],
  });
  return begun.ok ? begun.value.ended : begun;
}

const sentence = (result: Result<string>): string => (result.ok ? result.value : errorWords(result.error).text);
const workFolder = (): string =>
  join(instance.folder, readdirSync(instance.folder).find((name) => name.startsWith('.basekeeper-')) ?? 'none');

test('what cannot be put back is not called undone: it stays, holds the instance, and the next launch puts it back', async () => {
  const backupId = await backUp();
  const rows = 20 + (await write(instance.port));
  let hidden = '';
  // As a drive that goes away: what was moved aside is out of reach.
  atStep = once('moved-old-pb_data', () => {
    hidden = join(bench.home, 'unplugged');
    renameSync(workFolder(), hidden);
  });
  const restored = await restore(backupId);
  expect(sentence(restored)).toContain('nothing of it is touched until then');
  for (const command of [
    () => bench.instances.start(instance.id),
    () => bench.instances.leaveMaintenance(instance.id),
    () => bench.operating.backUp(instance.id, { reason: 'manual', label: '' }),
  ]) {
    expect(command()).toMatchObject({ ok: false, error: { code: 'operation-unfinished', kind: 'restore' } });
  }
  const [entry] = bench.journal.load();
  await bench.quit();

  renameSync(hidden, join(instance.folder, `.basekeeper-${entry?.id ?? ''}`));
  const again = bench.reopen();
  await again.resume();
  expect(again.now(instance.id).intent).toMatchObject({ shouldRun: true, maintenance: { reason: 'operation-failed' } });
  expect(again.journal.load()).toEqual([]);
  orThrow(again.instances.leaveMaintenance(instance.id));
  await again.untilRunning(instance.id);
  expect((await storedNumbers(instance.port)).size).toBeGreaterThanOrEqual(rows - 20);
});

test('a part that is a link is refused with its path, before anything is done', async () => {
  const backupId = await backUp();
  const elsewhere = join(bench.home, 'public');
  mkdirSync(elsewhere);
  const link = join(instance.folder, 'pb_public');
  rmSync(link, { recursive: true });
  symlinkSync('../../public', link);
  const begun = await bench.operating.restore(instance.id, {
    source: { kind: 'backup', backupId },
    parts: ['pb_data', 'pb_public'],
  });
  const ended = begun.ok ? await begun.value.ended : begun;
  expect(sentence(ended)).toContain(`${link} is a link to another place.`);
  expect(bench.now(instance.id).state.kind).toBe('running');
});

test('an instance that is not on the list any more: nothing of its data is removed, and that is said', async () => {
  const backupId = await backUp();
  atStep = once('moved-old-pb_data', () => renameSync(workFolder(), join(bench.home, 'aside')));
  await restore(backupId);
  const [entry] = bench.journal.load();
  await bench.quit();
  renameSync(join(bench.home, 'aside'), join(instance.folder, `.basekeeper-${entry?.id ?? ''}`));
  // The list is lost, and so is the copy in the folder.
  rmSync(join(bench.home, 'settings/instances.json'));
  rmSync(join(instance.folder, 'basekeeper.json'), { force: true });
  const again = bench.reopen();
  await again.resume();
  expect(existsSync(join(workFolder(), 'old/pb_data/data.db'))).toBe(true);
  expect(
    again.store
      .snapshot()
      .state.notices.map(({ text }) => text)
      .join(),
  ).toContain('not on the list');
});

test('old data without a record of its operation keeps the instance from starting, and says where it is', async () => {
  orThrow(bench.instances.stop(instance.id));
  await bench.until(instance.id, 'stopped', ({ state }) => state.kind === 'stopped');
  const old = join(instance.folder, '.basekeeper-aaaaaaaaaaaaaaa', 'old');
  mkdirSync(old, { recursive: true });
  orThrow(bench.instances.start(instance.id));
  const { incidents } = await bench.untilMaintenance(instance.id);
  expect(incidents[0]).toMatchObject({ cause: 'operation-unfinished', evidence: `${old} exists.` });
});

test('a process that serves the data from a terminal is seen: no restore, and a backup by way of SQLite', async () => {
  const backupId = await backUp();
  orThrow(bench.instances.stop(instance.id));
  await bench.until(instance.id, 'stopped', ({ state }) => state.kind === 'stopped');
  const terminal = await serveFromTerminal(instance.folder, '0.40.6');
  try {
    expect(sentence(await restore(backupId))).toContain(`pid ${String(terminal.pid)}`);
    await backUp();
  } finally {
    await terminal.end();
  }
});

test('what a person wished last is followed: maintenance that was turned on during the start stays on', async () => {
  const backupId = await backUp();
  atStep = once('noted-starting', () => {
    // Given back a moment later; the wish comes while it starts.
    setImmediate(() => void bench.instances.enterMaintenance(instance.id, 'window'));
  });
  await restore(backupId);
  await bench.untilMaintenance(instance.id);
  expect(bench.now(instance.id).intent.maintenance?.reason).toBe('requested');
});

test('“Stop everything” reaches an instance in an operation: it is not started again at its end', async () => {
  const backupId = await backUp();
  atStep = once('filled-new-folder', () => void bench.instances.stopEverything('tray'));
  orThrow(await restore(backupId));
  expect(bench.now(instance.id)).toMatchObject({
    state: { kind: 'stopped' },
    intent: { maintenance: { reason: 'requested', setBy: 'tray' } },
  });
});

test('a database that is none of PocketBase is refused, and nothing is changed', async () => {
  const folder = join(bench.home, 'foreign');
  mkdirSync(folder);
  const database = openAlone(join(folder, 'data.db'));
  database.exec('CREATE TABLE mine (id TEXT)');
  database.close();
  const zip = new ZipFile();
  zip.addFile(join(folder, 'data.db'), 'data.db');
  zip.end();
  const path = join(bench.home, 'foreign.zip');
  await pipeline(zip.outputStream, createWriteStream(path));
  const begun = await bench.operating.restore(instance.id, { source: { kind: 'file', path }, parts: ['pb_data'] });
  const ended = begun.ok ? await begun.value.ended : begun;
  expect(sentence(ended)).toContain('is no database of PocketBase');
  await bench.untilRunning(instance.id);
});
