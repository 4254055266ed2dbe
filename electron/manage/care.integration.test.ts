/** What is done with an instance besides backups: checked, compacted, measured, removed, deleted. Real processes. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NO_BACKUP_OPTIONS } from '../../shared/backup';
import { pidOf, type Instance } from '../../shared/instance';
import { openFolder } from '../new-instance/open-folder';
import { createCollection, storedNumbers } from '../testing/acknowledged-writes';
import { endOf, leftBehindIn, login, SUPERUSER, writeRecords } from '../testing/served-records';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
let instance: Instance;
const begin = async (version = '0.40.6', options: Parameters<typeof createWorkbench>[0] = {}): Promise<void> => {
  bench = createWorkbench(options);
  instance = await bench.create('blog', version, SUPERUSER);
  await bench.untilRunning(instance.id);
};
afterEach(() => bench.dispose());

async function stop(): Promise<void> {
  orThrow(bench.instances.stop(instance.id));
  await bench.until(instance.id, 'stopped', ({ state }) => state.kind === 'stopped');
}

/** Overwrites the newest pages, those of a person's records, which PocketBase itself does not notice. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  for (let page = bytes.length / 4096 - 4; page < bytes.length / 4096; page += 1) {
    bytes.fill(0x5a, page * 4096, page * 4096 + 400);
  }
  writeFileSync(path, bytes);
}

describe('the check of the data', () => {
  beforeEach(() => begin());

  test('says what is in order, of a running instance and of a stopped one, and leaves nothing behind', async () => {
    const text = 'data.db and auxiliary.db are intact.';
    expect(await endOf(bench.operating.checkIntegrity(instance.id))).toEqual({ ok: true, value: text });
    expect(bench.now(instance.id).state.kind).toBe('running');
    await stop();
    expect(await endOf(bench.operating.checkIntegrity(instance.id))).toEqual({ ok: true, value: text });
    expect(leftBehindIn(instance.folder)).toEqual([]);
    expect(bench.journal.load()).toEqual([]);
  });

  test('F39: names the damaged file, with the first line that SQLite says, and so does a backup, which is none', async () => {
    await createCollection(instance.port, SUPERUSER);
    await writeRecords(instance.port, 300);
    await stop();
    damage(join(instance.folder, 'pb_data/data.db'));
    const checked = await endOf(bench.operating.checkIntegrity(instance.id));
    expect(checked).toMatchObject({ ok: false, error: { code: 'data-damaged', file: 'data.db' } });
    expect(JSON.stringify(checked)).toMatch(/Tree|malformed|Page|btree/);
    const backedUp = await endOf(bench.operating.backUp(instance.id, { reason: 'manual', label: '' }));
    expect(backedUp).toMatchObject({ ok: false, error: { code: 'data-damaged', file: 'data.db' } });
    expect(readdirSync(join(bench.home, 'backups', instance.id))).toEqual([]);
    orThrow(bench.instances.start(instance.id));
    await bench.untilRunning(instance.id);
    const running = await endOf(bench.operating.checkIntegrity(instance.id));
    expect(running).toMatchObject({ ok: false, error: { code: 'data-damaged', file: 'data.db' } });
    expect(leftBehindIn(instance.folder)).toEqual([]);
  });

  test.each(['removed', 'emptied'])('F37: data.db was %s: neither in order nor compacted', async (what) => {
    await stop();
    const database = join(instance.folder, 'pb_data/data.db');
    if (what === 'removed') rmSync(database);
    else writeFileSync(database, '');
    const error = { code: 'data-not-usable', path: database, rule: what === 'removed' ? 'is not there' : 'is empty' };
    expect(await endOf(bench.operating.checkIntegrity(instance.id))).toEqual({ ok: false, error });
    expect(await endOf(bench.operating.compact(instance.id))).toEqual({ ok: false, error });
    expect(existsSync(database)).toBe(what === 'emptied');
  });

  test('names a file that is no database at all', async () => {
    await stop();
    writeFileSync(join(instance.folder, 'pb_data/auxiliary.db'), 'no database');
    expect(await endOf(bench.operating.checkIntegrity(instance.id))).toMatchObject({
      ok: false,
      error: { code: 'data-damaged', file: 'auxiliary.db', line: 'file is not a database' },
    });
  });
});

describe('compacting', () => {
  beforeEach(() => begin());

  test('gives room back, and the instance as it was found', async () => {
    await createCollection(instance.port, SUPERUSER);
    const numbers = await writeRecords(instance.port, 300);
    const compacted = await endOf(bench.operating.compact(instance.id));
    expect(compacted).toMatchObject({
      ok: true,
      value: expect.stringMatching(/^\d.* freed \(\d.* before, \d.* now\)\.$/) as string,
    });
    await bench.untilRunning(instance.id);
    expect((await storedNumbers(instance.port)).size).toBe(numbers.length);
    expect(bench.now(instance.id).incidents).toEqual([]);

    orThrow(bench.instances.enterMaintenance(instance.id, 'window'));
    await bench.untilMaintenance(instance.id);
    orThrow(await endOf(bench.operating.compact(instance.id)));
    expect(bench.now(instance.id)).toMatchObject({
      state: { kind: 'stopped' },
      intent: { shouldRun: true, maintenance: { reason: 'requested' } },
    });
    expect(bench.journal.load()).toEqual([]);
  });

  test('of what cannot be compacted says so, and gives the instance back', async () => {
    await stop();
    writeFileSync(join(instance.folder, 'pb_data/auxiliary.db'), 'no database');
    expect((await endOf(bench.operating.compact(instance.id))).ok).toBe(false);
    expect(bench.now(instance.id).intent).toEqual({ shouldRun: false, maintenance: null });
    expect(bench.journal.load()).toEqual([]);
  });
});

test('sizes are those of the files', async () => {
  await begin();
  orThrow(await endOf(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })));
  await stop();
  const data = join(instance.folder, 'pb_data');
  mkdirSync(join(data, 'storage/x'), { recursive: true });
  writeFileSync(join(data, 'storage/x/picture.png'), Buffer.alloc(12_345));
  const sizes = orThrow(await bench.operating.sizes(instance.id));
  expect(sizes.databases).toBe(statSync(join(data, 'data.db')).size + statSync(join(data, 'auxiliary.db')).size);
  expect(sizes.files).toBe(12_345);
  expect(sizes.logs).toBeGreaterThan(0);
  expect(sizes.backups).toBeGreaterThan(1000);
});

test('what is removed from the list stays on the disk, does not come back by itself, and can be opened again', async () => {
  await begin();
  expect(bench.operating.removeFromList(instance.id)).toMatchObject({ ok: false, error: { code: 'not-stopped' } });
  orThrow(await endOf(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })));
  await stop();
  expect(orThrow(bench.operating.removeFromList(instance.id))).toEqual({
    folder: instance.folder,
    backupsFolder: join(bench.home, 'backups', instance.id),
  });
  expect(existsSync(join(instance.folder, 'pb_data/data.db'))).toBe(true);
  expect(bench.store.snapshot().state.instances).toEqual([]);
  // Taken back at once, it is as it was.
  orThrow(bench.operating.putBackOnList(instance.id));
  expect(bench.now(instance.id)).toMatchObject({ name: 'blog', port: instance.port, state: { kind: 'stopped' } });
  orThrow(bench.operating.removeFromList(instance.id));
  await bench.list.copiesSettled();
  rmSync(join(bench.home, 'settings/instances.json'));
  const again = bench.reopen();
  again.instances.resume();
  expect(again.store.snapshot().state.instances).toEqual([]);
  const { folder, port, version } = instance;
  const id = orThrow(
    await openFolder({ folder, port, version, name: 'blog' }, again.opening, again.operating.changeVersion),
  );
  // The same instance as before: its backups are its own.
  expect(id).toBe(instance.id);
  orThrow(await again.operating.listBackups(id));
  expect(again.store.snapshot().state.backups[0]?.backups).toHaveLength(1);
});

/** Of our own folders: what is named by the instance or tells of it, and how many files are below that. */
function tracesOf({ id }: Instance): readonly string[] {
  const found: string[] = [];
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const inner = join(path, entry.name);
      if (entry.name === 'trash') continue;
      if (entry.name.includes(id) || (entry.isFile() && readFileSync(inner, 'latin1').includes(id))) {
        found.push(relative(bench.home, inner));
      }
      if (entry.isDirectory()) visit(inner);
    }
  };
  visit(bench.home);
  return found.sort();
}

