import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './app';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import { pocketbasesBelow } from './processes';

test('a crash drill from the palette shows list, popup, notification and tray, and is removed without traces', async ({
  app,
  tray,
  notifications,
}) => {
  const temporary = join(app.home, 'temporary');
  mkdirSync(temporary);
  app.variables['TMPDIR'] = temporary;
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  const [blog] = pocketbasesBelow(app.home);

  const command = async (words: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find a command' }).fill(words);
    await page.keyboard.press('Enter');
  };
  await command('crash drill');
  const question = page.getByRole('alertdialog', { name: 'Start a crash drill?' });
  await expect(question).toContainText('starts it and kills its process');
  await expect(question).toContainText('Your other instances keep running.');
  await savePicture(page, 'crash-drill-question');
  await question.getByRole('button', { name: 'Start the drill' }).press('Enter');

  const bar = page.getByRole('region', { name: 'Crash drill', exact: true });
  await expect(bar).toContainText(/Its process \(pid \d+\) was killed at .* Basekeeper turned on maintenance\./, {
    timeout: 30_000,
  });
  await expect(window.instances.getByText('Crash drill', { exact: true })).toBeVisible();
  await expect(page.getByRole('dialog', { name: 'Crash drill' })).toContainText('Now in maintenance');
  await expect.poll(() => notifications.shown.map(({ title }) => title)).toEqual(['Crash drill']);
  await expect.poll(() => tray.tooltip()).toContain('1 in maintenance');
  expect(pocketbasesBelow(app.home)).toEqual([blog]);
  expect(readdirSync(temporary).filter((name) => name.startsWith('basekeeper-crash-drill-'))).toHaveLength(1);
  for (const [colorScheme, width] of [
    ['light', 1120],
    ['dark', 1120],
    ['light', 760],
  ] as const) {
    await app.electron.evaluate(({ BrowserWindow }, wide) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(wide, 760);
    }, width);
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await seriousFindings(page)).toEqual([]);
    await savePicture(page, `crash-drill-${colorScheme}-${String(width)}`);
  }

  await bar.getByRole('button', { name: 'Show it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Crash drill' })).toBeVisible();
  await window.button('Start again').click();
  await expect(bar).toContainText('It is running again.');
  await bar.getByRole('button', { name: 'Remove it' }).click();
  await expect(bar).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'blog' })).toBeVisible();
  const left = (): readonly string[] =>
    readdirSync(temporary).filter((name) => name.startsWith('basekeeper-crash-drill-'));
  expect(left()).toEqual([]);

  // One that nobody removed goes with the app.
  await command('crash drill');
  await question.getByRole('button', { name: 'Start the drill' }).click();
  await expect(bar).toContainText('Basekeeper turned on maintenance', { timeout: 30_000 });
  expect(left()).toHaveLength(1);
  await app.quit();
  expect(left()).toEqual([]);
  expect(readdirSync(join(app.home, 'activity'))).toHaveLength(1);
});
