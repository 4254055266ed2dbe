/** Folders that others filled are opened where they are. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OpenedFolder } from '../../shared/input';
import type { Instance } from '../../shared/instance';
import type { FolderInspection } from '../../shared/open-folder';
import { errorWords } from '../../shared/words/error-words';
import { fillFromTerminal, notesOn, serveFromTerminal } from '../testing/terminal-pocketbase';
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

const inspect = async (path = folder): Promise<FolderInspection> => orThrow(await inspectFolder(path, bench.opening));

async function asFound(path = folder): Promise<OpenedFolder> {
  const { name, port, version } = await inspect(path);
  return { folder: path, name, port, version };
}

async function open(input: OpenedFolder): Promise<Instance> {
  return bench.now(orThrow(await openFolder(input, bench.opening, bench.operating.changeVersion)));
}

/** The sentence a person reads when it is refused; by the look as by the opening. */
async function refusal(path: string, changes: Partial<OpenedFolder> = {}): Promise<string> {
  const inspected = await inspectFolder(path, bench.opening);
  const port = 8989;
  const opened = await openFolder(
    { folder: path, name: 'new', port, version: '0.40.6', ...changes },
    bench.opening,
    bench.operating.changeVersion,
  );
  if (opened.ok) throw new Error('was not refused');
  if (!inspected.ok) expect(opened.error).toEqual(inspected.error);
  return errorWords(opened.error).text.replace(path, 'PATH');
}

/** Everything in a folder with its size and time. */
function inventory(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { size, mtimeMs, mode } = statSync(join(path, name));
      return `${name} ${String(size)} ${String(mtimeMs)} ${mode.toString(8)}`;
    });
}

describe.each([
  ['0.40.6', '0.40.6', 'The data was written by PocketBase 0.38.1 or newer.'],
  [
    '0.22.27',
    '0.22.27',
    'The data was written by PocketBase 0.22 or older. 0.22.27 opens it as it is; a newer one upgrades it, after a backup.',
  ],
])('a folder that PocketBase %s filled', (made, version, versionNote) => {
  test('is looked at without a trace, opened where it is, and serves its rows', async () => {
    await fillFromTerminal(folder, made);
    const before = inventory(folder);
    const found = await inspect();
    expect(inventory(folder)).toEqual(before);
    expect(found).toMatchObject({
      folder,
      dataFolder: join(folder, 'pb_data'),
      name: 'shop',
      version,
      versionNote,
      hasHooks: false,
      missingFolders: ['pb_hooks', 'pb_public'],
      inMaintenance: false,
    });
    // PocketBase wrote the collection down as a migration.
    expect(found.warnings).toEqual([
      'pb_migrations holds a program. It runs with your rights as soon as the instance starts; open only a folder you trust.',
    ]);

    const { id, port } = await open(await asFound(join(folder, 'pb_data')));
    const running = await bench.untilRunning(id);
    expect(running).toMatchObject({ name: 'shop', folder, version, intent: { shouldRun: true, maintenance: null } });
    expect(await notesOn(port)).toEqual(['kept']);
    expect((statSync(join(folder, 'pb_hooks')).mode & 0o777).toString(8)).toBe('700');
    await bench.list.copiesSettled();
    expect(readdirSync(folder).sort()).toEqual([
      'basekeeper.json',
      'pb_data',
      'pb_hooks',
      'pb_migrations',
      'pb_public',
    ]);
  });
});

test('B17: a version older than the data, or than any Basekeeper keeps, is refused; nothing is left behind', async () => {
  await fillFromTerminal(folder, '0.40.6');
  const before = inventory(folder);
  expect(await refusal(folder, { version: '0.28.4' })).toBe(
    'The data was written by PocketBase 0.38.1 or newer, and an older one would damage it. Choose another version.',
  );
  expect(await refusal(folder, { version: '0.21.0' })).toBe(
    'Basekeeper works with PocketBase 0.22.0 and newer. Choose another version.',
  );
  expect(inventory(folder)).toEqual(before);
  expect(bench.store.snapshot().state.instances).toEqual([]);
});

