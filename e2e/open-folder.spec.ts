/** A folder that somebody else filled becomes an instance where it is. The system's folder dialog is only answered for. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { executableOf, expect, test, type App } from './app';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import { ask } from './processes';
import type { BasekeeperWindow } from './window';

/** With data of PocketBase and one hook. */
function madeElsewhere(app: App, version = '0.40.6', name = 'shop'): string {
  const folder = join(app.home, 'elsewhere', name);
  mkdirSync(join(folder, 'pb_hooks'), { recursive: true });
  writeFileSync(join(folder, 'pb_hooks', 'main.pb.js'), '');
  const superuser = ['superuser', 'upsert', 'me@example.com', 'a password of this test'];
  execFileSync(executableOf(version), [...superuser, `--dir=${join(folder, 'pb_data')}`]);
  return folder;
}

async function openDialog(window: BasekeeperWindow): Promise<Locator> {
  await window.button('New instance').click();
  const dialog = window.page.getByRole('dialog', { name: 'New instance' });
  await dialog.getByRole('radio', { name: 'Open a folder' }).check();
  return dialog;
}

/** Held over the window by its middle, then dropped, as the system does it. */
async function drop(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 500, y: 300, data });
  }
  await session.detach();
}

test('a folder is opened in place: what is found in it is filled in, and hooks are warned of', async ({ app }) => {
  const folder = madeElsewhere(app);
  const window = await app.open();
  const { page } = window;
  // A file is no folder; a folder is looked at.
  await drop(page, join(folder, 'pb_data', 'data.db'));
  await expect(page.getByText('The folder has to contain pb_data.')).toBeVisible();
  const dialog = page.getByRole('dialog', { name: 'New instance' });
  await expect(dialog).toBeHidden();
  await drop(page, folder);
  const path = dialog.getByRole('textbox', { name: 'Folder' });
  await expect(path).toHaveValue(folder);
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('shop');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  // The system's own dialog gives its answer.
  await app.electron.evaluate(({ dialog: system }, filePath) => {
    Object.assign(system, { showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [filePath] }) });
  }, folder);
  await window.button('Open an existing folder…').click();
  await expect(path).toHaveValue(folder);
  await path.fill(join(folder, 'pb_data'));
  await path.press('Tab');
  const port = dialog.getByRole('textbox', { name: 'Port' });
  await expect(port).not.toHaveValue('');
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('shop');
  await expect(dialog.getByRole('combobox', { name: 'Version' })).toHaveValue('0.40.6');
  await expect(dialog.getByText('The data was written by PocketBase 0.38.1 or newer.')).toBeVisible();
  await expect(dialog.getByRole('list', { name: 'Warnings' })).toContainText('pb_hooks holds a program');
  const number = Number(await port.inputValue());
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(window.page.getByRole('heading', { level: 1, name: 'shop' })).toBeVisible();
  await expect(window.status).toContainText('Running');
  expect(await ask(number)).toBe(200);
  expect(existsSync(join(folder, 'pb_public'))).toBe(true);

  // It belongs to an instance now.
  const again = await openDialog(window);
  await again.getByRole('textbox', { name: 'Folder' }).fill(folder);
  await again.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(again.getByText(/overlaps the folder of “shop”/)).toBeVisible();
  await expect(again.getByRole('textbox', { name: 'Folder' })).toBeFocused();
});

test('with the keyboard: the way is chosen with the arrows, and what was typed in the other form stays', async ({
  app,
}) => {
  const folder = madeElsewhere(app);
  const window = await app.open();
  const { page } = window;
  await window.button('New instance').click();
  const dialog = page.getByRole('dialog', { name: 'New instance' });
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await expect(name).toBeFocused();
  await page.keyboard.type('blog');
  await page.keyboard.press('Shift+Tab');
  await expect(dialog.getByRole('radio', { name: 'Create new' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('radio', { name: 'Open a folder' })).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('textbox', { name: 'Folder' })).toBeFocused();
  await page.keyboard.type(folder);
  await page.keyboard.press('Enter');
  // The warning is read first; the second time it is opened.
  await expect(dialog.getByRole('list', { name: 'Warnings' })).toBeVisible();
  await dialog.getByRole('radio', { name: 'Create new' }).check();
  await expect(name).toHaveValue('blog');
  await dialog.getByRole('radio', { name: 'Open a folder' }).check();
  await dialog.getByRole('textbox', { name: 'Folder' }).press('Enter');
  await expect(window.status).toContainText('Running');
});

test(
  'an instance of 0.22 says how its superusers are made, and the way there is open',
  { tag: '@network' },
  async ({ app }) => {
    const folder = join(app.home, 'elsewhere', 'old');
    mkdirSync(folder, { recursive: true });
    const admin = ['admin', 'create', 'me@example.com', 'a password of this test'];
    for (const command of [['migrate', 'up'], admin]) {
      execFileSync(executableOf('0.22.27'), [...command, `--dir=${join(folder, 'pb_data')}`]);
    }
    const window = await app.open();
    const { page } = window;
    const dialog = await openDialog(window);
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(folder);
    await dialog.getByRole('textbox', { name: 'Folder' }).press('Tab');
    await expect(dialog.getByRole('combobox', { name: 'Version' })).toHaveValue(/^0\.22\./);
    await dialog.getByRole('combobox', { name: 'Version' }).fill('0.22.27');
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(window.status).toContainText('Running');
    await expect(page.getByRole('list', { name: 'Superusers' })).toContainText('me@example.com');
    const how = page.getByText(`run pocketbase admin update --dir="${join(folder, 'pb_data')}"`);
    await expect(window.button('Add…')).toHaveAttribute('aria-disabled', 'true');
    await how.scrollIntoViewIfNeeded();
    await savePicture(page, 'superusers-of-0.22');
    await how.getByRole('button', { name: 'More about this' }).click();
    await expect(page.getByRole('dialog', { name: 'Help' })).toContainText('Superusers of 0.22 are made with');
  },
);

test('how it looks, light and dark', async ({ app }) => {
  const folder = madeElsewhere(app);
  const window = await app.open();
  const { page } = window;
  const dialog = await openDialog(window);
  const look = async (name: string): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await savePicture(page, `open-folder${name}-${colorScheme}`);
      expect(await seriousFindings(page)).toEqual([]);
    }
  };
  await look('');
  const path = dialog.getByRole('textbox', { name: 'Folder' });
  await path.fill(join(app.home, 'settings'));
  await path.press('Tab');
  await expect(dialog.getByText(/lies inside Basekeeper’s own files/)).toBeVisible();
  await look('-refused');
  await app.electron.evaluate(({ dialog: system }, chosen) => {
    Object.assign(system, { showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [chosen] }) });
  }, folder);
  await dialog.getByRole('button', { name: 'Choose folder…' }).click();
  await expect(dialog.getByRole('list', { name: 'Warnings' })).toBeVisible();
  await look('-found');
  await path.fill(madeElsewhere(app, '0.36.9', 'older'));
  await path.press('Tab');
  const version = dialog.getByRole('combobox', { name: 'Version' });
  await expect(version).toHaveValue('0.38.0');
  await look('-older');
  await version.fill('0.40.6');
  await page.keyboard.press('Escape');
  await expect(dialog.getByText(/^0\.40\.6 upgrades this data/)).toBeVisible();
  await look('-upgrade');
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(760, 700));
  await expect.poll(() => page.evaluate(() => globalThis.innerWidth)).toBe(760);
  await look('-upgrade-narrow');
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(window.status).toContainText('Running', { timeout: 30_000 });
  await expect(page.getByText('0.40.6').first()).toBeVisible();
});