async function crash(): Promise<void> {
  process.kill(pidOf(bench.now(instance.id).state) ?? 0, 'SIGKILL');
  await bench.untilMaintenance(instance.id);
}

async function openAgain(): Promise<Workbench> {
  const again = bench.reopen();
  await again.resume();
  return again;
}

/** Folders of what is kept of an instance outside of its own. */
const TRACES = ['activity', 'incidents', 'logs/instances', 'runs', 'runs/healthy'];
const MONTH_AND_A_DAY_MS = 31 * 24 * 3_600_000;

describe('output, incidents and journal of what was removed from the list', () => {
  const kept = (): readonly string[] => tracesOf(instance).filter((path) => !path.startsWith('instances'));
  beforeEach(async () => {
    await begin();
    const start = join(bench.home, 'runs/healthy', `${instance.id}.json`);
    await expect.poll(() => existsSync(start)).toBe(true);
    await crash();
    // The last that is written of a crash.
    const isTold = ({ incidents }: Instance): boolean => incidents[0]?.whatChanged !== undefined;
    await bench.until(instance.id, 'told what changed', isTold);
    // As of one that ran last long ago: the time counts from when it was removed.
    const longAgo = new Date(Date.now() - 2 * MONTH_AND_A_DAY_MS);
    for (const name of TRACES) age(name, longAgo);
    orThrow(bench.operating.removeFromList(instance.id));
    await bench.list.copiesSettled();
  });

  const age = (name: string, at: Date): void => {
    for (const entry of readdirSync(join(bench.home, name))) {
      if (entry.startsWith(instance.id)) utimesSync(join(bench.home, name, entry), at, at);
    }
  };

  test('come back with it', async () => {
    const again = await openAgain();
    const { folder, port, version } = instance;
    const id = orThrow(
      await openFolder({ folder, port, version, name: 'blog' }, again.opening, again.operating.changeVersion),
    );
    expect(again.now(id).incidents).toHaveLength(1);
    expect(again.activity.load(id)[0]?.text).toContain('Added to the list.');
    expect(orThrow(again.instances.output(id)).lines.length).toBeGreaterThan(0);
  });

  test('go at a launch after thirty days, and nothing else does', async () => {
    const notOurs = join(bench.home, 'logs', 'instances', 'notes');
    mkdirSync(notOurs);
    for (const name of TRACES) age(name, new Date(Date.now() - MONTH_AND_A_DAY_MS));
    expect(new Set(kept())).toEqual(
      new Set([
        `activity/${instance.id}.jsonl`,
        `incidents/${instance.id}.json`,
        `logs/instances/${instance.id}`,
        `runs/${instance.id}.json`,
        `runs/healthy/${instance.id}.json`,
      ]),
    );
    await openAgain();
    expect(kept()).toEqual([]);
    expect(existsSync(join(instance.folder, 'pb_data/data.db'))).toBe(true);
    expect(existsSync(notOurs)).toBe(true);
  });

  test('of an instance on the list stay, however old they are', async () => {
    const shop = await bench.create('shop', '0.40.6');
    await bench.untilRunning(shop.id);
    await bench.quit();
    const longAgo = new Date(Date.now() - MONTH_AND_A_DAY_MS);
    utimesSync(join(bench.home, 'logs', 'instances', shop.id), longAgo, longAgo);
    await openAgain();
    expect(readdirSync(join(bench.home, 'logs', 'instances', shop.id)).length).toBeGreaterThan(0);
  });
});

