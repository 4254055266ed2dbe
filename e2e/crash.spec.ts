import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Bridge } from '../shared/ipc';
import { expect, test } from './app';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import { ask, pocketbasesBelow } from './processes';

test('a process killed from outside puts its instance into maintenance, with incident and notification', async ({
  app,
  notifications,
}) => {
  const window = await app.open();
  const port = await window.createRunning('blog');
  const [pid] = pocketbasesBelow(app.home);
  await window.createRunning('shop');
  // Nobody looks at “blog”, so its crash is worth a notification.
  if (pid === undefined) throw new Error('nothing runs');
  process.kill(pid, 'SIGKILL');

  await expect.poll(() => notifications.shown.length).toBe(1);
  const [shown] = notifications.shown;
  expect(shown?.title).toBe('blog');
  expect(shown?.body).toMatch(
    /^PocketBase was killed \(SIGKILL\) (?:after \d+ s|within a second of being ready)\. Now in maintenance: no requests are processed\.$/,
  );
  const popup = window.page.getByRole('dialog', { name: 'blog' });
  await expect(popup).toContainText('Now in maintenance: no requests are processed.');

  await window.select('blog');
  await expect(window.status).toContainText('Maintenance');
  await expect(window.maintenanceSwitch).toHaveAttribute('aria-checked', 'true');
  await expect(window.incidents.getByRole('listitem')).toHaveCount(1);
  await expect(window.incidents).toContainText('PocketBase was killed (SIGKILL)');
  await expect.poll(() => ask(port)).toBe(503);
  expect(pocketbasesBelow(app.home)).toHaveLength(1);

  // One place tells it, with the way out: the popup goes when its instance is on screen.
  await expect(popup).toBeHidden();
  const panel = window.page.getByRole('region', { name: 'PocketBase was killed' });
  await expect(panel).toContainText('No requests are processed.');
  await expect(panel).toContainText('Nothing changed since the healthy start of');
  await expect(window.page.getByRole('region', { name: 'Maintenance', exact: true })).toBeHidden();
  await window.openBackups();
  await expect(window.button('End maintenance')).toBeVisible();
  await window.page.getByRole('tab', { name: 'Overview' }).click();
  await panel.getByRole('button', { name: 'Start again' }).click();
  await expect(window.status).toContainText('Running');
  expect(await ask(port)).toBe(200);
  // What is no longer so is shown no longer, in the window and on the desktop.
  await expect(panel).toBeHidden();
  await expect.poll(() => notifications.withdrawn).toEqual([1]);
});

test('one notification in place of many follows what is so, and goes when all it speaks of were seen to', async ({
  app,
  notifications,
}) => {
  const window = await app.open();
  const names = ['one', 'two', 'three', 'four', 'five'];
  for (const name of names) await createByCommand(window.page, name);
  await expect(window.instances.getByText('Running', { exact: true })).toHaveCount(5);
  // Nobody looks at any of them.
  await window.button('Versions').click();
  for (const pid of pocketbasesBelow(app.home)) process.kill(pid, 'SIGKILL');
  const standing = (): readonly string[] =>
    notifications.shown
      .filter(({ id }) => !notifications.withdrawn.includes(id))
      .map(({ title, body }) => `${title}: ${body}`);
  const summary = (): readonly string[] => standing().filter((said) => said.startsWith('More instances'));
  await expect.poll(summary).toEqual(['More instances went into maintenance: 5 are in maintenance now.']);

  const release = (name: string): Promise<void> => endMaintenanceByCommand(window.page, name);
  const ofOwn = notifications.shown.map(({ title }) => title).filter((title) => names.includes(title));
  expect(ofOwn).toHaveLength(3);
  await release(ofOwn[0] ?? '');
  await expect.poll(summary).toEqual(['More instances went into maintenance: 4 are in maintenance now.']);
  for (const name of names.filter((one) => !ofOwn.includes(one))) await release(name);
  await expect.poll(summary).toEqual([]);
  await expect.poll(() => standing().length).toBe(2);
});

test('a click on the notification opens the instance at its incident', async ({ app, notifications }) => {
  const window = await app.open();
  await window.createRunning('blog');
  const [pid] = pocketbasesBelow(app.home);
  await window.createRunning('shop');
  process.kill(pid ?? 0, 'SIGKILL');
  await expect.poll(() => notifications.shown.length).toBe(1);

  await expect(async () => {
    notifications.click(1);
    await expect(window.page.getByRole('heading', { level: 1, name: 'blog' })).toBeVisible({ timeout: 1000 });
  }).toPass();
  const incident = window.page.getByRole('region', { name: 'PocketBase was killed' });
  await expect(incident).toContainText('The process was ended by a signal from outside');
  await expect(incident.getByRole('heading', { name: 'PocketBase was killed' })).toBeFocused();
});

test('maintenance the app switched on survives a relaunch, and so does its reason', async ({ app }) => {
  const window = await app.open();
  const port = await window.createRunning('blog');
  process.kill(pocketbasesBelow(app.home)[0] ?? 0, 'SIGKILL');
  await expect(window.status).toContainText('Maintenance');
  await app.quit();

  const again = await app.open();
  await again.select('blog');
  await expect(again.status).toContainText('Maintenance');
  await expect(again.maintenanceSwitch).toHaveAttribute('aria-checked', 'true');
  await expect(again.incidents).toContainText('PocketBase was killed (SIGKILL)');
  expect(pocketbasesBelow(app.home)).toEqual([]);
  await expect.poll(() => ask(port)).toBe(503);
});

