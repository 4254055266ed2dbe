import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { executableOf, expect, test } from './app';
import { addressesOpened } from './addresses-opened';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import { ask } from './processes';

test.describe('on a machine that has never seen PocketBase', () => {
  test.use({ installed: [] });

  test(
    'creating an instance installs PocketBase first, verified, and then runs',
    { tag: '@network' },
    async ({ app }) => {
      test.setTimeout(180_000);
      const window = await app.open();
      await window.button('New instance').click();
      const dialog = window.page.getByRole('dialog', { name: 'New instance' });
      await dialog.getByRole('textbox', { name: 'Name' }).fill('blog');
      const field = dialog.getByRole('textbox', { name: 'Port' });
      await expect(field).not.toHaveValue('');
      const port = Number(await field.inputValue());
      await dialog.getByRole('button', { name: 'Create', exact: true }).click();
      await expect(window.status).toContainText('Running', { timeout: 120_000 });
      expect(await ask(port)).toBe(200);

      const stored = join(app.home, 'versions', '0.40.6');
      const record = JSON.parse(readFileSync(join(stored, 'version.json'), 'utf8')) as {
        version: string;
        sha256: string;
      };
      expect(record.version).toBe('0.40.6');
      expect(record.sha256).toMatch(/^[0-9a-f]{64}$/);
    },
  );
});

test('an executable of the user’s own is verified, offered and used; anything else is refused in words', async ({
  app,
}) => {
  const window = await app.open();
  const { page } = window;
  // Whoever looks at the versions first finds the way on from there.
  await window.button('Versions').click();
  await window.button('New instance').click();
  const dialog = page.getByRole('dialog', { name: 'New instance' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('blog');
  await dialog.getByRole('button', { name: 'More options' }).click();
  /** The file dialog is the system's own: only its answer is given here. */
  const choose = async (file: string): Promise<void> => {
    await app.electron.evaluate(({ dialog: system }, filePath) => {
      Object.assign(system, { showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [filePath] }) });
    }, file);
    await dialog.getByRole('button', { name: 'Add an executable…' }).click();
  };
  await choose('/etc/passwd');
  await expect(page.getByText('This is not a usable PocketBase executable')).toBeVisible();
  await choose(executableOf('0.28.4'));
  await expect(dialog.getByLabel('Version', { exact: true })).toHaveValue('0.28.4');
  await expect(dialog.getByText('installed · chosen by hand')).toBeVisible();

  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(window.status).toContainText('Running');
  await expect(window.output).toContainText('PocketBase 0.28.4');
});

test('from an empty home to the admin UI: two presses and a name, with the keys at hand', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  await expect(page.getByText('No account, nothing is sent.')).toBeVisible();
  await expect(window.button('Open an existing folder…')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousFindings(page)).toEqual([]);
    await savePicture(page, `first-run-${colorScheme}`);
  }
  const opened = await addressesOpened(app);

  await window.button('Create a new instance').click();
  const dialog = page.getByRole('dialog', { name: 'New instance' });
  await expect(dialog.getByRole('textbox', { name: 'Port' })).not.toHaveValue('');
  const password = await dialog.getByRole('textbox', { name: 'Superuser password' }).inputValue();
  await page.keyboard.type('My Blog');
  await page.keyboard.press('Enter');
  await expect(window.status).toContainText('Running');
  await window.button('Open admin UI').click();
  await expect.poll(opened).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/_\/$/)]);

  const card = page.getByRole('region', { name: 'Sign in with this superuser' });
  await expect(card).toContainText('admin@example.com');
  await expect(card).toContainText(password);
  expect(await seriousFindings(page)).toEqual([]);
  await savePicture(page, 'keys-card-dark');
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(760, 700);
  });
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(760);
  await savePicture(page, 'keys-card-narrow');
  await card.getByRole('button', { name: 'Copy both' }).click();
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(`admin@example.com\n${password}`);
  await card.getByRole('button', { name: 'I have them' }).click();
  await expect(card).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'My Blog' })).toBeFocused();
  expect(existsSync(join(app.home, 'instances', 'my-blog', 'pb_data'))).toBe(true);
});

test('everything stays below BASEKEEPER_HOME, readable by its user only', async ({ app }) => {
  const window = await app.open();
  await window.createRunning('blog');
  for (const name of ['settings', 'instances', 'logs']) {
    const { mode } = statSync(join(app.home, name));
    expect([name, (mode & 0o777).toString(8)]).toEqual([name, '700']);
  }
  const list = join(app.home, 'settings', 'instances.json');
  expect((statSync(list).mode & 0o777).toString(8)).toBe('600');
  expect(readFileSync(list, 'utf8')).not.toMatch(/password/i);
  expect(existsSync(join(app.home, 'logs', 'basekeeper.log'))).toBe(true);
});

test('the theme is kept', async ({ app }) => {
  const { page } = await app.open();
  await page.getByRole('button', { name: 'Preferences' }).click();
  await page.getByText('Dark', { exact: true }).click();
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  await app.quit();
  const again = await app.open();
  await expect.poll(() => again.page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
});
