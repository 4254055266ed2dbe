import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './app';
import { seriousFindings } from './findings';

test('preferences are chosen by keyboard, do what they say, and are kept', async ({ app, notifications }) => {
  const config = join(app.home, 'config');
  mkdirSync(config);
  app.variables['XDG_CONFIG_HOME'] = config;
  const window = await app.open();
  const { page } = window;
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('heading', { level: 1, name: 'Preferences' })).toBeFocused();
  expect(await seriousFindings(page)).toEqual([]);
  for (const width of [760, 1000]) {
    await app.electron.evaluate(({ BrowserWindow }, wanted) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(wanted, 900);
    }, width);
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
    await page.screenshot({ path: test.info().outputPath(`preferences-${String(width)}.png`) });
  }

  // Start at login is what is on the disk.
  const entry = join(config, 'autostart', 'basekeeper.desktop');
  const login = page.getByRole('switch', { name: 'Start at login' });
  await expect(login).toHaveAttribute('aria-checked', 'false');
  await login.press('Space');
  await expect(login).toHaveAttribute('aria-checked', 'true');
  expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=.*BASEKEEPER_HOME=.* "--background"$/m);
  rmSync(entry);
  await page.evaluate(() => globalThis.dispatchEvent(new Event('focus')));
  await expect(login).toHaveAttribute('aria-checked', 'false');
  await login.press('Space');
  await expect(login).toHaveAttribute('aria-checked', 'true');
  await login.press('Space');
  await expect(login).toHaveAttribute('aria-checked', 'false');
  expect(existsSync(entry)).toBe(false);

  // Ports: refused with the reason, then used.
  const first = page.getByRole('textbox', { name: 'First port' });
  await first.fill('9999');
  await first.press('Enter');
  await expect(page.getByRole('alert')).toContainText('First port must not be above the last port');
  await page.getByRole('textbox', { name: 'Last port' }).fill('10100');
  await first.press('Enter');
  await expect(page.getByRole('button', { name: 'Save the suggested ports' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('switch', { name: 'Answer 503 during maintenance' }).press('Space');
  await page.getByRole('radio', { name: 'Dark' }).press('Space');
  await page.getByRole('radio', { name: 'Compact' }).press('Space');
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset['density'])).toBe('compact');
  expect(await seriousFindings(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('preferences-dark-compact.png') });
  await page.keyboard.press('Control+n');
  const port = page.getByRole('dialog').getByRole('textbox', { name: 'Port' });
  await expect(port).toHaveValue(/^(9999|100\d\d)$/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  // The shortcuts, and each beside its command.
  await page.getByRole('heading', { level: 1, name: 'Preferences' }).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('table', { name: 'Keyboard shortcuts' })).toContainText('Find an instance or a command');
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help.getByRole('tab', { name: 'Keyboard' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option', { name: 'Preferences' })).toContainText('Ctrl,');
  await page.screenshot({ path: test.info().outputPath('palette-keys.png') });
  await page.keyboard.press('Escape');

  // With nothing that runs, closing the window now ends the app.
  await page.getByRole('radio', { name: 'Quit' }).press('Space');
  await expect(page.getByText('Your instances are stopped, and started again')).toBeVisible();
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close();
  });
  await app.untilEnded();
  expect(notifications.shown).toEqual([]);

  const again = await app.open();
  await again.page.keyboard.press('Control+,');
  await expect(again.page.getByRole('radio', { name: 'Compact' })).toBeChecked();
  await expect(again.page.getByRole('textbox', { name: 'Last port' })).toHaveValue('10100');
  await expect(again.page.getByRole('switch', { name: 'Answer 503 during maintenance' })).not.toBeChecked();
});
