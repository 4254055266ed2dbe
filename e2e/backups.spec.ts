/** Backups, restore and change of version, as a person meets them. The system's file dialogs are only answered for. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { executableOf, expect, test, type App } from './app';
import { savePicture } from './pictures';
import { createNumbers, storedNumbers, writeNumber } from './records';

const SUPERUSER = { email: 'me@example.com', password: 'a password of this test' };
const LONG = { timeout: 60_000 };

test.use({ installed: ['0.40.6', '0.39.11'] });

const dataOf = (app: App): string => {
  const [id] = readdirSync(join(app.home, 'instances'));
  return join(app.home, 'instances', id ?? '', 'pb_data');
};

/** One record, the number 1, in a collection that anybody may read. */
async function writeRecord(app: App, port: number, version: string): Promise<void> {
  const { email, password } = SUPERUSER;
  execFileSync(executableOf(version), ['superuser', 'upsert', email, password, `--dir=${dataOf(app)}`]);
  await createNumbers(port, SUPERUSER);
  await writeNumber(port, 1);
}

/** Presses Tab until the focus is there, as somebody without a pointer does. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(wanted).toBeFocused({ timeout: 50 });
  }).toPass({ timeout: 20_000, intervals: [0] });
}

async function answerFileDialog(app: App, file: string): Promise<void> {
  await app.electron.evaluate(({ dialog }, filePath) => {
    Object.assign(dialog, { showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [filePath] }) });
  }, file);
}

test('a backup is made, verified, and restored over broken data with the keyboard only', async ({ app }) => {
  test.setTimeout(180_000);
  const window = await app.open();
  const { page } = window;
  const port = await window.createRunning('blog');
  await writeRecord(app, port, '0.40.6');

  await page.getByRole('tab', { name: 'Output' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tabpanel', { name: 'Backups' })).toBeVisible();
  await expect(page.getByText('No backups yet.', { exact: false })).toBeVisible();
  await window.backUp('before the big change');
  const row = window.backups.getByRole('listitem');
  await expect(row).toContainText('made by you');
  await expect(row).toContainText('PocketBase 0.40.6');
  await expect(row).toContainText('1 record');
  await expect(window.status).toContainText('Running');
  await expect(page.getByText('password hashes', { exact: false })).toBeVisible();

  await row.getByRole('button', { name: 'Verify' }).click();
  await expect(window.tasks).toContainText('all checksums match', LONG);

  await window.turnMaintenanceOn();
  writeFileSync(join(dataOf(app), 'data.db'), 'this is no database');
  await page.getByRole('tab', { name: 'Backups' }).focus();
  await tabTo(page, row.getByRole('button', { name: 'Restore' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Restore backup' });
  await expect(dialog.getByText('no data that can be read')).toBeVisible();
  await expect(dialog.getByText('Basekeeper, of this instance')).toBeVisible();
  await expect(dialog.getByRole('checkbox', { name: 'Hooks' })).not.toBeChecked();
  await expect(dialog.getByRole('checkbox', { name: 'Data' })).toBeChecked();
  await tabTo(page, dialog.getByRole('button', { name: 'Restore', exact: true }));
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(window.tasks).toContainText('Restored 1 record.', LONG);

  await expect(window.maintenanceSwitch).toHaveAttribute('aria-checked', 'true');
  await window.maintenanceSwitch.press('Space');
  await expect(window.status).toContainText('Running');
  expect(await storedNumbers(port)).toEqual([1]);

  await window.tasks.getByRole('button', { name: 'Dismiss' }).first().click();
  await row.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(window.backups.getByRole('listitem')).toHaveCount(0);
});

test('the version is changed through the dialog, and gone back on', async ({ app }) => {
  test.setTimeout(180_000);
  const window = await app.open();
  const { page } = window;
  const port = await window.createRunningWith('blog', '0.39.11');
  await writeRecord(app, port, '0.39.11');

  await window.button('Newer version available').click();
  const dialog = page.getByRole('dialog', { name: 'Change version' });
  const version = dialog.getByRole('combobox', { name: 'Version' });
  await expect(version).toHaveValue('0.40.6');
  await expect(dialog.getByText(/Needs up to/)).toBeVisible();
  const tryFirst = dialog.getByRole('checkbox', { name: 'Try it on a copy first' });
  await expect(tryFirst).not.toBeChecked();
  await tryFirst.check();
  await dialog.getByRole('button', { name: 'Change version' }).click();
  await expect(dialog).toBeHidden();
  await expect(window.tasks).toContainText('Now on PocketBase 0.40.6', LONG);
  await expect(window.status).toContainText('Running');
  await window.openSettings();
  await expect(window.general).toContainText('Changed from 0.39.11 to 0.40.6');

  await window.pressInGeneral('Change version');
  await version.fill('0.28.4');
  await page.keyboard.press('Tab');
  await expect(dialog.getByText(/The data was written by PocketBase 0\.38\.1 or newer/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Change version' })).toHaveAttribute('aria-disabled', 'true');
  await expect(dialog.getByText(/None of its backups is that old\./)).toBeVisible();
  await version.fill('../0.40.6');
  await expect(dialog.getByText('Version must be three numbers, such as 0.40.6.')).toBeVisible();
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();

  // What going back needs is not taken away without a word.
  const question = page.getByRole('alertdialog');
  await window.openBackups();
  await window.backups.getByRole('button', { name: 'Delete' }).click();
  await expect(question).toContainText('It cannot go back to PocketBase 0.39.11 any more then');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await window.button('Versions').click();
  const older = page
    .getByRole('list', { name: 'Installed versions' })
    .getByRole('listitem')
    .filter({ hasText: '0.39.11' });
  await expect(older).toContainText('blog can go back to it');
  await older.getByRole('button', { name: 'Remove' }).click();
  await expect(question).toContainText('blog can go back to it, and would need it again for that');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await window.select('blog');

  await window.pressInGeneral('Go back');
  await question.getByRole('button', { name: 'Go back' }).click();
  await expect(window.tasks).toContainText('Back on PocketBase 0.39.11', LONG);
  await expect(window.status).toContainText('Running');
  await expect(window.general.getByRole('button', { name: 'Go back' })).toHaveCount(0);
  expect(await storedNumbers(port)).toEqual([1]);
});

test.describe('an older version', () => {
  test.use({ installed: ['0.40.6', '0.36.9'] });
  test('is had by restoring the backup that is offered, and its version comes with it', async ({ app }) => {
    test.setTimeout(180_000);
    const window = await app.open();
    const { page } = window;
    const port = await window.createRunningWith('blog', '0.36.9');
    await writeRecord(app, port, '0.36.9');
    await window.pressInGeneral('Change version');
    const dialog = page.getByRole('dialog', { name: 'Change version' });
    const version = dialog.getByRole('combobox', { name: 'Version' });
    await expect(version).toHaveValue('0.40.6');
    await dialog.getByRole('button', { name: 'Change version' }).click();
    await expect(window.tasks).toContainText('Now on PocketBase 0.40.6, with 1 record as before.', LONG);

    await window.pressInGeneral('Change version');
    await version.fill('0.40.6');
    await page.keyboard.press('Tab');
    await expect(dialog.getByText('The instance has PocketBase 0.40.6 already.')).toBeVisible();
    await expect(dialog.getByRole('button', { name: /^Restore/ })).toHaveCount(0);
    await version.fill('0.36.9');
    await page.keyboard.press('Tab');
    await dialog.getByRole('button', { name: /^Restore the backup of .*\(0\.36\.9, / }).click();
    const restore = page.getByRole('dialog', { name: 'Restore backup' });
    await expect(restore.getByRole('checkbox', { name: 'Version' })).toBeChecked();
    await expect(restore.getByText('PocketBase 0.36.9 instead of 0.40.6')).toBeVisible();
    await restore.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(window.tasks).toContainText('Restored 1 record, with PocketBase 0.36.9.', LONG);
    await window.openSettings();
    await expect(window.general).toContainText('Currently PocketBase 0.36.9.');
    await expect(window.general).toContainText('Changed from 0.40.6 to 0.36.9');
    await expect(window.status).toContainText('Running');
    expect(await storedNumbers(port)).toEqual([1]);
  });
});

test('a file that is no backup is refused in words, chosen or dropped; drops elsewhere mean nothing', async ({
  app,
}) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  const file = join(app.home, 'notes.zip');
  writeFileSync(file, 'this is no zip');

  await window.openBackups();
  await answerFileDialog(app, file);
  await window.button('Restore from a file…').click();
  const dialog = page.getByRole('dialog', { name: 'Restore backup' });
  await expect(dialog.getByRole('alert')).toContainText('It is not a zip file');
  await expect(dialog.getByRole('button', { name: 'Restore', exact: true })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await dropOn(page, 'h1', file);
  await expect(dialog).toHaveCount(0);
  await dropOn(page, '[role=tabpanel] section', file);
  await expect(dialog.getByText(file)).toBeVisible();
  await expect(dialog.getByRole('alert')).toContainText('It is not a zip file');
});

test('an open question keeps the keyboard and what is dropped on it to itself', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('shop');
  await window.createRunning('blog');
  const file = join(app.home, 'notes.zip');
  writeFileSync(file, 'this is no zip');
  await window.openBackups();
  await window.backUp('one');
  await window.backups.getByRole('button', { name: 'Delete' }).click();
  const question = page.getByRole('alertdialog', { name: 'Delete this backup?' });
  await expect(question).toBeVisible();
  for (const keys of ['Control+n', 'Control+j', 'Alt+ArrowUp', 'Control+Shift+m']) await page.keyboard.press(keys);
  await dropOn(page, '[role=alertdialog]', file);
  await expect(question.getByRole('button', { name: 'Delete' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  // What the keys and the drop began would be in the window by now: they are handled at once.
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: 'blog' })).toBeVisible();
  await expect(window.backups.getByRole('listitem')).toHaveCount(1);
});

/** A file as the system hands it over, dropped on the first element that matches. */
async function dropOn(page: Page, target: string, file: string): Promise<void> {
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', id: 'dropped' });
    document.body.append(input);
  });
  await page.locator('#dropped').setInputFiles(file);
  await page.evaluate((selector) => {
    const input = document.querySelector<HTMLInputElement>('#dropped');
    const dataTransfer = new DataTransfer();
    for (const one of input?.files ?? []) dataTransfer.items.add(one);
    input?.remove();
    const element = document.querySelector(selector);
    for (const type of ['dragover', 'drop'])
      element?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }, target);
}

