import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './app';
import { seriousFindings } from './findings';
import { pocketbasesBelow } from './processes';

/** In light and in dark. */
async function findingsOf(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    found.push(...(await seriousFindings(page)).map((finding) => `${colorScheme}: ${finding}`));
  }
  return found;
}

test('no screen has a serious finding, light or dark', async ({ app }) => {
  test.setTimeout(90_000);
  const window = await app.open();
  expect(await findingsOf(window.page)).toEqual([]); // empty

  await window.button('New instance').click();
  const dialog = window.page.getByRole('dialog', { name: 'New instance' });
  await expect(dialog.getByRole('textbox', { name: 'Port' })).not.toHaveValue('');
  expect(await findingsOf(window.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(dialog.getByText('Name must not be empty')).toBeVisible();
  expect(await findingsOf(window.page)).toEqual([]);
  await window.page.keyboard.press('Escape');

  await window.createRunning('blog');
  expect(await findingsOf(window.page)).toEqual([]); // running
  await window.button('Versions').click();
  await expect(window.page.getByRole('list', { name: 'Installed versions' })).toBeVisible();
  expect(await findingsOf(window.page)).toEqual([]); // versions
  await window.select('blog');
  await window.openBackups();
  await expect(window.page.getByText('No backups yet.', { exact: false })).toBeVisible();
  expect(await findingsOf(window.page)).toEqual([]); // no backups
  await window.backUp('before the big change');
  await expect(window.tasks).toContainText('verified');
  expect(await findingsOf(window.page)).toEqual([]); // backups and a task
  const [backups = ''] = readdirSync(join(app.home, 'backups'));
  writeFileSync(join(app.home, 'backups', backups, 'notes.zip'), 'this is no zip');
  await window.page.getByRole('tab', { name: 'Overview' }).click();
  await window.openBackups();
  const others = window.page.getByRole('list', { name: 'Other files in the folder' });
  await expect(others.getByRole('button', { name: 'Look at it' })).toHaveAccessibleDescription('notes.zip');
  expect(await findingsOf(window.page)).toEqual([]); // with a file that is no backup
  await window.backups.getByRole('button', { name: 'Restore' }).click();
  const restore = window.page.getByRole('dialog', { name: 'Restore backup' });
  await expect(restore.getByText('Current data', { exact: true })).toBeVisible();
  expect(await findingsOf(window.page)).toEqual([]);
  await window.page.keyboard.press('Escape');
  await window.pressInGeneral('Change version');
  const change = window.page.getByRole('dialog', { name: 'Change version' });
  await change.getByRole('combobox', { name: 'Version' }).fill('0.28.4');
  await window.page.keyboard.press('Tab');
  await expect(change.getByText(/an older one would damage it/)).toBeVisible();
  expect(await findingsOf(window.page)).toEqual([]);
  await change.getByRole('button', { name: 'Cancel' }).click();
  await expect(change).toBeHidden();
  await window.page.getByRole('tab', { name: 'Overview' }).click();
  process.kill(pocketbasesBelow(app.home)[0] ?? 0, 'SIGKILL');
  await expect(window.status).toContainText('Maintenance');
  expect(await findingsOf(window.page)).toEqual([]); // maintenance with incident and popup
});

test('Help takes the focus from the dialog it was opened from, and gives it back with what was typed', async ({
  app,
}) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  await window.openBackups();
  await window.pressInGeneral('Change version');
  const change = page.getByRole('dialog', { name: 'Change version' });
  const version = change.getByRole('combobox', { name: 'Version' });
  await version.fill('0.28.4');
  await page.keyboard.press('Tab');
  const why = change.getByRole('button', { name: 'Why', exact: true });
  await why.focus();
  await page.keyboard.press('Enter');

  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help).toBeVisible();
  await expect(help.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Tab');
  await expect(help.locator(':focus')).toHaveCount(1);
  expect(await seriousFindings(page)).toEqual([]);
  // By its button, which Tab came to first.
  await page.keyboard.press('Enter');
  await expect(help).toBeHidden();
  await expect(change).toBeVisible();
  await expect(version).toHaveValue('0.28.4');
  await expect(why).toBeFocused();

  await page.keyboard.press('Escape');
  await expect(change).toBeHidden();
});

test('the names that scripts and assistive technology rely on are there', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  await expect(window.instances).toBeVisible();
  await expect(window.button('New instance')).toHaveCount(1);
  await window.createRunning('blog');
  await expect(page.getByRole('heading', { level: 1, name: 'blog' })).toHaveCount(1);
  for (const name of ['Stop', 'Open admin UI', 'New instance']) await expect(window.button(name)).toHaveCount(1);
  // One verb for each state.
  await expect(window.button('Start')).toHaveCount(0);
  await expect(window.button('End maintenance')).toHaveCount(0);
  await window.button('More commands').click();
  for (const name of ['Restart', 'Turn on maintenance', 'Copy admin address', 'Open folder']) {
    await expect(page.getByRole('menuitem', { name, exact: true })).toHaveCount(1);
  }
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(window.button('More commands')).toBeFocused();
  await expect(window.status).toHaveCount(1);
  await expect(window.maintenanceSwitch).toHaveCount(1);
  await expect(window.output).toHaveCount(1);
  await expect(window.incidents).toHaveCount(1);
});

test('in the smallest window, with everything twice as large, a question and a refusal can be read and answered', async ({
  app,
}) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('an instance whose name has as many characters as a name can have');
  await window.openBackups();
  await window.backUp('one');
  const [file = ''] = readdirSync(join(app.home, 'backups'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.zip'),
  );
  await app.electron.evaluate(({ BrowserWindow }) => {
    const [only] = BrowserWindow.getAllWindows();
    only?.setSize(760, 520);
    only?.webContents.setZoomFactor(2);
  });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBeLessThan(400);

  await window.backups.getByRole('button', { name: 'Restore' }).click();
  const restore = page.getByRole('dialog', { name: 'Restore backup' });
  await expect(restore.getByText('Current data', { exact: true })).toBeVisible();
  rmSync(join(app.home, 'backups', file));
  await restore.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(restore.getByRole('alert')).toBeInViewport();
  await page.keyboard.press('Escape');

  await window.maintenanceSwitch.click();
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Turn on maintenance' }).click();
  await expect(window.maintenanceSwitch).toHaveAttribute('aria-checked', 'true');
});
