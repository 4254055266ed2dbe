/** The Debian package, from its installation to its purge, as one story on a copy of this system. Root only. */
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import type { OrdinaryUser } from '../../build/ordinary-user';
import { INSTALLED, INSTALLED_COMMAND } from '../../build/package/installed';
import { readFuses } from '../../build/package/fuses';
import { ask, pocketbasesBelow } from '../processes';
import { createNumbers, deleteNumbers, storedNumbers, writeNumber } from '../records';
import { InstalledApp } from './installed-app';
import { apt, differences, installedFiles, statusOf } from './package-manager';

const given = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; \`npm test -- --only=packages\` sets it`);
  return value;
};

const PACKAGE = given('BASEKEEPER_PACKAGE');
const NEWER = process.env['BASEKEEPER_NEWER_PACKAGE'];
const SUPERUSER = { email: 'me@example.com', password: 'a password of this test' };
const LONG = { timeout: 60_000 };

test.describe.configure({ mode: 'serial' });

const app = new InstalledApp(JSON.parse(given('BASEKEEPER_USER')) as OrdinaryUser);
let port = 0;

test('apt installs it, with a command, a menu entry, icons, a kind of link and the licences of others', async () => {
  // On a system with nothing on it apt has a lot to download.
  test.setTimeout(600_000);
  await apt('install', PACKAGE);
  expect(statusOf('basekeeper')).toBe('installed');
  expect(differences('basekeeper')).toBe('');
  expect(readlinkSync('/usr/bin/basekeeper')).toBe(INSTALLED_COMMAND);
  const entry = readFileSync('/usr/share/applications/basekeeper.desktop', 'utf8').split('\n');
  expect(entry).toContain(`Exec=${INSTALLED} %U`);
  expect(entry).toContain('StartupWMClass=basekeeper');
  expect(entry).toContain('MimeType=x-scheme-handler/basekeeper;');
  const files = installedFiles('basekeeper');
  for (const size of ['16x16', '32x32', '48x48', '64x64', '128x128', '256x256', '512x512']) {
    expect(files).toContain(`/usr/share/icons/hicolor/${size}/apps/basekeeper-app.png`);
  }
  expect(files).toContain('/usr/share/icons/hicolor/scalable/apps/basekeeper-app.svg');
  expect(entry).toContain('Icon=basekeeper-app');
  expect(files).toContain('/usr/share/zsh/vendor-completions/_basekeeper');
  expect(files).toContain('/usr/share/fish/vendor_completions.d/basekeeper.fish');
  expect(gunzipSync(readFileSync('/usr/share/man/man1/basekeeper.1.gz')).toString()).toContain('.SH EXIT STATUS');
  const resources = '/opt/Basekeeper/resources';
  expect(readFileSync(join(resources, 'THIRD-PARTY-LICENSES.txt'), 'utf8')).toMatch(/^react \S+ \(MIT\)$/m);
  expect(JSON.parse(readFileSync(join(resources, 'basekeeper.cdx.json'), 'utf8'))).toMatchObject({
    bomFormat: 'CycloneDX',
    metadata: { component: { name: 'basekeeper' } },
  });
  // By this the app knows that apt updates it.
  expect(readFileSync(join(resources, 'package-type'), 'utf8')).toBe('deb\n');
  // Where ordinary users may have namespaces, the helper for those who may not has no rights of its own.
  expect(statSync('/opt/Basekeeper/chrome-sandbox').mode & 0o7777).toBe(0o755);
});

