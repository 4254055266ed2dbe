/** The engine of the app in a process of its own, as a Windows program, with the real pocketbase.exe. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { after, before, test } from 'node:test';
import type { Instance } from '../../../shared/instance';
import { identify } from '../../process/process-identity';
import { windowsProcesses } from '../../process/windows-processes';
import { AppProcess, headlessOptions } from '../app-process';
import { ask, IS_WINE, newFolder, POCKETBASE, POCKETBASE_VERSION as VERSION, until } from './surroundings';

const SUPERUSER = { email: 'admin@example.com', password: 'a long password' };
const OPTIONS = headlessOptions({ standIns: { [VERSION]: POCKETBASE }, control: true });

const home = newFolder();
let app: AppProcess;
let blog: Instance;
before(async () => {
  app = await AppProcess.open(home, OPTIONS);
});
after(() => app.quit());

const healthOf = async (port: number): Promise<number> => (await ask(port, '/api/health')).status;
const orThrow = (result: unknown): string => {
  const { ok, value, error } = result as { ok: boolean; value: string; error: unknown };
  if (!ok) throw new Error(JSON.stringify(error));
  return value;
};
const pidOf = ({ state }: Instance): number => ('pid' in state ? (state.pid ?? 0) : 0);

interface Token {
  readonly token: string;
}
async function records(port: number, write?: string): Promise<readonly string[]> {
  const at = async (path: string, body?: object, token?: string): Promise<unknown> =>
    JSON.parse((await ask(port, `/api/collections${path}`, body, token)).text);
  const { token } = (await at('/_superusers/auth-with-password', {
    identity: SUPERUSER.email,
    password: SUPERUSER.password,
  })) as Token;
  await at('', { name: 'notes', type: 'base', fields: [{ name: 'text', type: 'text' }] }, token);
  if (write !== undefined) await at('/notes/records', { text: write }, token);
  const { items } = (await at('/notes/records?perPage=500&sort=text', undefined, token)) as {
    items: { text: string }[];
  };
  return items.map(({ text }) => text);
}

test('create: running, and healthy', async () => {
  const made = await app.create('Büro 北京', VERSION, SUPERUSER);
  blog = await app.untilRunning(made.id);
  assert.equal(await healthOf(blog.port), 200);
  assert.ok(blog.folder.startsWith(home));
  assert.deepEqual(await records(blog.port, 'one'), ['one']);
});

test('stop ends it in order, and is no incident', async () => {
  orThrow(await app.send('stop', blog.id));
  blog = await app.until(blog.id, 'stopped', ({ state }) => state.kind === 'stopped', 60_000);
  assert.equal(blog.intent.maintenance, null);
  assert.equal(existsSync(join(blog.folder, 'pb_data', 'data.db-wal')), false);
  orThrow(await app.send('start', blog.id));
  blog = await app.untilRunning(blog.id);
});

test('maintenance: no process exists, clients get 503; and back', async () => {
  const pid = pidOf(blog);
  orThrow(await app.send('maintenance-on', blog.id));
  await app.untilMaintenance(blog.id);
  assert.equal(identify(pid), null);
  await app.until(blog.id, 'answers', ({ maintenanceAnswer }) => maintenanceAnswer.kind === 'answering');
  assert.equal(await healthOf(blog.port), 503);
  orThrow(await app.send('maintenance-off', blog.id));
  blog = await app.untilRunning(blog.id);
  assert.equal(await healthOf(blog.port), 200);
});

test('killed by somebody: maintenance, with an incident that says so', async () => {
  process.kill(pidOf(blog), 'SIGKILL');
  const crashed = await app.untilMaintenance(blog.id);
  assert.equal(crashed.intent.maintenance?.reason, 'crashed');
  const { incidents } = crashed;
  assert.equal(incidents[0]?.cause, 'killed');
  orThrow(await app.send('maintenance-off', blog.id));
  blog = await app.untilRunning(blog.id);
});

test('back up, change, restore: the data of the backup is back', async () => {
  orThrow(await app.send('back-up', blog.id));
  const folder = join(home, 'backups', blog.id);
  const [file] = readdirSync(folder).filter((name) => name.endsWith('.zip'));
  assert.ok(file, 'there is a backup');
  // `<name>-<date>-<time>-<id>.zip`
  const backupId = /-\d{6}-(.+)\.zip$/.exec(file)?.[1] ?? '';
  assert.deepEqual(await records(blog.port, 'two'), ['one', 'two']);
  orThrow(await app.send('restore', blog.id, { backupId }));
  blog = await app.untilRunning(blog.id);
  assert.deepEqual(await records(blog.port), ['one']);
});

test('clone, compact, and move to another drive', async () => {
  orThrow(await app.send('clone', blog.id, { to: 'second' }));
  orThrow(await app.send('compact', blog.id));
  const target = join(process.env['BASEKEEPER_OTHER_DRIVE'] ?? newFolder(), `moved ${String(Date.now())}`);
  mkdirSync(target, { recursive: true });
  orThrow(await app.send('move', blog.id, { to: target }));
  blog = await app.until(
    blog.id,
    'moved and running',
    (one) => one.folder === target && one.state.kind === 'running',
    60_000,
  );
  if (IS_WINE) assert.notEqual(parse(target).root.toLowerCase(), parse(home).root.toLowerCase());
  assert.deepEqual(await records(blog.port), ['one']);
});

test('the app is killed: nothing of it goes on, and it runs again with the next one', async () => {
  const pid = pidOf(blog);
  await app.kill();
  await until('pocketbase ends with the app', () => identify(pid) === null);
  app = await AppProcess.open(home, OPTIONS);
  blog = await app.untilRunning(blog.id);
  assert.deepEqual(blog.intent.maintenance, null);
  assert.deepEqual(await records(blog.port), ['one']);
});

/** What the hook runs: no other test has the same. */
const SCRIPT = `setInterval(() => {}, 1000) // ${home}`;

