/** Pictures of every screen, in light and dark; the README and the documentation show some of them. */
import { join } from 'node:path';
import { expect, test } from './app';
import { savePicture } from './pictures';
import { pocketbasesBelow } from './processes';
import { indexPage, pythonStandIn } from './python-stand-in';
import type { BasekeeperWindow } from './window';

const LISTED = [
  '0.40.6',
  '0.40.5',
  '0.39.11',
  '0.38.2',
  '0.37.5',
  '0.36.9',
  '0.35.1',
  '0.34.2',
  '0.33.0',
  '0.32.0',
].concat(['0.31.0', '0.30.4', '0.29.3', '0.28.4', '0.26.6', '0.25.9', '0.24.4', '0.23.12', '0.22.27']);
const SIZE = { width: 1120, height: 760 };

for (const scheme of ['light', 'dark'] as const) {
  test(`every screen (${scheme})`, async ({ app }) => {
    test.setTimeout(120_000);
    app.variables['PATH'] = await pythonStandIn({
      folder: join(app.home, 'python'),
      listed: LISTED,
      delivered: [],
    });
    const window = await app.open();
    const { page } = window;
    const resize = async (size: { readonly width: number; readonly height: number }): Promise<void> => {
      await app.electron.evaluate(({ BrowserWindow }, { width, height }) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
      }, size);
      await expect.poll(() => page.evaluate(() => globalThis.innerWidth)).toBe(size.width);
    };
    const picture = (name: string): Promise<void> => savePicture(page, `${name}-${scheme}`);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await resize(SIZE);
    await picture('empty');

    await window.button('New instance').click();
    const dialog = page.getByRole('dialog', { name: 'New instance' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('blog');
    await expect(dialog.getByRole('textbox', { name: 'Port' })).not.toHaveValue('');
    await picture('create');
    await dialog.getByRole('button', { name: 'More options' }).click();
    await picture('create-more');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('');
    await dialog.getByRole('textbox', { name: 'Port' }).fill('8090abc');
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(dialog.getByText(/must be a whole number/)).toBeVisible();
    await picture('create-refused');
    await page.keyboard.press('Escape');

    await window.createRunning('blog');
    await window.createRunning('shop');
    await window.createRunning('crm');
    await window.turnMaintenanceOn();
    await window.createRunning('demo');
    await window.button('Stop').click();
    await expect(window.status).toContainText('Stopped');
    await picture('stopped');
    await window.select('blog');
    await picture('running');
    await showDangerZone(window);
    await picture('danger-zone');
    await window.maintenanceSwitch.click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await picture('question');
    await page.keyboard.press('Escape');

    await window.select('crm');
    await picture('maintenance');
    await showDangerZone(window);
    await picture('maintenance-danger-zone');

    // The index of the package, which is out of reach here, with sizes and dates.
    await app.electron.evaluate((_electron, page) => {
      globalThis.fetch = () => Promise.resolve(new Response(page));
    }, indexPage(LISTED));
    await window.button('Versions').click();
    await expect(page.getByRole('list', { name: 'Available versions' })).toBeVisible({ timeout: 60_000 });
    await picture('versions');

    await window.select('blog');
    process.kill(pocketbasesBelow(app.home)[0] ?? 0, 'SIGKILL');
    await expect(window.status).toContainText('Maintenance');
    await expect(page.getByText(/Now in maintenance/).first()).toBeVisible();
    await picture('crashed');
    await window.incidents.scrollIntoViewIfNeeded();
    await picture('incidents');

    await window.button('Help').click();
    await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
    await picture('help');
    await page.keyboard.press('Escape');

    await window.button('Settings').click();
    await expect(page.getByText('Theme', { exact: true })).toBeVisible();
    await picture('settings');
    await page.keyboard.press('Escape');

    await resize({ width: 760, height: 640 });
    await picture('narrow');
    await resize(SIZE);
    for (let count = 1; count <= 5; count += 1) {
      await window.createRunning(`A rather long name for instance number ${String(count)} of the team`);
    }
    await picture('many-long-names');
  });
}

async function showDangerZone(window: BasekeeperWindow): Promise<void> {
  await window.dangerZone.scrollIntoViewIfNeeded();
}
