import { expect, test } from './app';
import { ask, pocketbasesBelow } from './processes';

test.use({ withTray: false });

test('where no tray would bring the window back, closing it asks, and nothing ends meanwhile', async ({ app }) => {
  const window = await app.open();
  const port = await window.createRunning('blog');
  // The question is a window of the system's own, and its text is what the app asked for.
  const asked = await app.electron.evaluateHandle(({ dialog }) => {
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
