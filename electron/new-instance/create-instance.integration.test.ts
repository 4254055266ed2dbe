import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { folderNameOf } from '../../shared/file-name';
import type { NewInstance } from '../../shared/input';
import { errorWords } from '../../shared/words/error-words';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { createInstance, newInstanceDefaults } from './create-instance';
import type { ProvideExecutable } from '../instances/versions';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

async function input(changes: Partial<NewInstance> = {}): Promise<NewInstance> {
  const defaults = orThrow(await newInstanceDefaults(bench.creation));
  const folderIsSuggested = changes.folder === undefined;
  return { ...defaults, port: Number(defaults.port), name: 'blog', folderIsSuggested, ...changes };
}

/** The sentence a person reads when it is refused. */
async function refusal(changes: Partial<NewInstance>): Promise<string> {
  const created = await createInstance(await input(changes), bench.creation);
  if (created.ok) throw new Error('was not refused');
  const { title, text } = errorWords(created.error);
  return `${title}. ${text}`;
}

test('everything of an instance can be read by its user only', async () => {
  const { folder } = await bench.create('blog', '0.40.6');
  expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
  for (const name of readdirSync(join(folder, 'pb_data'))) {
    expect((statSync(join(folder, 'pb_data', name)).mode & 0o077).toString(8)).toBe('0');
  }
  await bench.list.copiesSettled();
  expect(readdirSync(folder).sort()).toEqual(['basekeeper.json', 'pb_data', 'pb_hooks', 'pb_migrations', 'pb_public']);
  expect((statSync(join(folder, 'basekeeper.json')).mode & 0o777).toString(8)).toBe('600');
});

test.each(['0.23.12', '0.28.4', '0.39.11', '0.40.6'])(
  'the superuser can sign in with PocketBase %s',
  async (version) => {
    const given = await input({ version, superuser: { email: 'me@example.com', password: '-my $ecret "quoted"-' } });
    const id = orThrow(await createInstance(given, bench.creation));
    await bench.untilRunning(id);
    const answer = await fetch(
      `http://127.0.0.1:${String(given.port)}/api/collections/_superusers/auth-with-password`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ identity: given.superuser.email, password: given.superuser.password }),
      },
    );
    expect(answer.status).toBe(200);
  },
);

test('the folder is named after the instance, and nobody else’s is taken', async () => {
  const nameOf = (folder: string): string => basename(folder);
  const [blog, other] = await Promise.all([bench.create('My Blog!', '0.40.6'), bench.create('my blog', '0.40.6')]);
  expect([blog, other].map(({ folder }) => nameOf(folder)).sort()).toEqual(['my-blog', 'my-blog-2']);
  expect(new Set([blog.id, other.id]).size).toBe(2);
  mkdirSync(join(dirname(blog.folder), 'shop'));
  const shop = await bench.create('shop', '0.40.6');
  expect(nameOf(shop.folder)).toBe('shop-2');
  expect(nameOf((await bench.create('日本', '0.40.6')).folder)).toBe('instance');
  expect(folderNameOf('CON')).toBe('con-instance');
});

test('a superuser that PocketBase refuses leaves nothing behind', async () => {
  const { folder } = await input();
  const said = await refusal({ folder, superuser: { email: 'a@b', password: 'long enough' } });
  expect(said).toMatch(
    /^The superuser could not be created\. .*email.* Nothing was kept\. Correct it and try again\.$/i,
  );
  expect(existsSync(folder)).toBe(false);
  expect(bench.store.snapshot().state.instances).toEqual([]);
});

test('B4, B11: names and ports of other instances are refused', async () => {
  const { port } = await bench.create('Café', '0.40.6');
  expect(await refusal({ name: 'CAFE\u0301' })).toBe(
    'The name is taken. Another instance is named “CAFE\u0301”. Choose another name.',
  );
  expect(await refusal({ port })).toBe(
    `Port ${String(port)} belongs to Café. The instance “Café” uses it. Choose another port.`,
  );
});

test('two instances created at once with one name: one of them is refused, and its folder is gone', async () => {
  const [one, other] = [await input(), await input({ port: 8989 })];
  const created = await Promise.all([createInstance(one, bench.creation), createInstance(other, bench.creation)]);
  expect(created.filter(({ ok }) => ok)).toHaveLength(1);
  expect(created.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'name-in-use' } });
  const [kept] = bench.store.snapshot().state.instances;
  expect(readdirSync(join(bench.home, 'instances'))).toEqual([basename(kept?.folder ?? '')]);
  await bench.untilRunning(kept?.id ?? '');
});

