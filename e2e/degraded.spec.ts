import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './app';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import { pocketbasesBelow } from './processes';

const folderOf = (home: string): string => join(home, 'instances', readdirSync(join(home, 'instances'))[0] ?? '');

test('F28: a hook that does not load is a warning beside Running, and gone once it is corrected', async ({
  app,
  tray,
}) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  const before = pocketbasesBelow(app.home);
  const hook = join(folderOf(app.home), 'pb_hooks', 'broken.pb.js');
  writeFileSync(hook, 'this is not JavaScript');

  await expect(window.status).toContainText('Degraded');
  await expect(window.status).toContainText('Running');
  const warnings = page.getByRole('region', { name: 'Warnings' });
  await expect(warnings).toContainText('A hook was not loaded');
  await expect(warnings).toContainText('broken.pb.js');
  await expect(window.instances).toContainText('Running, degraded');
  await expect.poll(async () => (await tray.labels()).join('\n')).toContain('Running, degraded');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousFindings(page)).toEqual([]);
    await savePicture(page, `degraded-${colorScheme}`);
  }

  writeFileSync(hook, `routerAdd('GET', '/mended', (e) => e.json(200, {}))`);
  await expect(window.status).not.toContainText('Degraded', { timeout: 15_000 });
  await expect(warnings).toBeHidden();
  expect(pocketbasesBelow(app.home)).toEqual(before);
  await expect(window.incidents.getByRole('listitem')).toHaveCount(0);
});

test('while pocketbase gives no answer the window and the tray say so, and no more when it answers', async ({
  app,
  tray,
}) => {
  const window = await app.open();
  await window.createRunning('blog');
  const [pid = 0] = pocketbasesBelow(app.home);
  process.kill(pid, 'SIGSTOP');
  await expect(window.status).toContainText(/Not answering \([12] of \d+\)/, { timeout: 15_000 });
  await expect(window.instances).toContainText(/Not answering/);
  await expect.poll(async () => (await tray.labels()).join('\n')).toContain('Not answering');
  await savePicture(window.page, 'not-answering');
  process.kill(pid, 'SIGCONT');
  await expect(window.status).toContainText('Running', { timeout: 15_000 });
  await expect(window.incidents.getByRole('listitem')).toHaveCount(0);
});

test('with tries allowed, a kill is followed by another start, and one too many by maintenance', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  await window.openSettings();
  await page.getByRole('switch', { name: 'Restart automatically' }).click();
  const tries = page.getByRole('textbox', { name: 'Tries' });
  await tries.fill('0');
  await tries.press('Enter');
  await expect(page.getByText('Tries must be a whole number from 1 to 10 (it is “0”).')).toBeVisible();
  await tries.fill('1');
  await tries.press('Enter');
  await expect(tries).toHaveValue('1');
  await expect(tries).not.toHaveAttribute('aria-invalid', 'true');
  await savePicture(page, 'restart-policy');
  await page.getByRole('tab', { name: 'Overview' }).click();

  const kill = async (): Promise<void> => {
    await expect.poll(() => pocketbasesBelow(app.home)).toHaveLength(1);
    process.kill(pocketbasesBelow(app.home)[0] ?? 0, 'SIGKILL');
  };
  await kill();
  await expect(window.status).toContainText('Waiting to restart');
  await expect(page.getByText(/Basekeeper starts it again after 1 s/)).toBeVisible();
  await savePicture(page, 'waiting');
  await expect(window.status).toContainText('Running', { timeout: 15_000 });
  await expect(window.maintenanceSwitch).toHaveAttribute('aria-checked', 'false');
  await kill();
  await expect(window.maintenanceSwitch).toHaveAttribute('aria-checked', 'true');
  await expect(window.incidents.getByRole('listitem')).toHaveCount(2);
});

test('F23: data that is taken away while it is served leads into maintenance, and says what is missing', async ({
  app,
}) => {
  const window = await app.open();
  await window.createRunning('blog');
  const data = join(folderOf(app.home), 'pb_data');
  renameSync(data, `${data}-away`);
  await expect(window.status).toContainText('Maintenance', { timeout: 20_000 });
  await expect(window.page.getByRole('region', { name: 'The data folder is missing' })).toContainText('pb_data');
  expect(pocketbasesBelow(app.home)).toEqual([]);
});
