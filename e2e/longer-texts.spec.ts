/** Does the window have room for longer texts? Asked for by name: npm test -- --only=e2e e2e/longer-texts.spec.ts */
import { expect, test } from './app';
import { lengthenTexts, misplacedTexts } from './longer-texts';
import { savePicture } from './pictures';

test('no text is cut off or lies on another one where all are 40 % longer', async ({ app }) => {
  test.setTimeout(180_000);
  const window = await app.open();
  const { page } = window;
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const look = async (screen: string): Promise<void> => {
    for (const width of [1120, 760]) {
      await app.electron.evaluate(({ BrowserWindow }, to) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(to, 760);
      }, width);
      await expect.poll(() => page.evaluate(() => globalThis.innerWidth)).toBe(width);
      await lengthenTexts(page);
      await savePicture(page, `longer-${screen}-${String(width)}`);
      expect.soft(await misplacedTexts(page), `${screen}, ${String(width)} px`).toEqual([]);
    }
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1120, 760));
    // The words of the tests are those of the window.
    await page.reload();
    await page.getByRole('navigation', { name: 'Instances' }).waitFor();
  };

  await look('empty');
  await window.button('New instance').click();
  const dialog = page.getByRole('dialog', { name: 'New instance' });
  await expect(dialog.getByRole('textbox', { name: 'Port' })).not.toHaveValue('');
  await dialog.getByRole('button', { name: 'More options' }).click();
  await look('create');

  await window.createRunning('blog');
  await look('overview');
  await window.dangerZone.scrollIntoViewIfNeeded();
  await look('danger-zone');
  await window.maintenanceSwitch.click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await look('question');
  await window.openOutput();
  await look('output');
  await window.openBackups();
  await window.backUp('before the big change');
  await look('backups');
  await window.openActivity();
  await look('activity');
  await window.openSettings();
  await look('settings');
  await page.getByRole('tab', { name: 'Overview' }).click();
  await window.turnMaintenanceOn('1 h');
  await look('maintenance');
  await window.button('Versions').click();
  await expect(page.getByRole('list', { name: 'Installed versions' })).toBeVisible();
  await look('versions');
  await window.button('Preferences').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Preferences' })).toBeVisible();
  await look('preferences');
  await window.button('Help').click();
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
  await page.getByRole('tab', { name: 'Keyboard' }).click();
  await look('help');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  await look('palette');
});
