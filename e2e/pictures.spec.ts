/** Pictures of every screen, in light and dark; the README and the documentation show some of them. */
import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './app';
import { savePicture } from './pictures';
import { pocketbasesBelow } from './processes';
import { indexPage, pythonStandIn } from './python-stand-in';
import type { BasekeeperWindow } from './window';
import { writeZip } from './write-zip';

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
    await window.turnMaintenanceOn('1 h');
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
    await expect(page.getByRole('region', { name: 'PocketBase was killed' })).toBeVisible();
    await picture('crashed');
    await window.incidents.scrollIntoViewIfNeeded();
    await picture('incidents');

    await window.button('Help').click();
    await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
    await picture('help');
    await page.keyboard.press('Escape');

    await window.button('Preferences').click();
    await expect(page.getByRole('heading', { level: 1, name: 'Preferences' })).toBeVisible();
    await picture('preferences');
    await page.getByRole('region', { name: 'Other programs' }).scrollIntoViewIfNeeded();
    await picture('preferences-below');
    await window.instances.getByRole('button').first().click();

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

test.describe('the data', () => {
  test.use({ installed: ['0.40.6', '0.39.11'] });
  for (const scheme of ['light', 'dark'] as const) {
    test(`backups, restore, change of version and tasks (${scheme})`, async ({ app }) => {
      test.setTimeout(180_000);
      const window = await app.open();
      const { page } = window;
      const resize = async (width: number, height: number): Promise<void> => {
        await app.electron.evaluate(
          ({ BrowserWindow }, size) => {
            BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
          },
          { width, height },
        );
        await expect.poll(() => page.evaluate(() => globalThis.innerWidth)).toBe(width);
      };
      const picture = (name: string): Promise<void> => savePicture(page, `${name}-${scheme}`);
      const chooseFile = async (file: string): Promise<void> => {
        await app.electron.evaluate(({ dialog }, filePath) => {
          Object.assign(dialog, { showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [filePath] }) });
        }, file);
        await window.button('Restore from a file…').click();
      };
      const closeDialog = async (name: string): Promise<void> => {
        await page.getByRole('dialog', { name }).getByRole('button', { name: 'Close' }).first().click();
        await expect(page.getByRole('dialog', { name })).toBeHidden();
      };
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await resize(SIZE.width, SIZE.height);

      await window.button('New instance').click();
      const creation = page.getByRole('dialog', { name: 'New instance' });
      await creation.getByRole('textbox', { name: 'Name' }).fill('blog');
      await expect(creation.getByRole('textbox', { name: 'Port' })).not.toHaveValue('');
      await creation.getByRole('button', { name: 'More options' }).click();
      await creation.getByRole('combobox', { name: 'Version' }).fill('0.39.11');
      await page.keyboard.press('Tab');
      await creation.getByRole('button', { name: 'Create', exact: true }).click();
      await expect(window.status).toContainText('Running');
      await window.openBackups();
      await expect(page.getByText('No backups yet.', { exact: false })).toBeVisible();
      await picture('backups-empty');

      await window.backUp('before the big change');
      await expect(window.tasks).toContainText('verified');
      await window.button('Newer version available').click();
      const change = page.getByRole('dialog', { name: 'Change version' });
      await expect(change.getByText(/Needs up to/)).toBeVisible();
      await picture('change-version');
      await change.getByRole('button', { name: 'Change version' }).click();
      await expect(window.tasks).toContainText('Now on PocketBase 0.40.6', { timeout: 60_000 });
      await window.openSettings();
      await picture('go-back');
      await window.pressInGeneral('Change version');
      await change.getByRole('combobox', { name: 'Version' }).fill('0.28.4');
      await page.keyboard.press('Tab');
      await expect(change.getByText(/an older one would damage it/)).toBeVisible();
      await picture('change-version-refused');
      await closeDialog('Change version');

      const long = 'a rather long label that somebody typed to remember why this backup was made at all, and by whom, ';
      await window.openBackups();
      await window.backUp(long.repeat(3).trim());
      const folder = join(app.home, 'backups', readdirSync(join(app.home, 'backups'))[0] ?? '');
      writeFileSync(join(folder, 'notes.txt'), 'not a backup');
      const foreign = join(folder, 'from-pockethost.zip');
      await writeZip(foreign, { 'pb_data/data.db': 'SQLite format 3\0', 'pb_hooks/main.pb.js': '// a program' });
      await page.getByRole('tab', { name: 'Overview' }).click();
      await window.openBackups();
      await expect(page.getByText('from-pockethost.zip')).toBeVisible();
      await picture('backups');
      await resize(760, 640);
      await picture('backups-narrow');
      await resize(SIZE.width, SIZE.height);

      await window.backups.getByRole('button', { name: 'Restore' }).first().click();
      const restore = page.getByRole('dialog', { name: 'Restore backup' });
      await expect(restore.getByText('Current data', { exact: true })).toBeVisible();
      await picture('restore');
      await restore.getByRole('button', { name: 'Restore', exact: true }).click();
      await expect(page.getByText(/Basekeeper is working on its data/).first()).toBeVisible();
      await picture('operation');
      await expect(window.tasks).toContainText('Restored the data', { timeout: 60_000 });

      await chooseFile(foreign);
      await expect(restore.getByText(/Hooks are programs/)).toBeVisible();
      await picture('restore-foreign');
      await closeDialog('Restore backup');
      const several = join(app.home, 'several.zip');
      await writeZip(several, {
        'shop/pb_data/data.db': 'SQLite format 3\0',
        'blog/pb_data/data.db': 'SQLite format 3\0',
      });
      await chooseFile(several);
      await expect(restore.getByRole('radio')).toHaveCount(2);
      await picture('restore-several');
      await restore.getByRole('radio', { name: 'blog/pb_data' }).check();
      await expect(restore.getByText('Current data', { exact: true })).toBeVisible();
      await picture('restore-chosen');
      await closeDialog('Restore backup');
      await chooseFile(join(folder, 'notes.txt'));
      await expect(restore.getByRole('alert')).toBeVisible();
      await picture('restore-refused');
      await closeDialog('Restore backup');

      const newest = readdirSync(folder).filter((name) => name.startsWith('blog-'));
      await window.backups.getByRole('button', { name: 'Verify' }).first().click();
      await expect(window.tasks).toContainText('all checksums match', { timeout: 60_000 });
      for (const name of newest) truncateSync(join(folder, name), 4096);
      await window.backups.getByRole('button', { name: 'Verify' }).first().click();
      await expect(page.getByText('No such backup').first()).toBeVisible();
      rmSync(folder, { recursive: true });
      writeFileSync(folder, 'in the way');
      await page.getByRole('tab', { name: 'Overview' }).click();
      await window.openBackups();
      await expect(page.getByText('The folder of backups could not be read.')).toBeVisible();
      await window.button('Back up now').click();
      await expect(window.tasks.getByText(/cannot be written|could not/).first()).toBeVisible({ timeout: 30_000 });
      await picture('backups-unreadable');

      await window.createRunning('A rather long name for the instance that has so much to tell');
      await window.openBackups();
      await window.backUp('x');
      await resize(760, 640);
      await picture('tasks-long-names');
    });
  }
});