describe('deleting', () => {
  test.each([true, false])('leaves nothing of it but its backups (one is made: %s)', async (backUpFirst) => {
    await begin();
    await crash();
    const { id } = instance;
    for (const sort of ['damaged', 'newer']) {
      writeFileSync(join(bench.home, 'incidents', `${id}.json.${sort}-2026-01-02T03-04-05.000Z`), '{');
    }
    writeFileSync(join(bench.home, 'activity', `${id}.jsonl.new`), '');
    mkdirSync(join(bench.home, 'backups', id), { recursive: true });
    expect(tracesOf(instance)).toEqual(
      expect.arrayContaining([
        `activity/${id}.jsonl`,
        `incidents/${id}.json`,
        `logs/instances/${id}`,
        `runs/${id}.json`,
        'settings/instances.json',
      ]),
    );
    orThrow(await endOf(bench.operating.deleteInstance(id, { name: 'blog', backUpFirst })));
    await bench.list.copiesSettled();
    const left = tracesOf(instance).filter((path) => !path.startsWith(`backups/${id}/`));
    expect(left).toEqual(backUpFirst ? [`backups/${id}`] : []);
  });

  test('needs the exact name, backs up, and moves the folder to the trash', async () => {
    await begin();
    expect(await bench.operating.deleteInstance(instance.id, { name: 'Blog', backUpFirst: true })).toEqual({
      ok: false,
      error: { code: 'name-not-matching', instanceName: 'blog' },
    });
    const deleted = await endOf(bench.operating.deleteInstance(instance.id, { name: 'blog', backUpFirst: true }));
    expect(deleted).toMatchObject({ ok: true, value: expect.stringContaining('is in the trash') as string });
    expect(bench.store.snapshot().state.instances).toEqual([]);
    expect(existsSync(instance.folder)).toBe(false);
    expect(existsSync(join(bench.home, 'trash', basename(instance.folder), 'pb_data/data.db'))).toBe(true);
    expect(readdirSync(join(bench.home, 'backups', instance.id))).toHaveLength(1);
    expect(bench.journal.load()).toEqual([]);
    expect(bench.list.load()).toEqual([]);
  });

  test('changes nothing where there is no trash', async () => {
    await begin('0.40.6', { trash: () => Promise.reject(new Error('There is no trash on this drive')) });
    expect(await endOf(bench.operating.deleteInstance(instance.id, { name: 'blog', backUpFirst: false }))).toEqual({
      ok: false,
      error: { code: 'not-trashed', path: instance.folder, detail: 'There is no trash on this drive' },
    });
    await bench.untilRunning(instance.id);
    expect(await login(instance.port)).toBe(200);
    expect(bench.journal.load()).toEqual([]);
  });

  test('does not take its backups along', async () => {
    await begin();
    orThrow(
      bench.instances.change(instance.id, {
        backups: { ...NO_BACKUP_OPTIONS, folder: join(instance.folder, 'backups') },
      }),
    );
    expect(await bench.operating.deleteInstance(instance.id, { name: 'blog', backUpFirst: true })).toMatchObject({
      ok: false,
      error: { code: 'folder-not-usable' },
    });
  });
});
