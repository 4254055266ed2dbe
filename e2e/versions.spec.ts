import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { executableOf, expect, test } from './app';
import { buildOn } from '../electron/testing/own-build';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import { pythonStandIn } from './python-stand-in';

test.use({ installed: ['0.40.6', '0.28.4'] });

test('what is installed can be seen, removed when no instance uses it, and added from a file', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  await window.button('Versions').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Versions' })).toBeFocused();
  await expect(window.status).toHaveCount(0);

  const installed = page.getByRole('list', { name: 'Installed versions' });
  const row = (version: string) => installed.getByRole('listitem').filter({ hasText: version });
  await expect(installed.getByRole('listitem')).toHaveCount(2);
  await expect(row('0.40.6')).toContainText('recommended');
  await expect(row('0.40.6')).toContainText('used by blog');
  await expect(row('0.40.6')).toContainText(/\d+\.\d MB/);
  const refused = row('0.40.6').getByRole('button', { name: 'Remove' });
  await expect(refused).toHaveAttribute('aria-disabled', 'true');
  await expect(refused).toHaveAccessibleDescription('0.40.6 PocketBase 0.40.6 is used by blog.');
  await refused.click({ force: true });
  await expect(page.getByRole('alertdialog')).toHaveCount(0);

  const folder = join(app.home, 'versions', '0.28.4');
  expect(existsSync(folder)).toBe(true);
  await expect(row('0.28.4')).toContainText('not used');
  await row('0.28.4').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(installed.getByRole('listitem')).toHaveCount(1);
  await expect(page.getByRole('heading', { level: 2, name: 'Installed' })).toBeFocused();
  await expect(page.getByText('PocketBase 0.28.4 was removed')).toBeVisible();
  expect(existsSync(folder)).toBe(false);

  /** The file dialog is the system's own: only its answer is given here. */
  const choose = async (file: string): Promise<void> => {
    await app.electron.evaluate(({ dialog }, filePath) => {
      Object.assign(dialog, { showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [filePath] }) });
    }, file);
    await window.button('Add an executable or zip…').click();
  };
  await choose('/etc/passwd');
  await expect(page.getByText('This is not a usable PocketBase executable')).toBeVisible();
  await choose(executableOf('0.28.4'));
  await expect(page.getByText(/Compare its SHA-256 with the one you know: [0-9a-f]{64}/)).toBeVisible();
  await expect(row('0.28.4')).toContainText('chosen by hand');

  await choose(buildOn(executableOf('0.36.9'), '0.36.9', '0.36.8', join(app.home, 'shop-server')));
  const build = page.getByRole('dialog', { name: 'Which PocketBase is it built on?' });
  const number = build.getByRole('textbox', { name: 'Version of PocketBase' });
  await expect(number).toBeFocused();
  await expect(number).toHaveValue('0.36.8');
  expect(await seriousFindings(page)).toEqual([]);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await savePicture(page, `own-build-${colorScheme}`);
  }
  await number.fill('0.40.6');
  await build.getByRole('button', { name: 'Add' }).click();
  await expect(number).toHaveAccessibleDescription(/is built on PocketBase 0\.36\.8, not on 0\.40\.6/);
  await number.fill('0.36.8');
  await number.press('Enter');
  await expect(build).toBeHidden();
  await expect(row('0.36.8')).toContainText('chosen by hand');

  await window.select('blog');
  await expect(window.status).toContainText('Running');
});