test('it is no Node, takes no debugger, and its window is in the sandbox', async () => {
  expect(await readFuses(INSTALLED)).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
  });
  const first = app.start(['--remote-debugging-port=9222', '--inspect=9229']);
  const ended = new Promise((resolve) => first.once('exit', resolve));
  await expect.poll(() => app.log, LONG).toContain('on Electron');
  await expect.poll(() => app.renderers()).toHaveLength(1);
  const [renderer] = app.renderers();
  expect(readFileSync(`/proc/${String(renderer)}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m);
  expect(readlinkSync(`/proc/${String(renderer)}/ns/pid`)).not.toBe(readlinkSync('/proc/self/ns/pid'));
  expect(await ask(9222)).toBe('ECONNREFUSED');
  expect(await ask(9229)).toBe('ECONNREFUSED');

  // A program of Node's would end with 42; this is a second start, which shows the window of the first one.
  const asNode = app.start(['-e', 'process.exit(42)'], { ELECTRON_RUN_AS_NODE: '1' });
  expect(await new Promise((resolve) => asNode.once('exit', resolve))).toBe(0);
  const link = app.start(['basekeeper://anything/at/all']);
  expect(await new Promise((resolve) => link.once('exit', resolve))).toBe(0);

  expect(first.exitCode).toBeNull();
  first.kill('SIGTERM');
  expect(await ended).toBe(0);
  await expect.poll(() => app.processes().size).toBe(0);
});

test('an ordinary user does the main job with the command alone: create, maintenance, crash, backup, restore', async () => {
  test.setTimeout(180_000);
  app.installPocketBase(given('BASEKEEPER_TEST_VERSIONS'));
  // Nothing runs: what can be read is, without an app.
  expect(await app.json('list')).toEqual({ app: { running: false, version: app.version }, instances: [] });
  expect(await app.command('start', 'nobody', '--no-launch')).toMatchObject({ exitCode: 5 });
  // What answers from the disk ends by itself.
  await expect.poll(() => app.processes().size).toBe(0);

  const { email, password } = SUPERUSER;
  const how = ['--use', '0.40.6', '--email', email, '--password-stdin'];
  const created = await app.command({ input: `${password}\n` }, 'create', 'blog', ...how);
  expect(created.stderr).toBe('');
  expect(created.exitCode).toBe(0);
  // The app has been started for it, and shows its window only when it is asked to.
  expect(app.renderers()).toEqual([]);
  const { instance } = await app.json<{ instance: { port: number; pid: number; status: string } }>('status', 'blog');
  expect(instance).toMatchObject({ status: 'running', version: '0.40.6', maintenance: null });
  ({ port } = instance);
  expect(await ask(port)).toBe(200);
  await createNumbers(port, SUPERUSER);
  await writeNumber(port, 1);

  expect(await app.command('maintenance', 'on', 'blog')).toMatchObject({ exitCode: 2 });
  expect(pocketbasesBelow(app.data)).toHaveLength(1);
  expect(await app.command('maintenance', 'on', 'blog', '-y')).toMatchObject({ exitCode: 0 });
  expect(pocketbasesBelow(app.data)).toEqual([]);
  expect(await app.command('status', 'blog', '--exit-code')).toMatchObject({ exitCode: 3 });
  await expect.poll(() => ask(port)).toBe(503);
  expect(await app.command('maintenance', 'off', 'blog')).toMatchObject({ exitCode: 0 });

  const [victim = 0] = pocketbasesBelow(app.data);
  process.kill(victim, 'SIGKILL');
  expect(await app.command('wait', 'blog', '--for', 'maintenance')).toMatchObject({ exitCode: 0 });
  expect((await app.command('incidents', 'blog')).stdout).toContain('PocketBase was killed (SIGKILL)');
  expect(await app.command('maintenance', 'off', 'blog')).toMatchObject({ exitCode: 0 });

  expect(await app.command('backup', 'blog', '--label', 'before the change')).toMatchObject({ exitCode: 0 });
  await deleteNumbers(port, SUPERUSER);
  expect(await storedNumbers(port)).toEqual([]);
  const restored = await app.command('restore', 'blog', 'newest', '-y');
  expect(restored.stdout + restored.stderr).toContain('Restored 1 record.');
  expect(restored.exitCode).toBe(0);
  expect(await storedNumbers(port)).toEqual([1]);

  expect(await app.command('show', 'blog')).toMatchObject({ exitCode: 0 });
  await expect.poll(() => app.renderers(), LONG).toHaveLength(1);
  expect(app.completed('basekeeper', 'main')).toEqual(['maintenance']);
  expect(app.completed('basekeeper', 'stop', 'b')).toEqual(['blog']);
});

test('without the app, what it has written down is told; without a window, there is none to be opened', async () => {
  test.setTimeout(120_000);
  await app.endByHand();
  const told = await app.command('incidents', 'blog');
  expect(told.stdout).toContain('PocketBase was killed (SIGKILL)');
  expect(told.stderr).toContain('Basekeeper is not running');
  expect((await app.command('logs', 'blog')).stdout).toContain('Server started at');
  const { backups } = await app.json<{ backups: { label: string | null }[] }>('backups', 'blog');
  expect(backups.map(({ label }) => label)).toContain('before the change');

  const served = app.serve();
  const ended = new Promise((resolve) => served.once('exit', resolve));
  // A command that finds no app would start another one.
  await expect.poll(() => app.json('list'), LONG).toMatchObject({ app: { running: true } });
  expect(await app.command('wait', 'blog', '--for', 'running')).toMatchObject({ exitCode: 0 });
  expect(await app.command('show', 'blog')).toMatchObject({ exitCode: 1 });
  expect(await app.refusal()).toContain('Basekeeper is running without a window. Process ');
  expect(pocketbasesBelow(app.data)).toHaveLength(1);
  served.kill('SIGTERM');
  expect(await ended).toBe(0);

  // Starts the app, which starts the instance because it is meant to run.
  expect(await app.command('start', 'blog')).toMatchObject({ exitCode: 0 });
  expect(app.renderers()).toEqual([]);
  expect(await ask(port)).toBe(200);
});

// Only in the long form, which has a newer package.
if (NEWER !== undefined) {
  test('an upgrade leaves what runs alone; the newer one has the list, the data and the maintenance', async () => {
    const [served] = pocketbasesBelow(app.data);
    await app.command('create', 'shop', '--use', '0.40.6');
    await app.command('maintenance', 'on', 'shop', '-y');

    expect(await apt('install', NEWER)).toContain('Basekeeper is running and goes on with the version before');
    expect(pocketbasesBelow(app.data)).toEqual([served]);
    expect(await ask(port)).toBe(200);
    // The command is the newer one, and the app that answers it that of before.
    expect(await app.json('list')).toMatchObject({ app: { running: true, version: app.version } });
    expect(await app.command('backup', 'blog', '--label', 'after the upgrade')).toMatchObject({ exitCode: 0 });

    await app.endByHand();
    await app.letTestsIn();
    const newer = await app.open();
    expect(await app.electron.evaluate(({ app: electronApp }) => electronApp.getVersion())).toBe('0.10.0');
    await newer.select('shop');
    await expect(newer.status).toContainText('Maintenance');
    await newer.select('blog');
    await expect(newer.status).toContainText('Running');
    expect(await storedNumbers(port)).toEqual([1]);
  });
}

test('removed while it runs, it quits in order; what it kept for its user stays, also after a purge', async () => {
  const files = installedFiles('basekeeper').filter((path) => path.includes('asekeeper'));
  const said = await apt('remove', 'basekeeper');
  expect(said).toContain('It is asked to quit; its instances are stopped first.');
  expect(said).toContain('Basekeeper is removed. What it kept for each user stays');
  expect(app.processes().size).toBe(0);
  expect(pocketbasesBelow(app.data)).toEqual([]);
  expect(existsSync('/opt/Basekeeper')).toBe(false);

  if (NEWER !== undefined) {
    await apt('install', NEWER);
    await app.letTestsIn();
    const window = await app.open();
    await window.select('blog');
    await expect(window.status).toContainText('Running');
    expect(await storedNumbers(port)).toEqual([1]);
    await app.quit();
    await apt('remove', 'basekeeper');
  }

  await apt('purge', 'basekeeper');
  expect(statusOf('basekeeper')).toBe('');
  expect(files.filter((path) => existsSync(path))).toEqual([]);
  expect(readdirSync(join(app.data, 'instances'))).not.toEqual([]);
});