test('F24: a folder that a pocketbase in a terminal serves is refused, with its name and pid', async () => {
  await fillFromTerminal(folder, '0.40.6');
  const served = await serveFromTerminal(folder, '0.40.6');
  const said = `pocketbase (pid ${String(served.pid)}) is serving PATH/pb_data, and two processes on one database damage it. Stop that process, then try again.`;
  expect(await refusal(folder)).toBe(said);
  expect(existsSync(join(folder, 'pb_public'))).toBe(false);
  await served.end();
  await bench.untilRunning((await open(await asFound())).id);
});

test('B6: the folder of another instance is refused, around and inside too, also through a link', async () => {
  const { folder: taken } = await bench.create('blog', '0.40.6');
  const said = 'PATH overlaps the folder of “blog”. Choose another folder.';
  const link = join(bench.home, 'link');
  symlinkSync(taken, link);
  const linkedData = join(folder, 'pb_data');
  symlinkSync(join(taken, 'pb_data'), linkedData);
  const inside = join(taken, 'pb_public', 'inner');
  cpSync(join(taken, 'pb_data'), join(inside, 'pb_data'), { recursive: true });
  const around = join(bench.home, 'instances');
  cpSync(join(taken, 'pb_data'), join(around, 'pb_data'), { recursive: true });
  for (const path of [taken, join(taken, 'pb_data'), link, folder, inside, around])
    expect(await refusal(path)).toBe(said);
  expect(readdirSync(folder)).toEqual(['pb_data']);
});

