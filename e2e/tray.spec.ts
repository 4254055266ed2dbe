import { expect, test } from './app';
import { ask, pocketbasesBelow } from './processes';

test('the tray shows what is, and quick stop puts an instance into maintenance', async ({ app, tray }) => {
  const window = await app.open();
  const port = await window.createRunning('blog');
  await expect.poll(() => tray.tooltip()).toContain('1 running');
  await expect
    .poll(() => tray.labels())
    .toEqual(
      expect.arrayContaining([
        '1 running',
        '● blog — Running',
        '  Open',
        '  Quick stop (maintenance)',
        'Open window',
        'Quit (stops 1 instance)',
      ]),
    );

  await tray.choose('● blog', 'Quick stop');
  await expect.poll(() => tray.tooltip()).toContain('1 in maintenance');
  expect(pocketbasesBelow(app.home)).toEqual([]);
  await expect.poll(() => ask(port)).toBe(503);
  await expect(window.maintenanceSwitch).toHaveAttribute('aria-checked', 'true');
  await expect(window.status).toContainText('Maintenance');

  await tray.choose('◆ blog', 'Leave maintenance');
  await expect(window.status).toContainText('Running');
  expect(await ask(port)).toBe(200);
});

test('quick stop all leaves nothing running', async ({ app, tray }) => {
  const window = await app.open();
  await window.createRunning('blog');
  await window.createRunning('shop');
  await expect.poll(() => tray.tooltip()).toContain('2 running');

  await tray.choose('Quick stop all');
  await expect.poll(() => tray.tooltip()).toContain('2 in maintenance');
  expect(pocketbasesBelow(app.home)).toEqual([]);
});

test('a crashed instance comes first in the menu', async ({ app, tray }) => {
  const window = await app.open();
  await window.createRunning('aaa');
  await window.createRunning('zzz');
  process.kill(Math.max(...pocketbasesBelow(app.home)), 'SIGKILL');
  await expect.poll(() => tray.tooltip()).toContain('1 in maintenance');

  const entries = async (): Promise<readonly string[]> => (await tray.labels()).filter((label) => label.includes('—'));
  await expect.poll(entries).toEqual(['◆ zzz — Maintenance', '● aaa — Running']);
});

test('closing the window hides it to the tray, says so once, and the tray brings it back', async ({
  app,
  tray,
  notifications,
}) => {
  const window = await app.open();
  const port = await window.createRunning('blog');
  const isVisible = (): Promise<boolean> =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
  const close = (): Promise<void> =>
    app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close();
    });

  await close();
  await expect.poll(isVisible).toBe(false);
  await expect.poll(() => notifications.shown.map(({ title }) => title)).toEqual(['Basekeeper is still running']);
  expect(await ask(port)).toBe(200);

  await tray.activate();
  await expect.poll(isVisible).toBe(true);
  await close();
  await expect.poll(isVisible).toBe(false);
  expect(notifications.shown).toHaveLength(1);
  await tray.choose('● blog', 'Open');
  await expect.poll(isVisible).toBe(true);
});

test('quit from the tray ends every process before the app', async ({ app, tray }) => {
  const window = await app.open();
  await window.createRunning('blog');
  await window.createRunning('shop');
  await expect.poll(() => tray.tooltip()).toContain('2 running');

  await tray.choose('Quit (stops 2 instances)');
  await app.untilEnded();
  expect(pocketbasesBelow(app.home)).toEqual([]);
});
