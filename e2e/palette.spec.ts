import { expect, test } from './app';
import { seriousFindings } from './findings';
import type { App } from './app';
import { pocketbasesBelow } from './processes';

interface MenuLine {
  readonly label: string;
  readonly enabled: boolean;
}

/** What the menu bar of the system has below a title. */
const linesOf = (app: App, title: string): Promise<readonly MenuLine[]> =>
  app.electron.evaluate(
    ({ Menu }, label) =>
      Menu.getApplicationMenu()
        ?.items.find((menu) => menu.label.replace('&', '') === label)
        ?.submenu?.items.filter(({ type }) => type !== 'separator')
        .map((item) => ({ label: item.label, enabled: item.enabled })) ?? [],
    title,
  );

const choose = (app: App, title: string, line: string): Promise<void> =>
  app.electron.evaluate(
    ({ Menu }, [inMenu, label]) => {
      const menu = Menu.getApplicationMenu()?.items.find((one) => one.label.replace('&', '') === inMenu);
      const item = menu?.submenu?.items.find((one) => one.label === label);
      if (item?.enabled !== true) throw new Error(`${label} cannot be chosen`);
      (item.click as () => void)();
    },
    [title, line] as const,
  );

test('every command can be found and given from the keyboard', async ({ app }) => {
  const window = await app.open();
  await window.createRunning('blog');
  await window.createRunning('shop');
  const { page } = window;
  const palette = page.getByRole('dialog', { name: 'Commands' });
  const field = palette.getByRole('combobox', { name: 'Find a command' });
  const chosen = palette.locator('[data-highlighted]');
  const find = async (words: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await expect(field).toBeFocused();
    await field.fill(words);
  };

  // Another instance than the one on screen goes into maintenance, after the usual question.
  await find('blog maintenance');
  await expect(chosen).toHaveText('Turn maintenance mode on');
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog', { name: /blog/ });
  await question.getByRole('button', { name: 'Turn on maintenance' }).click();
  await expect.poll(() => pocketbasesBelow(app.home)).toHaveLength(1);

  // Going somewhere: the heading has the focus.
  await find('blog');
  await palette.getByRole('option', { name: /^blog Maintenance/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'blog' })).toBeFocused();
  await expect(window.status).toContainText('Maintenance');

  // What cannot be had says why, and is not given.
  await find('start');
  await expect(palette.getByRole('option', { name: /^Start In maintenance/ })).toHaveAttribute('aria-disabled', 'true');
  expect(await seriousFindings(page)).toEqual([]);
  await field.fill('no such thing');
  await expect(palette).toContainText('No command contains “no such thing”.');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'blog' })).toBeFocused();

  // A dialog opened from it gives the focus back to where it was before.
  await window.button('Copy address').focus();
  await find('rename');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: /Rename/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(window.button('Copy address')).toBeFocused();

  // And so does a command that opens nothing.
  await find('maintenance off');
  await page.keyboard.press('Enter');
  await expect(window.status).toContainText('Running');
  await expect(window.button('Copy address')).toBeFocused();

  await test.step('the menu bar has the same commands, and follows the instance on screen', async () => {
    const instanceMenu = () => linesOf(app, 'Instance');
    await expect.poll(instanceMenu).toContainEqual({ label: 'blog', enabled: false });
    await expect.poll(instanceMenu).toContainEqual({ label: 'Start', enabled: false });
    await choose(app, 'Instance', 'Stop');
    await expect(window.status).toContainText('Stopped');
    await expect.poll(instanceMenu).toContainEqual({ label: 'Start', enabled: true });
    await expect.poll(instanceMenu).toContainEqual({ label: 'Stop', enabled: false });

    // A dialog keeps the commands to itself; help lies over it.
    await choose(app, 'File', 'New instance');
    const dialog = page.getByRole('dialog', { name: 'New instance' });
    await expect(dialog).toBeVisible();
    await expect.poll(instanceMenu).toContainEqual({ label: 'Start', enabled: false });
    await choose(app, 'Help', 'About Basekeeper');
    await expect(page.getByRole('dialog', { name: 'Help' })).toContainText('Basekeeper');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();

    await choose(app, 'View', 'Versions of PocketBase');
    await expect(page.getByRole('list', { name: 'Installed versions' })).toBeVisible();
    await expect.poll(instanceMenu).toEqual([{ label: 'No instance on screen', enabled: false }]);

    // A page that is gone leaves nothing behind that nobody would do.
    await page.reload();
    await expect.poll(instanceMenu).toContainEqual({ label: 'blog', enabled: false });
  });

  // The bar is folded away until Alt is pressed, which only a real keyboard can; then a letter opens each menu.
  const bar = await app.electron.evaluate(({ BrowserWindow, Menu }) => ({
    isFolded: BrowserWindow.getAllWindows()[0]?.autoHideMenuBar,
    titles: Menu.getApplicationMenu()?.items.map(({ label }) => label),
  }));
  expect(bar.isFolded).toBe(true);
  expect(bar.titles).toEqual(['&File', 'Edit', '&View', '&Instance', 'Window', '&Help']);
});