test('two openings of one folder at once: one is refused, and what the other made stays', async () => {
  await fillFromTerminal(folder, '0.40.6');
  const input = await asFound();
  const outcomes = await Promise.all([
    openFolder(input, bench.opening, bench.operating.changeVersion),
    openFolder({ ...input, name: 'twin', port: 8988 }, bench.opening, bench.operating.changeVersion),
  ]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  const [kept] = bench.store.snapshot().state.instances;
  await bench.untilRunning(kept?.id ?? '');
  expect(existsSync(join(folder, 'pb_public'))).toBe(true);
});

describe('a folder that was an instance before', () => {
  /** As if the list had been lost: a second app finds only the folder. */
  async function left(prepare: (id: string) => Promise<unknown>): Promise<Instance> {
    const first = createWorkbench();
    try {
      const { id } = await first.create('blog', '0.40.6');
      await first.untilRunning(id);
      first.instances.setOptions(id, { muted: true });
      if ((await prepare(id)) !== undefined) {
        first.instances.enterMaintenance(id, 'window');
        await first.untilMaintenance(id);
      }
      const instance = first.now(id);
      await first.quit();
      rmSync(folder, { recursive: true });
      cpSync(instance.folder, folder, { recursive: true, preserveTimestamps: true });
      return instance;
    } finally {
      await first.dispose();
    }
  }

  test('comes back as it was, under its name, port and id', async () => {
    const before = await left(() => Promise.resolve());
    const found = await inspect();
    expect(found).toMatchObject({
      name: 'blog',
      port: before.port,
      version: '0.40.6',
      missingFolders: [],
      warnings: [],
    });
    expect(found.versionNote).toContain('basekeeper.json in the folder says 0.40.6.');
    const opened = await open(await asFound());
    expect(opened).toMatchObject({ id: before.id, folder, muted: true, createdAt: before.createdAt });
    await bench.untilRunning(opened.id);
  });

  test('stays in maintenance, and nothing of it is started', async () => {
    const before = await left(() => Promise.resolve('maintenance'));
    expect(await inspect()).toMatchObject({ inMaintenance: true });
    const opened = await open(await asFound());
    expect(opened.intent).toEqual({ shouldRun: true, maintenance: before.intent.maintenance });
    expect(opened.state).toEqual({ kind: 'stopped' });
    expect(bench.store.snapshot().state.notices).toEqual([]);
    bench.instances.leaveMaintenance(opened.id);
    await bench.untilRunning(opened.id);
  });

  test('a copy of an instance that is on the list gets an id, a name and a record of its own', async () => {
    const original = await bench.create('blog', '0.40.6');
    await bench.untilRunning(original.id);
    bench.instances.enterMaintenance(original.id, 'window');
    await bench.untilMaintenance(original.id);
    await bench.list.copiesSettled();
    rmSync(folder, { recursive: true });
    cpSync(original.folder, folder, { recursive: true });
    const found = await inspect();
    expect(found).toMatchObject({ name: 'blog 2', inMaintenance: true });
    expect(found.port).not.toBe(original.port);
    expect(found.warnings).toEqual([
      'basekeeper.json in the folder is a copy of that of “blog”. It is set aside, and the folder gets its own.',
    ]);
    const opened = await open(await asFound());
    expect(opened.id).not.toBe(original.id);
    await bench.list.copiesSettled();
    const record = JSON.parse(readFileSync(join(folder, 'basekeeper.json'), 'utf8')) as { instance: { id: string } };
    expect(record.instance.id).toBe(opened.id);
    expect(bench.store.snapshot().state.notices).toEqual([]);
  });

  test('S26: what its record makes the instance do is told of before the folder is opened', async () => {
    await left(() => Promise.resolve());
    const path = join(folder, 'basekeeper.json');
    const record = JSON.parse(readFileSync(path, 'utf8')) as { instance: object };
    const brought = {
      serving: {
        revision: 1,
        environment: [
          { name: 'HTTP_PROXY', secret: false, value: 'http://192.0.2.1' },
          { name: 'API_TOKEN', secret: true, sealed: 'c2VhbGVk' },
        ],
        encryptionKey: null,
        arguments: ['--queryTimeout=60'],
        networkAccess: 'network',
      },
      backups: { schedule: { every: 'day', at: '03:00', weekday: 0 }, retention: null, folder: '/somewhere/else' },
    };
    writeFileSync(path, JSON.stringify({ ...record, instance: { ...record.instance, ...brought } }));
    expect((await inspect()).warnings).toEqual([
      'basekeeper.json in the folder sets the environment variables HTTP_PROXY and API_TOKEN and the argument --queryTimeout=60. PocketBase is started with that; open only a folder you trust.',
      'basekeeper.json in the folder has the backups of the instance written to /somewhere/else.',
    ]);
  });

  test('F56: a record that cannot be used is told of before the folder is opened', async () => {
    await left(() => Promise.resolve());
    writeFileSync(join(folder, 'basekeeper.json'), '{"schemaVersion": 1, "inst');
    expect(await inspect()).toMatchObject({
      name: 'shop',
      warnings: [
        'basekeeper.json in the folder cannot be used: it is cut short or damaged. Whether the instance was in maintenance is not known; it will be started.',
      ],
    });
  });
});

test('S26: hooks are told of as programs before the folder is opened', async () => {
  await fillFromTerminal(folder, '0.40.6');
  mkdirSync(join(folder, 'pb_hooks'));
  for (const name of ['main.pb.js', 'more.pb.ts', 'notes.txt']) writeFileSync(join(folder, 'pb_hooks', name), '');
  const found = await inspect();
  expect(found.hasHooks).toBe(true);
  expect(found.warnings).toEqual([
    'pb_hooks and pb_migrations hold 3 programs. They run with your rights as soon as the instance starts; open only a folder you trust.',
  ]);
});

test('when the list cannot be written, everything is as it was', async () => {
  await fillFromTerminal(folder, '0.40.6');
  const input = await asFound();
  const before = inventory(folder);
  rmSync(join(bench.home, 'settings'), { recursive: true });
  writeFileSync(join(bench.home, 'settings'), '');
  expect(await openFolder(input, bench.opening, bench.operating.changeVersion)).toMatchObject({
    ok: false,
    error: { code: 'state-not-saved' },
  });
  expect(inventory(folder)).toEqual(before);
  expect(bench.store.snapshot().state.instances).toEqual([]);
});
