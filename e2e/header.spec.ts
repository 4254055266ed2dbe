import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelowWith } from '../electron/testing/process-facts';
import { expect, test } from './app';
import { addressesOpened } from './addresses-opened';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import { ask, pocketbasesBelow } from './processes';

test('start, stop and restart do what they say', async ({ app }) => {
  const window = await app.open();
  const port = await window.createRunning('blog');
  const [first] = pocketbasesBelow(app.home);

  await window.fromMenu('Restart');
  await expect.poll(() => pocketbasesBelow(app.home).filter((pid) => pid !== first)).toHaveLength(1);
  await expect(window.status).toContainText('Running');

  await window.button('Stop').click();
  await expect(window.status).toContainText('Stopped');
  expect(await ask(port)).toBe('ECONNREFUSED');
  await expect(window.maintenanceSwitch).toHaveAttribute('aria-checked', 'false');

  // The same button throughout: the keyboard stays on it.
  await expect(window.button('Start')).toBeFocused();
  await window.button('Start').press('Enter');
  await expect(window.status).toContainText('Running');
  await expect(window.button('Stop')).toBeFocused();
});

test('the admin UI opens once it runs: of what is stopped it is started, and maintenance is ended only when asked', async ({
  app,
}) => {
  const window = await app.open();
  const { page } = window;
  const port = await window.createRunning('blog');
  const opened = await addressesOpened(app);
  const address = `http://127.0.0.1:${String(port)}/_/`;
  const open = window.button('Open admin UI');
  await savePicture(page, 'header-running');
  await open.click();
  await expect.poll(opened).toEqual([address]);

  await window.button('Stop').click();
  await expect(window.status).toContainText('Stopped');
  await savePicture(page, 'header-stopped');
  await open.click();
  await expect.poll(opened).toEqual([address, address]);
  await expect(window.status).toContainText('Running');

  await window.turnMaintenanceOn();
  await open.click();
  const question = page.getByRole('alertdialog', { name: '“blog” is in maintenance' });
  await expect(question).toContainText('not even those of its admin UI');
  expect(await seriousFindings(page)).toEqual([]);
  await savePicture(page, 'header-maintenance-question');
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(pocketbasesBelow(app.home)).toEqual([]);
  for (const [colorScheme, width] of [
    ['light', 760],
    ['dark', 760],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await app.electron.evaluate(({ BrowserWindow }, wide) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(wide, 700);
    }, width);
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
    await savePicture(page, `header-maintenance-${colorScheme}`);
  }
  await open.click();
  await question.getByRole('button', { name: 'End maintenance and open' }).click();
  await expect.poll(opened).toHaveLength(3);
  await expect(window.status).toContainText('Running');

  // What does not come to run opens nothing, then or later.
  await window.button('Stop').click();
  await expect(window.status).toContainText('Stopped');
  const data = join(app.home, 'instances', readdirSync(join(app.home, 'instances'))[0] ?? '', 'pb_data');
  renameSync(data, `${data}-away`);
  await open.click();
  await expect(window.status).toContainText('Maintenance');
  renameSync(`${data}-away`, data);
  await window.button('End maintenance').click();
  await expect(window.status).toContainText('Running');
  expect(await opened()).toHaveLength(3);
});

test('the admin UI opens signed in where that was allowed, with the token in no address, output or file of ours', async ({
  app,
}) => {
  const window = await app.open();
  const { page } = window;
  const port = await window.createRunning('blog');
  const opened = await addressesOpened(app);
  await window.button('I have them').click();

  // Asked once. Escape decides nothing.
  const question = page.getByRole('alertdialog', { name: 'Sign in to the admin UI of “blog” for you?' });
  await window.button('Open admin UI').click();
  await expect(question).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await savePicture(page, 'sign-in-question');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await window.button('Open admin UI').click();
  const appears = app.electron.waitForEvent('window');
  await question.getByRole('button', { name: 'Sign in for me' }).click();
  const admin = await appears;
  await expect(admin).toHaveURL(new RegExp(`^http://127\\.0\\.0\\.1:${String(port)}/_/#/collections`), {
    timeout: 30_000,
  });
  await expect(admin.getByText('users', { exact: true }).first()).toBeVisible();
  await savePicture(admin, 'admin-window');
  const kept = await admin.evaluate(() => localStorage.getItem('__pb_superusers__/_') ?? '');
  const { token } = JSON.parse(kept) as { readonly token: string };
  expect(token).toMatch(/^eyJ/);

  // Opened once more it comes to the front, with whatever is being typed there.
  await admin.evaluate(() => Object.assign(globalThis, { isTyping: true }));
  await window.button('Open admin UI').click();
  await expect(window.button('Open admin UI')).not.toHaveAttribute('aria-busy', 'true');
  expect(await admin.evaluate(() => 'isTyping' in globalThis)).toBe(true);

  // Nothing of ours is reached from it, and it goes nowhere else.
  expect(await admin.evaluate(() => ['basekeeper', 'require', 'process'].filter((name) => name in globalThis))).toEqual(
    [],
  );
  expect(await admin.evaluate(() => globalThis.open('https://example.com/') === null)).toBe(true);
  await admin.evaluate(() => location.assign('https://example.com/'));
  const shown = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => [webContents.isLoadingMainFrame(), webContents.getURL()]),
    );
  await expect
    .poll(shown)
    .toContainEqual([false, expect.stringMatching(`^http://127\\.0\\.0\\.1:${String(port)}/_/#/collections`)]);
  expect(await opened()).toEqual([]);
  expect(admin.url()).not.toContain(token.slice(0, 20));
  expect(filesBelowWith(app.home, token)).toEqual([]);

  // Closed, it is signed out; allowed still, it is signed in again. Taken back, the browser opens.
  await admin.close();
  const again = app.electron.waitForEvent('window');
  await window.button('Open admin UI').click();
  await (await again).close();
  await window.openSettings();
  const option = page.getByRole('switch', { name: 'Sign in to the admin UI' });
  await expect(page.getByText('signed in as admin@example.com')).toBeVisible();
  await option.click();
  await expect(option).toHaveAttribute('aria-checked', 'false');
  await window.button('Open admin UI').click();
  await expect.poll(opened).toEqual([`http://127.0.0.1:${String(port)}/_/`]);
});