const startedByHooks = async (): Promise<readonly number[]> =>
  (await windowsProcesses()).filter(({ arguments: words }) => words?.includes(SCRIPT) === true).map(({ pid }) => pid);

test('what a hook has started ends with its instance, and with the next app where this one was killed', async () => {
  const command = [process.execPath, '-e', SCRIPT].map((word) => JSON.stringify(word)).join();
  const hook = `onBootstrap((e) => { e.next(); $os.cmd(${command}).start(); });\n`;
  mkdirSync(join(blog.folder, 'pb_hooks'), { recursive: true });
  writeFileSync(join(blog.folder, 'pb_hooks', 'main.pb.js'), hook);
  const restart = async (): Promise<void> => {
    orThrow(await app.send('restart', blog.id));
    const before = pidOf(blog);
    blog = await app.until(
      blog.id,
      'restarted',
      (one) => one.state.kind === 'running' && pidOf(one) !== before,
      60_000,
    );
    await until('the hook has started it', async () => (await startedByHooks()).length === 1);
  };
  await restart();
  const [first] = await startedByHooks();
  await restart();
  const [second = 0] = await startedByHooks();
  assert.notEqual(second, first);
  await app.kill();
  await until('pocketbase ends with the app', () => identify(pidOf(blog)) === null);
  app = await AppProcess.open(home, OPTIONS);
  blog = await app.untilRunning(blog.id);
  await until('it is gone, and there is one of the new run', async () => {
    const [only, ...others] = await startedByHooks();
    return only !== undefined && only !== second && others.length === 0;
  });
  rmSync(join(blog.folder, 'pb_hooks', 'main.pb.js'));
});

test('a deleted instance goes to the trash', async () => {
  const second = app.instances.find(({ name }) => name === 'second');
  assert.ok(second);
  orThrow(await app.send('delete', second.id, { to: 'second' }));
  assert.equal(existsSync(second.folder), false);
  assert.equal(readdirSync(join(home, 'trash')).length, 1);
});

test('quit ends everything in order', async () => {
  const pid = pidOf(blog);
  await app.quit();
  assert.equal(identify(pid), null);
  await assert.rejects(healthOf(blog.port), { code: 'ECONNREFUSED' });
  app = await AppProcess.open(home, OPTIONS);
  blog = await app.untilRunning(blog.id);
});