test('offline, the page says so and what still works, and the shortcut opens it', async ({ app }) => {
  // Whatever network the machine has: neither of the two ways to it leads anywhere.
  const folder = join(app.home, 'python');
  mkdirSync(folder);
  writeFileSync(join(folder, 'python3'), '#!/bin/sh\necho "NewConnectionError: no route" >&2\nexit 1\n', {
    mode: 0o755,
  });
  app.variables['PATH'] = `${folder}:${process.env['PATH'] ?? ''}`;
  const window = await app.open();
  const { page } = window;
  await app.electron.evaluate(() => {
    globalThis.fetch = () =>
      Promise.reject(
        new TypeError('fetch failed', { cause: Object.assign(new Error('no route'), { code: 'ENETUNREACH' }) }),
      );
  });
  await window.createRunning('blog');
  await window.button('New instance').click();
  const creation = page.getByRole('dialog', { name: 'New instance' });
  const more = creation.getByRole('button', { name: 'More options' });
  if ((await more.getAttribute('aria-expanded')) !== 'true') await more.click();
  await creation.getByRole('button', { name: 'Show versions' }).click();
  await expect(page.getByText('Other versions could not be listed. Type one to use it.')).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByRole('option')).toHaveCount(2);
  await savePicture(page, 'versions-not-listed');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+j');
  await expect(page.getByRole('heading', { level: 1, name: 'Versions' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('What is installed still works.').first()).toBeVisible();
  await expect(window.button('Try again')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Installed versions' }).getByRole('listitem')).toHaveCount(2);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousFindings(page)).toEqual([]);
  }
  await window.button('Try again').click();
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(window.status).toContainText('Running');
});

test('what is available can be found, installed, and cancelled on the way', async ({ app }) => {
  const older = Array.from({ length: 20 }, (_, patch) => `0.38.${String(20 - patch)}`);
  const folder = join(app.home, 'python');
  app.variables['PATH'] = await pythonStandIn({
    folder,
    listed: ['1.0.0', '0.40.6', '0.39.11', ...older, '0.28.4', '0.21.3'],
    delivered: ['0.39.11'],
  });
  const window = await app.open();
  const { page } = window;
  await window.button('Versions').click();
  const available = page.getByRole('list', { name: 'Available versions' });
  await expect(available.getByRole('listitem')).toHaveCount(24, { timeout: 60_000 });
  await expect(page.getByText('24 from the Python package')).toBeVisible();
  const row = (version: string) => available.getByRole('listitem').filter({ hasText: version });
  await expect(row('0.40.6')).toContainText('recommended');
  await expect(row('0.40.6')).toContainText('Installed');
  await expect(row('0.40.6').getByRole('button', { name: 'Install' })).toHaveCount(0);
  await expect(row('1.0.0')).toContainText('Not known to this Basekeeper');
  await expect(row('1.0.0').getByRole('button', { name: 'Install' })).toHaveCount(0);

  await page.getByRole('searchbox', { name: 'Find a version' }).fill('0.38.1');
  await expect(available.getByRole('listitem')).toHaveCount(11);
  await row('0.38.13').getByRole('button', { name: 'Install', exact: true }).click();
  await expect(row('0.38.13').getByRole('progressbar')).toBeVisible();
  await expect(row('0.38.13')).toContainText('Downloading');
  expect(await seriousFindings(page)).toEqual([]);
  const cancel = row('0.38.13').getByRole('button', { name: 'Cancel' });
  await expect(cancel).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Installing PocketBase 0.38.13 was cancelled')).toBeVisible();
  await expect(row('0.38.13').getByRole('button', { name: 'Install', exact: true })).toBeFocused();
  await expect.poll(() => readdirSync(join(app.home, 'versions')).sort()).toEqual(['0.28.4', '0.40.6']);

  await page.getByRole('searchbox', { name: 'Find a version' }).fill('0.39');
  await row('0.39.11').getByRole('button', { name: 'Install', exact: true }).press('Enter');
  await expect(page.getByText('PocketBase 0.39.11 is installed')).toBeVisible({ timeout: 30_000 });
  await expect(row('0.39.11').getByRole('button', { name: 'Release notes' })).toBeFocused();
  const installed = page.getByRole('list', { name: 'Installed versions' }).getByRole('listitem');
  await expect(installed.filter({ hasText: '0.39.11' })).toContainText('Python package');
});

test('a change of version is cancelled while it waits for a download, keeps the version that it tries, and is told of in the tray', async ({
  app,
  tray,
}) => {
  const folder = join(app.home, 'python');
  app.variables['PATH'] = await pythonStandIn({ folder, listed: ['0.40.6', '0.38.13', '0.28.4'], delivered: [] });
  const window = await app.open();
  const { page } = window;
  await window.createRunningWith('blog', '0.28.4');
  const change = async (version: string, tryFirst: boolean): Promise<void> => {
    await window.pressInGeneral('Change version');
    const dialog = page.getByRole('dialog', { name: 'Change version' });
    await dialog.getByRole('combobox', { name: 'Version' }).fill(version);
    await page.keyboard.press('Tab');
    await dialog.getByRole('checkbox', { name: 'Try it on a copy first' }).setChecked(tryFirst);
    await dialog.getByRole('button', { name: 'Change version' }).click();
    await expect(dialog).toBeHidden();
  };
  // The list is full although the page Versions was never visited.
  await window.pressInGeneral('Change version');
  const dialog = page.getByRole('dialog', { name: 'Change version' });
  await dialog.getByRole('button', { name: 'Show versions' }).click();
  const offered = page.getByRole('option');
  await expect(offered).toHaveText([/^0\.40\.6/, /^0\.38\.13.*will be downloaded/], { timeout: 60_000 });
  expect(await seriousFindings(page)).toEqual([]);
  await savePicture(page, 'change-version-offered');
  await page.keyboard.press('Escape');
  await expect(offered).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await change('0.38.13', false);
  await expect(window.tasks).toContainText('Obtaining PocketBase');
  await window.tasks.getByRole('button', { name: 'Cancel' }).click();
  await expect(window.tasks).toContainText('Cancelled. Nothing was changed.');
  await expect(window.status).toContainText('Running');

  const [id = ''] = readdirSync(join(app.home, 'instances'));
  const wait = 'migrate(() => { for (let at = 0; at < 1200; at += 1) sleep(50); });';
  writeFileSync(join(app.home, 'instances', id, 'pb_migrations', '1999999999_wait.js'), wait);
  await change('0.40.6', true);
  await expect(window.tasks).toContainText('Trying PocketBase 0.40.6 on a copy');
  await expect.poll(() => tray.labels()).toContain('Quit (stops 1 instance, ends 1 task)');
  await window.button('Versions').click();
  const installed = page.getByRole('list', { name: 'Installed versions' }).getByRole('listitem');
  await installed.filter({ hasText: '0.40.6' }).getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('PocketBase 0.40.6 was not removed')).toBeVisible();
  await expect(installed).toHaveCount(2);
  await window.tasks.getByRole('button', { name: 'Cancel' }).click();
  await expect(window.tasks.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
  await expect.poll(() => tray.labels()).toContain('Quit (stops 1 instance)');
  await installed.filter({ hasText: '0.40.6' }).getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(installed).toHaveCount(1);
});
