import { spawn } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from './app';
import { ask, pocketbasesBelow } from './processes';

test('quitting stops all, and the next launch starts those that were meant to run, and only those', async ({
  app,
  notifications,
}) => {
  const window = await app.open();
  const blog = await window.createRunning('blog');
  const shop = await window.createRunning('shop');
  await window.turnMaintenanceOn();
  const demo = await window.createRunning('demo');
  await window.button('Stop').click();
  await expect(window.status).toContainText('Stopped');

  await app.quit();
  expect(pocketbasesBelow(app.home)).toEqual([]);
  expect(notifications.shown).toEqual([]);
  expect(await ask(shop)).toBe('ECONNREFUSED');

  const again = await app.open();
  await again.select('blog');
  await expect(again.status).toContainText('Running');
  expect(await ask(blog)).toBe(200);
  await again.select('shop');
  await expect(again.status).toContainText('Maintenance');
  await again.select('demo');
  await expect(again.status).toContainText('Stopped');
  await expect.poll(() => ask(shop)).toBe(503);
  expect(await ask(demo)).toBe('ECONNREFUSED');
  expect(pocketbasesBelow(app.home)).toHaveLength(1);
});

test('a second launch raises the window of the first and starts nothing', async ({ app }) => {
  const window = await app.open();
  await window.createRunning('blog');
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.hide();
  });

  const electron = await app.electron.evaluate(() => process.execPath);
  const second = spawn(electron, [resolve(import.meta.dirname, '..'), ...app.arguments()], {
    env: app.environment(),
    stdio: 'ignore',
  });
  const code = await new Promise((resolveExit) => second.once('exit', resolveExit));
  expect(code).toBe(0);
  await expect
    .poll(() =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible())),
    )
    .toEqual([true]);
  expect(pocketbasesBelow(app.home)).toHaveLength(1);
});

for (const how of ['SIGTERM', 'SIGINT', 'the tray'] as const) {
  test(`with nothing to stop, ${how} ends the app as well`, async ({ app, tray }) => {
    await app.open();
    if (how === 'the tray') await tray.choose('Quit');
    else process.kill(app.pid, how);
    await app.untilEnded();
  });
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} to the app ends every process in order and counts as no crash`, async ({ app, notifications }) => {
    const window = await app.open();
    await window.createRunning('blog');
    process.kill(app.pid, signal);
    await app.untilEnded();
    expect(pocketbasesBelow(app.home)).toEqual([]);
    expect(notifications.shown).toEqual([]);

    const again = await app.open();
    await again.select('blog');
    await expect(again.status).toContainText('Running');
    await expect(again.incidents.getByRole('listitem')).toHaveCount(0);
  });
}

test('an app killed with SIGKILL leaves no process behind, and the next launch serves again', async ({ app }) => {
  const window = await app.open();
  const port = await window.createRunning('blog');
  process.kill(app.pid, 'SIGKILL');
  await app.untilEnded();
  await expect.poll(() => pocketbasesBelow(app.home)).toEqual([]);

  const again = await app.open();
  await again.select('blog');
  await expect(again.status).toContainText('Running');
  expect(await ask(port)).toBe(200);
});

test('a process of an instance holds nothing that belongs to the app', async ({ app }) => {
  const window = await app.open();
  await window.createRunning('blog');
  const [pid] = pocketbasesBelow(app.home);
  const ours = new Set(openFiles(app.pid));
  const shared = openFiles(pid ?? 0).filter((file) => ours.has(file) && !HARMLESS.test(file));
  expect(shared).toEqual([]);
});

/** `anon_inode:` names the kind of a thing and not the thing. */
const HARMLESS = /^\/dev\/null$|^anon_inode:|\/logs\/instances\//;

function openFiles(pid: number): readonly string[] {
  const folder = `/proc/${String(pid)}/fd`;
  return readdirSync(folder).flatMap((descriptor) => {
    try {
      return readlinkSync(`${folder}/${descriptor}`);
    } catch {
      return [];
    }
  });
}
