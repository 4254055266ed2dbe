import { expect, test } from './app';
import { seriousFindings } from './findings';
import { pocketbasesBelow } from './processes';

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
});
