/** The pictures of the documentation, made from the real app: `npm run pictures` puts them into docs/images. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { App, executableOf, expect, installVersion, test as base } from './app';
import { savePicture } from './pictures';
import { pocketbasesBelow } from './processes';
import { createNumbers, writeNumber } from './records';
import type { BasekeeperWindow } from './window';

/** Is read in the pictures, so it says nothing about the machine. */
const HOME = '/var/tmp/basekeeper';
const LONG = { timeout: 60_000 };
const SUPERUSER = { email: 'admin@example.com', password: 'a password of the pictures' };

const ONLY_BEFORE_0_40 = `migrate(() => {
  if ($os.args[0].includes("0.40")) throw new Error("there is no field named amount");
}, () => {});
`;

const test = base.extend<{ readonly app: App }>({
  app: async ({ tray: _tray, notifications: _notifications }, use) => {
    rmSync(HOME, { recursive: true, force: true });
    mkdirSync(HOME, { recursive: true });
    for (const version of ['0.40.6', '0.36.9']) installVersion(HOME, version);
    const app = new App(HOME);
    await use(app);
    await app.close();
    rmSync(HOME, { recursive: true, force: true });
  },
});

async function open(app: App, colorScheme: 'light' | 'dark'): Promise<BasekeeperWindow> {
  const window = await app.open();
  const { page } = window;
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1000, 680));
  await expect.poll(() => page.evaluate(() => globalThis.innerWidth)).toBe(1000);
  return window;
}

const save = (window: BasekeeperWindow, name: string): Promise<void> =>
  savePicture(window.page, join('documentation', name));

/** Its top at the top of the page, below the tabs and what is above them. */
const scrollTo = (part: Locator, marginPx = 8): Promise<void> =>
  part.evaluate((element, margin) => {
    element.style.scrollMarginTop = `${String(margin)}px`;
    element.scrollIntoView({ block: 'start' });
  }, marginPx);

async function createFour(window: BasekeeperWindow): Promise<void> {
  await window.createRunning('blog');
  await window.button('I have them').click();
  await window.createRunning('shop');
  await window.createRunning('crm');
  await window.turnMaintenanceOn();
  await window.createRunning('demo');
  await window.button('Stop').click();
  await expect(window.status).toContainText('Stopped');
}

test('the list, the dialog for a new instance, maintenance and the Danger Zone', async ({ app }) => {
  test.setTimeout(120_000);
  const window = await open(app, 'light');
  await createFour(window);
  await window.select('blog');
  await expect(window.output).toContainText('Server started');
  await save(window, 'running-light');
  await scrollTo(window.dangerZone);
  await save(window, 'danger-zone-light');
  await window.select('crm');
  await scrollTo(window.dangerZone, 64);
  await save(window, 'maintenance-light');
  await window.button('New instance').click();
  const dialog = window.page.getByRole('dialog', { name: 'New instance' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('journal');
  await expect(dialog.getByRole('textbox', { name: 'Port' })).not.toHaveValue('');
  await save(window, 'create-light');
});

test('a process that was killed', async ({ app }) => {
  test.setTimeout(120_000);
  const window = await open(app, 'dark');
  await createFour(window);
  await window.select('blog');
  process.kill(pocketbasesBelow(app.home)[0] ?? 0, 'SIGKILL');
  await expect(window.status).toContainText('Maintenance');
  await expect(window.page.getByRole('region', { name: 'PocketBase was killed' })).toBeVisible();
  await save(window, 'crashed-dark');
});

test('another version, going back, backups, restore and tasks', async ({ app }) => {
  test.setTimeout(180_000);
  const window = await open(app, 'light');
  const { page } = window;
  const port = await window.createRunningWith('blog', '0.36.9');
  const folder = join(HOME, 'instances', readdirSync(join(HOME, 'instances'))[0] ?? '');
  const { email, password } = SUPERUSER;
  const upsert = ['superuser', 'upsert', email, password, `--dir=${join(folder, 'pb_data')}`];
  execFileSync(executableOf('0.36.9'), upsert);
  await createNumbers(port, SUPERUSER);
  for (let number = 1; number <= 12; number += 1) await writeNumber(port, number);
  await window.openBackups();
  await window.backUp('before the big change');
  await dismissTasks(window);

  const migration = join(folder, 'pb_migrations', '1900000000_prices.js');
  writeFileSync(migration, ONLY_BEFORE_0_40);
  const change = page.getByRole('dialog', { name: 'Change version' });
  const begin = async (picture?: string): Promise<void> => {
    await window.button('Newer version available').click();
    await change.getByRole('checkbox', { name: 'Try it on a copy first' }).check();
    await expect(change.getByText(/Needs up to/)).toBeVisible();
    if (picture !== undefined) await save(window, picture);
    await change.getByRole('button', { name: 'Change version' }).click();
    await expect(change).toBeHidden();
  };
  await begin('change-version-light');
  await expect(window.tasks).toContainText('A migration failed', LONG);
  await save(window, 'trial-light');
  await dismissTasks(window);
  rmSync(migration);
  await begin();
  await expect(window.tasks).toContainText('Now on PocketBase 0.40.6', LONG);
  await expect(window.status).toContainText('Running');
  await window.openSettings();
  await scrollTo(window.general);
  await save(window, 'go-back-light');
  await dismissTasks(window);

  await writeNumber(port, 13);
  await window.createRunning('shop');
  const other = readdirSync(join(HOME, 'instances')).find((id) => join(HOME, 'instances', id) !== folder) ?? '';
  const uploads = join(HOME, 'instances', other, 'pb_data', 'storage', 'photos', 'one');
  mkdirSync(uploads, { recursive: true });
  // Large enough to be seen on its way.
  writeFileSync(join(uploads, 'film.mp4'), randomBytes(600_000_000));
  await window.select('blog');
  await window.openBackups();
  await save(window, 'backups-light');
  await window.backups.getByRole('button', { name: 'Restore' }).first().click();
  const restore = page.getByRole('dialog', { name: 'Restore backup' });
  await expect(restore.getByText('Current data', { exact: true })).toBeVisible();
  await save(window, 'restore-light');
  await restore.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(window.tasks).toContainText('Restored 12 records.', LONG);
  await window.select('shop');
  await window.openBackups();
  await window.button('Back up now').click();
  await expect(window.tasks).toContainText(/\d{2,3}\.\d MB of 6\d\d/, LONG);
  await save(window, 'tasks-light');
  await expect(window.tasks).toContainText('verified', LONG);
});

async function dismissTasks(window: BasekeeperWindow): Promise<void> {
  await window.tasks.getByRole('button', { name: 'Dismiss' }).click();
  await expect(window.tasks).toHaveCount(0);
}
