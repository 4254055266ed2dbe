import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type App } from './app';
import { ask, pocketbasesBelow } from './processes';

test.use({ withTray: false, installed: ['0.40.6', '0.39.11'] });

/** Notes what the app asks; the question itself is a real window of the system's own. */
const noteQuestions = (app: App) =>
  app.electron.evaluateHandle(({ dialog }) => {
    const questions: unknown[] = [];
    const show = dialog.showMessageBox.bind(dialog) as (...args: unknown[]) => Promise<unknown>;
    Object.assign(dialog, {
      showMessageBox: (...args: unknown[]) => {
        questions.push(args.at(-1));
        return show(...args);
      },
    });
    return questions;
  });

const quitInMenu = (app: App): Promise<void> =>
  app.electron.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&File');
    file?.submenu?.items.find(({ label }) => label === 'Quit')?.click();
  });

test('Quit in the menu asks while something runs, and says what it ends', async ({ app }) => {
  const window = await app.open();
  await window.createRunning('blog');
  const asked = await noteQuestions(app);
  await quitInMenu(app);
  await expect
    .poll(() => asked.evaluate((questions) => questions))
    .toMatchObject([{ message: 'Quit Basekeeper?', buttons: ['Quit (stops 1 instance)', 'Cancel'] }]);
  expect(pocketbasesBelow(app.home)).toHaveLength(1);
});

test('Quit says which task it ends, also when nothing runs, and the next launch tells that it was ended', async ({
  app,
}) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunningWith('blog', '0.39.11');
  await window.button('Stop').click();
  await expect(window.status).toContainText('Stopped');
  const [id] = readdirSync(join(app.home, 'instances'));
  // Loaded by the trial on a copy, which goes on until quitting ends it.
  writeFileSync(join(app.home, 'instances', id ?? '', 'pb_hooks', 'slow.pb.js'), 'sleep(600000)');
  await window.pressInGeneral('Change version');
  const dialog = page.getByRole('dialog', { name: 'Change version' });
  await dialog.getByRole('combobox', { name: 'Version' }).fill('0.40.6');
  await page.keyboard.press('Tab');
  await dialog.getByRole('checkbox', { name: 'Try it on a copy first' }).click();
  await dialog.getByRole('button', { name: 'Change version' }).click();
  await expect(window.tasks).toContainText('Trying PocketBase 0.40.6 on a copy');

  const asked = await noteQuestions(app);
  await quitInMenu(app);
  await expect
    .poll(() => asked.evaluate((questions) => questions))
    .toMatchObject([
      {
        message: 'Quit Basekeeper?',
        detail: 'Change of version of blog is still running. Quitting cancels it. Nothing will be changed.',
        buttons: ['Quit (ends 1 task)', 'Cancel'],
      },
    ]);
  await app.quit();
  expect(pocketbasesBelow(app.home)).toEqual([]);

  const again = await app.open();
  await expect(again.tasks.getByRole('listitem')).toHaveText(
    /Change of version of.*blog.*Cancelled because Basekeeper was quit\. Nothing was changed\./,
  );
  await expect(again.page.getByText('0.39.11').first()).toBeVisible();
});

test('where no tray would bring the window back, closing it asks, and nothing ends meanwhile', async ({ app }) => {
  const window = await app.open();
  const port = await window.createRunning('blog');
  const asked = await noteQuestions(app);
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close();
  });
  await expect
    .poll(() => asked.evaluate((questions) => questions))
    .toMatchObject([{ message: 'Quit Basekeeper?', buttons: ['Quit (stops 1 instance)', 'Cancel'] }]);
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true);
  expect(await ask(port)).toBe(200);

  // An open question does not hold up quitting.
  await app.quit();
  expect(pocketbasesBelow(app.home)).toEqual([]);
});