test('B6, B8: folders that cannot be used are refused by path and rule, and stay as they are', async () => {
  const full = join(bench.home, 'full');
  mkdirSync(full);
  writeFileSync(join(full, 'mine.txt'), 'mine');
  const file = join(bench.home, 'file');
  writeFileSync(file, '');
  const dangling = join(bench.home, 'dangling');
  symlinkSync(join(bench.home, 'nowhere'), dangling);
  const { folder } = await bench.create('neighbour', '0.40.6');

  const rule = async (path: string): Promise<string> => (await refusal({ folder: path })).replace(path, 'PATH');
  const said = (what: string): string => `The folder cannot be used. PATH ${what}. Choose another folder.`;
  expect(await rule(full)).toBe(said('is not empty'));
  expect(await rule(file)).toBe(said('is a file'));
  expect(await rule(join(file, 'below'))).toBe(said('leads through a file'));
  expect(await rule(dangling)).toMatch(/^The folder cannot be used\. PATH /);
  expect(await rule('relative/folder')).toBe(said('is not an absolute path'));
  expect(await rule('/')).toBe(said('is the root of a drive'));
  expect(await rule(folder)).toBe(said('overlaps the folder of “neighbour”'));
  expect(await rule(join(folder, 'pb_public', 'inner'))).toBe(said('overlaps the folder of “neighbour”'));
  expect(existsSync(join(folder, 'pb_public', 'inner'))).toBe(false);
  expect(readdirSync(full)).toEqual(['mine.txt']);
});

test('an empty folder chosen by the user is used, and given back empty when creation fails', async () => {
  const chosen = join(bench.home, 'chosen');
  mkdirSync(chosen);
  await refusal({ folder: chosen, superuser: { email: 'a@b', password: 'long enough' } });
  expect(readdirSync(chosen)).toEqual([]);
  const id = orThrow(await createInstance(await input({ folder: chosen }), bench.creation));
  expect((await bench.untilRunning(id)).folder).toBe(chosen);
});

test('B21: versions whose superuser would need a password on the command line are refused', async () => {
  expect(await refusal({ version: '0.22.27' })).toBe(
    'PocketBase 0.22.27 is not available. New instances need PocketBase 0.23 or newer, because older ones take passwords only on the command line. Choose another version.',
  );
});

test('no browser is asked for, and no token is printed, at the first start', async () => {
  const stub = join(bench.home, 'stub');
  const called = join(bench.home, 'called');
  mkdirSync(stub);
  writeFileSync(join(stub, 'xdg-open'), `#!/bin/sh\necho "$@" >> ${called}\n`, { mode: 0o755 });
  const path = process.env['PATH'];
  process.env['PATH'] = `${stub}:${path ?? ''}`;
  try {
    const { id } = await bench.create('blog', '0.40.6');
    await bench.untilRunning(id);
    const output = (): string =>
      orThrow(bench.instances.output(id))
        .lines.map(({ text }) => text)
        .join('\n');
    await expect.poll(output).toContain('Dashboard');
    expect(output()).not.toMatch(/pbinstal|token/);
    expect(existsSync(called)).toBe(false);
  } finally {
    process.env['PATH'] = path;
  }
});

describe('a port that is taken after the dialog was filled in', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });
  const take = async (port: number): Promise<void> => {
    const server = createServer().listen(port, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
  };

  test('gives way to the next free one when it was only suggested, at once or while the version is fetched', async () => {
    const suggested = await input({ portIsSuggested: true });
    await take(suggested.port);
    const blog = await bench.untilRunning(orThrow(await createInstance(suggested, bench.creation)));
    expect(blog.port).toBe(suggested.port + 1);

    const next = await input({ name: 'shop', portIsSuggested: true });
    const provideExecutable: ProvideExecutable = async (version, options) => {
      await take(next.port);
      return bench.creation.provideExecutable(version, options);
    };
    const shop = orThrow(await createInstance(next, { ...bench.creation, provideExecutable }));
    expect((await bench.untilRunning(shop)).port).toBe(next.port + 1);
  });

  test('gives way too when another instance was given it', async () => {
    const suggested = await input({ portIsSuggested: true });
    const blog = await bench.untilRunning(orThrow(await createInstance(suggested, bench.creation)));
    const { folder } = await input();
    const shop = orThrow(
      await createInstance({ ...suggested, folder, folderIsSuggested: false, name: 'shop' }, bench.creation),
    );
    expect((await bench.untilRunning(shop)).port).toBe(blog.port + 1);
  });

  test('is defended when a person typed it, and nothing is left behind', async () => {
    const typed = await input();
    const provideExecutable: ProvideExecutable = async (version, options) => {
      await take(typed.port);
      return bench.creation.provideExecutable(version, options);
    };
    const created = await createInstance(typed, { ...bench.creation, provideExecutable });
    expect(created).toMatchObject({ ok: false, error: { code: 'port-in-use', owner: { pid: process.pid } } });
    expect(existsSync(typed.folder)).toBe(false);
    expect(bench.store.snapshot().state.instances).toEqual([]);
  });
});
