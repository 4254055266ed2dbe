import { expect, test, type App } from './app';
import { ask, pocketbasesBelow } from './processes';

test.use({ withTray: false });

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

test('Quit in the menu asks while something runs, and says what it ends', async ({ app }) => {
  const window = await app.open();
  await window.createRunning('blog');
  const asked = await noteQuestions(app);
  await app.electron.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&File');
    file?.submenu?.items.find(({ label }) => label === 'Quit')?.click();
  });
  await expect
    .poll(() => asked.evaluate((questions) => questions))
    .toMatchObject([{ message: 'Quit Basekeeper?', buttons: ['Quit (stops 1 instance)', 'Keep open'] }]);
  expect(pocketbasesBelow(app.home)).toHaveLength(1);
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
    .toMatchObject([{ message: 'Quit Basekeeper?', buttons: ['Quit (stops 1 instance)', 'Keep open'] }]);
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true);
  expect(await ask(port)).toBe(200);

  // An open question does not hold up quitting.
  await app.quit();
  expect(pocketbasesBelow(app.home)).toEqual([]);
});
