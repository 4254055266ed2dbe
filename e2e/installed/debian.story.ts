/** The Debian package, from its installation to its purge, as one story on a copy of this system. Root only. */
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { OrdinaryUser } from '../../build/ordinary-user';
import { INSTALLED } from '../../build/package/configuration';
import { readFuses } from '../../build/package/fuses';
import { ask, pocketbasesBelow } from '../processes';
import { createNumbers, storedNumbers, writeNumber } from '../records';
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
  expect(readlinkSync('/usr/bin/basekeeper')).toBe(INSTALLED);
  const entry = readFileSync('/usr/share/applications/basekeeper.desktop', 'utf8').split('\n');
  expect(entry).toContain(`Exec=${INSTALLED} %U`);
  expect(entry).toContain('StartupWMClass=basekeeper');
  expect(entry).toContain('MimeType=x-scheme-handler/basekeeper;');
  const files = installedFiles('basekeeper');
  for (const size of ['16x16', '32x32', '48x48', '64x64', '128x128', '256x256', '512x512']) {
    expect(files).toContain(`/usr/share/icons/hicolor/${size}/apps/basekeeper.png`);
  }
  const resources = '/opt/Basekeeper/resources';
  expect(readFileSync(join(resources, 'THIRD-PARTY-LICENSES.txt'), 'utf8')).toMatch(/^react \S+ \(MIT\)$/m);
  expect(JSON.parse(readFileSync(join(resources, 'basekeeper.cdx.json'), 'utf8'))).toMatchObject({
    bomFormat: 'CycloneDX',
    metadata: { component: { name: 'basekeeper' } },
  });
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
  const renderers = (): readonly number[] =>
    [...app.processes()].filter(([, command]) => command.includes('--type=renderer')).map(([pid]) => pid);
  await expect.poll(renderers).toHaveLength(1);
  const [renderer] = renderers();
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

test('an ordinary user does the main job in it: create, maintenance, crash, backup, restore', async () => {
  test.setTimeout(180_000);
  await app.letTestsIn();
  app.installPocketBase(given('BASEKEEPER_TEST_VERSIONS'));
  const window = await app.open();
  port = await window.createRunning('blog');
  expect(await ask(port)).toBe(200);
  const [id = ''] = readdirSync(join(app.data, 'instances'));
  const { email, password } = SUPERUSER;
  const program = join(app.data, 'versions/0.40.6/pocketbase');
  app.runAsUser(program, [
    'superuser',
    'upsert',
    email,
    password,
    `--dir=${join(app.data, 'instances', id, 'pb_data')}`,
  ]);
  await createNumbers(port, SUPERUSER);
  await writeNumber(port, 1);

  await window.turnMaintenanceOn();
  expect(pocketbasesBelow(app.data)).toEqual([]);
  await expect.poll(() => ask(port)).toBe(503);
  await window.maintenanceSwitch.click();
  await expect(window.status).toContainText('Running');

  const [victim = 0] = pocketbasesBelow(app.data);
  process.kill(victim, 'SIGKILL');
  await expect(window.status).toContainText('Maintenance');
  await expect(window.incidents).toContainText('PocketBase was killed (SIGKILL)');
  await window.maintenanceSwitch.click();
  await expect(window.status).toContainText('Running');

  await window.openBackups();
  await window.backUp('before the change');
  await writeNumber(port, 2);
  await window.backups.getByRole('button', { name: 'Restore' }).click();
  const dialog = window.page.getByRole('dialog', { name: 'Restore backup' });
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(window.tasks).toContainText('1 record is back.', LONG);
  await expect(window.status).toContainText('Running');
  expect(await storedNumbers(port)).toEqual([1]);
});

// Only in the long form, which has a newer package.
if (NEWER !== undefined) {
  test('an upgrade leaves what runs alone; the newer one has the list, the data and the maintenance', async () => {
    const [served] = pocketbasesBelow(app.data);
    const window = app.window;
    await window.createRunning('shop');
    await window.turnMaintenanceOn();
    await window.select('blog');

    expect(await apt('install', NEWER)).toContain('Basekeeper is running and goes on with the version before');
    expect(pocketbasesBelow(app.data)).toEqual([served]);
    expect(await ask(port)).toBe(200);
    // What is asked for now comes from the files of before, and from a process that is started now.
    await window.page.reload();
    await window.select('blog');
    await window.openBackups();
    await window.backUp('after the upgrade');

    await app.quit();
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
