import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Bridge } from '../shared/ipc';
import { type App, expect, test } from './app';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import { pocketbasesBelow } from './processes';

test('the bell lists, filters, marks as read and exports; recovery is told only where the failure was', async ({
  app,
  notifications,
}) => {
  test.setTimeout(120_000);
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  const [blog = 0] = pocketbasesBelow(app.home);
  await window.createRunning('quiet');
  const quiet = pocketbasesBelow(app.home).find((pid) => pid !== blog) ?? 0;
  await window.createRunning('shop');
  await setOptions(page, 'blog', { restartPolicy: { tries: 3, windowMinutes: 10 } });
  await setOptions(page, 'quiet', { restartPolicy: { tries: 3, windowMinutes: 10 }, muted: true });

  // One is told, and so is its recovery, in place of it; of the other neither is.
  const said = (): readonly string[] => notifications.shown.map(({ title, body }) => `${title}: ${body}`);
  process.kill(quiet, 'SIGKILL');
  process.kill(blog, 'SIGKILL');
  await expect.poll(said).toHaveLength(2);
  expect(said()[0]).toMatch(/^blog: PocketBase was killed \(SIGKILL\) .*Starting it again/);
  expect(said()[1]).toBe('blog: It is running again.');
  await expect(window.instances.getByText('Running', { exact: true })).toHaveCount(3);
  expect(said().filter((text) => text.startsWith('quiet'))).toEqual([]);

  const bell = (name: string | RegExp) => page.getByRole('button', { name });
  await expect(bell('Messages, 2 new')).toBeVisible();
  await bell('Messages, 2 new').click();
  const list = page.getByRole('dialog', { name: 'Messages' });
  const items = list.getByRole('list', { name: 'Messages' }).getByRole('listitem');
  await expect(items).toHaveCount(2);
  await list.getByRole('combobox', { name: 'Instance' }).selectOption('blog');
  await expect(items).toHaveCount(1);
  await expect(items).toContainText('blog');
  await list.getByRole('combobox', { name: 'Kind' }).selectOption('Warnings');
  await expect(list).toContainText('No messages of this kind.');
  await list.getByRole('combobox', { name: 'Kind' }).selectOption('Everything');
  await expect(items.filter({ hasText: 'Added to the list' })).toHaveCount(1);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await seriousFindings(page)).toEqual([]);
    await savePicture(page, `messages-${colorScheme}-1120`);
  }

  for (const [button, name] of [
    ['Export as text…', 'basekeeper-messages.txt'],
    ['Export as JSON…', 'basekeeper-messages.json'],
  ] as const) {
    const path = join(app.home, name);
    const asked = chooseInDialog(app, path);
    await list.getByRole('button', { name: button }).click();
    expect(await asked).toEqual({ title: 'Export messages', defaultPath: name });
    await expect.poll(() => existsSync(path)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('PocketBase was killed (SIGKILL)');
    expect(text).toContain('in <instance>.');
    expect(text).not.toContain(app.home);
  }
  expect(JSON.parse(readFileSync(join(app.home, 'basekeeper-messages.json'), 'utf8'))).toMatchObject({
    filter: { kind: 'all', instance: 'blog' },
  });

  await list.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(page.getByRole('button', { name: 'Messages', exact: true })).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();

  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(760, 700);
  });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(760);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Messages', exact: true }).click();
  await expect(items).toHaveCount(2);
  await savePicture(page, 'messages-light-760');
  await items.first().getByRole('button').click();
  await expect(page.getByRole('heading', { name: 'PocketBase was killed' })).toBeFocused();
});

/** As in the tab Settings. */
const setOptions = (page: Page, name: string, options: object): Promise<void> =>
  page.evaluate(
    async ({ name: wanted, options: given }) => {
      const { basekeeper } = globalThis as unknown as { readonly basekeeper: Bridge };
      const snapshot = await basekeeper.call('get-snapshot', undefined);
      const instance = snapshot.ok ? snapshot.value.state.instances.find((one) => one.name === wanted) : undefined;
      const set = await basekeeper.call('set-instance-options', { instanceId: instance?.id ?? '', ...given });
      if (!set.ok) throw new Error(JSON.stringify(set.error));
    },
    { name, options },
  );

/** The dialog of the system answers with this path; resolves with what it was asked. */
const chooseInDialog = (app: App, path: string): Promise<unknown> =>
  app.electron.evaluate(
    ({ dialog }, filePath) =>
      new Promise((answered) => {
        const showSaveDialog = (_window: unknown, options: unknown): Promise<unknown> => {
          answered(options);
          return Promise.resolve({ canceled: false, filePath });
        };
        Object.assign(dialog, { showSaveDialog });
      }),
    path,
  );