test('a change that would leave fewer records is refused with their number, and goes on once that is accepted', async ({
  app,
}) => {
  test.setTimeout(120_000);
  const window = await app.open();
  const { page } = window;
  const port = await window.createRunningWith('blog', '0.39.11');
  const user = { email: 'someone@example.com', password: 'a long password', passwordConfirm: 'a long password' };
  const made = await fetch(`http://127.0.0.1:${String(port)}/api/collections/users/records`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(user),
  });
  expect(made.status).toBe(200);
  const [id = ''] = readdirSync(join(app.home, 'instances'));
  const migration = join(app.home, 'instances', id, 'pb_migrations/1900000000_nobody.js');
  mkdirSync(dirname(migration), { recursive: true });
  writeFileSync(migration, "migrate((app) => { app.db().newQuery('DELETE FROM users').execute() })");
  await window.pressInGeneral('Change version');
  const dialog = page.getByRole('dialog', { name: 'Change version' });
  await dialog.getByRole('combobox', { name: 'Version' }).fill('0.40.6');
  await page.keyboard.press('Tab');
  await expect(dialog).toContainText('This migration runs with it: 1900000000_nobody.js. It may change records.');
  await savePicture(page, 'change-with-migration-light');
  await dialog.getByRole('button', { name: 'Change version' }).click();
  await expect(window.tasks).toContainText('users: 1 record before, 0 after.', { timeout: 30_000 });
  await expect(window.status).toContainText('Running');
  await savePicture(page, 'fewer-records-light');
  await window.tasks.getByRole('button', { name: 'Go on…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Go on with fewer records?' });
  await expect(question).toContainText('users: 1 record before, 0 after. blog is backed up first');
  await savePicture(page, 'fewer-records-question-light');
  await question.getByRole('button', { name: 'Go on' }).click();
  await expect(window.tasks.getByText('Now on PocketBase 0.40.6, with 0 records (1 before).')).toBeVisible({
    timeout: 30_000,
  });
  await expect(window.status).toContainText('Running');
});