test('an exit with code 0 is told as what it is; a hook that fails is named, and left out once', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  // Before it has said so much, a signal finds its database still open.
  await expect(window.output).toContainText('Dashboard');
  process.kill(pocketbasesBelow(app.home)[0] ?? 0, 'SIGTERM');

  await expect(window.status).toContainText('Maintenance');
  await expect(window.incidents).toContainText('PocketBase was asked to end');
  await window.button('Start again').click();
  await expect(window.status).toContainText('Running');

  // PocketBase names `pb.js`, whatever the file is called.
  const [id = ''] = readdirSync(join(app.home, 'instances'));
  const hook = 'onBootstrap((e) => { e.next(); throw new Error("not today") })';
  await window.button('Stop').click();
  await expect(window.status).toContainText('Stopped');
  writeFileSync(join(app.home, 'instances', id, 'pb_hooks', 'serve.pb.js'), hook);
  await window.button('Start').click();
  await expect(window.status).toContainText('Maintenance');
  const panel = page.getByRole('region', { name: 'A hook failed' });
  await expect(panel.getByRole('list', { name: 'What changed' })).toContainText('pb_hooks/serve.pb.js added');
  await expect(panel.getByRole('button', { name: 'Open serve.pb.js' })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await panel.getByRole('button', { name: 'Copy as issue text' }).click();
  const copied = (): Promise<string> => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(copied).toContain('### A hook failed');
  expect(await copied()).toContain('- pb_hooks/serve.pb.js added');
  expect(await copied()).not.toContain(app.home);
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
    await savePicture(page, `crash-panel-${colorScheme}-${String(width)}`);
  }

  // Its own page, by keyboard alone, and back.
  await panel.getByRole('button', { name: 'Show output and details' }).press('Enter');
  const incident = page.getByRole('region', { name: 'A hook failed' });
  await expect(incident.getByRole('heading', { name: 'A hook failed' })).toBeFocused();
  await expect(incident.getByLabel('Output before the end')).toContainText('not today');
  await expect(window.incidents.getByRole('button', { name: /hook failed/ })).toHaveAttribute('aria-current', 'page');
  expect(await seriousFindings(page)).toEqual([]);
  await savePicture(page, 'incident-page-760');
  await incident.getByRole('button', { name: 'Back to Overview' }).press('Enter');

  await panel.getByRole('button', { name: 'Start once without hooks' }).press('Enter');
  await expect(window.status).toContainText('Running');
  await expect(window.status).toContainText('Degraded');
  await expect(page.getByText('Running without hooks', { exact: true })).toBeVisible();
  await savePicture(page, 'without-hooks-760');
});

test('a port taken by somebody else is refused when an instance is created, by name and pid', async ({ app }) => {
  const window = await app.open();
  const { createServer } = await import('node:http');
  const server = createServer((_request, response) => response.end('not pocketbase'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  try {
    await window.button('New instance').click();
    const dialog = window.page.getByRole('dialog', { name: 'New instance' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('blog');
    await dialog.getByRole('textbox', { name: 'Port' }).fill(String(port));
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(dialog).toContainText(
      new RegExp(`Port ${String(port)} is used by node.* \\(pid ${String(process.pid)}\\)`),
    );
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('blog');
  } finally {
    server.close();
  }
});

test('a port taken while the instance was stopped puts it into maintenance and names the owner', async ({ app }) => {
  const window = await app.open();
  const port = await window.createRunning('blog');
  await window.button('Stop').click();
  await expect(window.status).toContainText('Stopped');

  const { createServer } = await import('node:http');
  const server = createServer((_request, response) => response.end('{"code":200}'));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  try {
    await window.button('Start').click();
    await expect(window.status).toContainText('Maintenance');
    await expect(window.incidents).toContainText(
      new RegExp(`port ${String(port)} is used by node.* \\(pid ${String(process.pid)}\\)`),
    );
  } finally {
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  }
  await window.maintenanceSwitch.click();
  await expect(window.status).toContainText('Running');
});

/** What the dialog sends, without the dialog. */
const createByCommand = (page: Page, name: string): Promise<void> =>
  page.evaluate(async (wanted) => {
    const { basekeeper } = globalThis as unknown as { readonly basekeeper: Bridge };
    const defaults = await basekeeper.call('get-new-instance-defaults', undefined);
    if (!defaults.ok) throw new Error(JSON.stringify(defaults.error));
    const created = await basekeeper.call('create-instance', { ...defaults.value, name: wanted });
    if (!created.ok) throw new Error(JSON.stringify(created.error));
  }, name);

const endMaintenanceByCommand = (page: Page, name: string): Promise<void> =>
  page.evaluate(async (wanted) => {
    const { basekeeper } = globalThis as unknown as { readonly basekeeper: Bridge };
    const snapshot = await basekeeper.call('get-snapshot', undefined);
    const found = snapshot.ok ? snapshot.value.state.instances.find((one) => one.name === wanted) : undefined;
    const ended = await basekeeper.call('leave-maintenance', { instanceId: found?.id ?? '' });
    if (!ended.ok) throw new Error(JSON.stringify(ended.error));
  }, name);
