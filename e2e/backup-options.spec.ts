/** When backups are made by themselves, and where they are kept: chosen with the keyboard, kept for the next launch. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { expect, test } from './app';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import type { BasekeeperWindow } from './window';

const optionsOf = (window: BasekeeperWindow): Locator => window.page.getByRole('region', { name: 'Backup options' });

test('a schedule and a folder are chosen with the keyboard and survive a relaunch', async ({ app }) => {
  const window = await app.open();
  const { keyboard } = window.page;
  await window.createRunning('blog');
  await window.openBackups();
  const options = optionsOf(window);

  await options.getByRole('radio', { name: 'Off' }).focus();
  for (const every of ['Every hour', 'Every day', 'Every week']) {
    await keyboard.press('ArrowRight');
    await expect(options.getByRole('radio', { name: every })).toBeChecked();
  }
  await keyboard.press('Tab');
  await expect(options.getByRole('radio', { name: 'Sun' })).toBeFocused();
  await keyboard.press('ArrowLeft');
  await expect(options.getByRole('radio', { name: 'Sat' })).toBeChecked();
  await keyboard.press('Tab');
  const time = options.getByRole('textbox', { name: 'Time' });
  await expect(time).toBeFocused();
  await time.selectText();
  await keyboard.type('25:00');
  await keyboard.press('Enter');
  await expect(time).toHaveAccessibleDescription(
    'Time must be a time from 00:00 to 23:59, such as 03:00 (it is “25:00”).',
  );
  await expect(time).toHaveValue('25:00');
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.page.emulateMedia({ colorScheme });
    await savePicture(window.page, `backup-options-refused-${colorScheme}`);
  }
  await time.selectText();
  await keyboard.type('4:30');
  await keyboard.press('Enter');
  await expect(time).toHaveValue('04:30');
  await expect(options.getByText(/^Next: Sat, .* at 04:30\./)).toBeVisible();

  await keyboard.press('Tab');
  await expect(options.getByRole('radio', { name: 'Everything' })).toBeFocused();
  await keyboard.press('ArrowRight');
  const newest = options.getByRole('textbox', { name: 'Newest' });
  await expect(newest).toHaveValue('10');
  await keyboard.press('Tab');
  await expect(newest).toBeFocused();
  await newest.selectText();
  await keyboard.type('0');
  await keyboard.press('Tab');
  await expect(newest).toHaveAccessibleDescription('Newest must be a whole number from 1 to 1000 (it is “0”).');
  await newest.fill('5');
  await keyboard.press('Enter');

  const folder = options.getByRole('textbox', { name: 'Folder of the backups' });
  await folder.focus();
  await keyboard.type('backups');
  await keyboard.press('Enter');
  await expect(folder).toHaveAccessibleDescription('backups is not an absolute path. Choose another folder.');
  const drive = join(app.home, 'drive', 'backups');
  await folder.selectText();
  await keyboard.type(drive);
  await keyboard.press('Enter');
  const ownAgain = options.getByRole('button', { name: 'Use Basekeeper’s own' });
  await expect(ownAgain).toBeVisible();
  expect(existsSync(drive)).toBe(true);
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.page.emulateMedia({ colorScheme });
    await options.scrollIntoViewIfNeeded();
    await savePicture(window.page, `backup-options-${colorScheme}`);
    expect(await seriousFindings(window.page)).toEqual([]);
  }

  await app.quit();
  const later = await app.open();
  await later.select('blog');
  await later.openBackups();
  const kept = optionsOf(later);
  await expect(kept.getByRole('radio', { name: 'Every week' })).toBeChecked();
  await expect(kept.getByRole('radio', { name: 'Sat' })).toBeChecked();
  await expect(kept.getByRole('textbox', { name: 'Time' })).toHaveValue('04:30');
  await expect(kept.getByRole('textbox', { name: 'Newest' })).toHaveValue('5');
  await expect(kept.getByRole('textbox', { name: 'Folder of the backups' })).toHaveValue(drive);
  await kept.getByRole('button', { name: 'Use Basekeeper’s own' }).press('Enter');
  await expect(kept.getByRole('textbox', { name: 'Folder of the backups' })).toHaveValue('');
});
