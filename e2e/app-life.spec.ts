import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { cli } from '../electron/testing/cli';
import { expect, test, type App } from './app';
import { ask, pocketbasesBelow } from './processes';

test('F36: quitting stops all, and the next launch starts those that were meant to run, and only those', async ({
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

test('F35: a second launch raises the window of the first and starts nothing', async ({ app }) => {
  const window = await app.open();
  await window.createRunning('blog');
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.hide();
  });

  const electron = await app.electron.evaluate(() => process.execPath);
  const launchAgain = (...words: readonly string[]): Promise<unknown> => {
    const second = spawn(electron, [resolve(import.meta.dirname, '..'), ...app.arguments(), ...words], {
      env: app.environment(),
      stdio: 'ignore',
    });
    return new Promise((resolveExit) => second.once('exit', resolveExit));
  };
  expect(await launchAgain()).toBe(0);
  await expect
    .poll(() =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible())),
    )
    .toEqual([true]);
  expect(pocketbasesBelow(app.home)).toHaveLength(1);

  // The command line of the checkout reaches the same app; a link shows what it names, and nothing more.
  const control = join(app.home, 'control');
  const { instances } = JSON.parse((await cli(control, ['list', '--json'])).out) as { instances: { id: string }[] };
  await window.button('Versions').click();
  await expect(window.status).toBeHidden();
  expect(await launchAgain(`basekeeper://instance/${instances[0]?.id ?? ''}`)).toBe(0);
  await expect(window.status).toContainText('Running');
  expect((await cli(control, ['maintenance', 'on', 'blog', '-y'])).code).toBe(0);
  await expect(window.dangerZone).toContainText('you, on the command line');
  expect(pocketbasesBelow(app.home)).toEqual([]);
});

test('a second launch says that the first one is frozen, and does nothing to it', async ({ app }) => {
  const window = await app.open();
  await window.createRunning('blog');
  const electron = await app.electron.evaluate(() => process.execPath);
  process.kill(app.pid, 'SIGSTOP');
  try {
    const second = spawn(electron, [resolve(import.meta.dirname, '..'), ...app.arguments()], {
      env: app.environment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    second.stderr.on('data', (text: Buffer) => (said += text.toString()));
    await expect.poll(() => said, { timeout: 20_000 }).toContain(`Process ${String(app.pid)} has had the list`);
    second.kill('SIGKILL');
  } finally {
    process.kill(app.pid, 'SIGCONT');
  }
  expect(pocketbasesBelow(app.home)).toHaveLength(1);
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
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

test('F29: an app killed with SIGKILL leaves no process behind, and the next launch serves again', async ({ app }) => {
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

for (const how of ['shutdown', 'session-end'] as const) {
  test(`F33: the end of the ${how === 'shutdown' ? 'system' : 'session'} ends every process in order and counts as no crash`, async ({
    app,
    notifications,
  }) => {
    const window = await app.open();
    await window.createRunning('blog');
    await app.electron.evaluate(({ BrowserWindow, powerMonitor }, event) => {
      // What the system announces cannot be had here without ending it; this is how Electron hands it on.
      if (event === 'shutdown') powerMonitor.emit('shutdown', { preventDefault: () => undefined });
      else BrowserWindow.getAllWindows()[0]?.emit('session-end');
    }, how);
    await app.untilEnded();
    expect(pocketbasesBelow(app.home)).toEqual([]);
    expect(notifications.shown).toEqual([]);

    const again = await app.open();
    await again.select('blog');
    await expect(again.status).toContainText('Running');
    await expect(again.incidents.getByRole('listitem')).toHaveCount(0);
  });
}

test('F34: a bug in the app ends its instances in order, then the app, and is no crash of theirs', async ({
  app,
  notifications,
}) => {
  const window = await app.open();
  await window.createRunning('blog');
  const main = app.electron.process();
  await app.electron.evaluate(() => {
    setTimeout(() => {
      throw new Error('a planted bug');
    }, 0);
  });
  await app.untilEnded();
  expect(main.exitCode).toBe(1);
  expect(pocketbasesBelow(app.home)).toEqual([]);
  expect(readFileSync(join(app.home, 'logs', 'basekeeper.log'), 'utf8')).toContain('a planted bug');
  expect(notifications.shown.map(({ title }) => title)).toEqual(['Basekeeper ended after an error of its own']);
  const [journal = ''] = readdirSync(join(app.home, 'activity'));
  expect(readFileSync(join(app.home, 'activity', journal), 'utf8')).toContain(
    'Stopped, because Basekeeper ended after an error of its own.',
  );

  const again = await app.open();
  await again.select('blog');
  await expect(again.status).toContainText('Running');
  await expect(again.incidents.getByRole('listitem')).toHaveCount(0);
});

test('F34: when the page dies it is loaded again, and the instances go on', async ({ app }) => {
  const window = await app.open();
  const port = await window.createRunning('blog');
  const before = pocketbasesBelow(app.home);
  await crashPage(app.electron);
  await untilPageStands(app.electron);
  expect(pocketbasesBelow(app.home)).toEqual(before);
  expect(await ask(port)).toBe(200);
});

test('whatever becomes of the window, instances are supervised on, and the window can be had again', async ({
  app,
  tray,
  notifications,
}) => {
  const window = await app.open();
  const port = await window.createRunning('blog');
  // The page hangs, its process dies three times, then that of the page without a program.
  await app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    void contents?.executeJavaScript('for (;;) {}');
    contents?.emit('unresponsive');
  });
  await expect.poll(() => remedies(app.home), { timeout: 20_000 }).toEqual(['load-again']);
  for (const remedy of ['load-again', 'load-again', 'show-fallback']) {
    const before = remedies(app.home);
    await untilPageStands(app.electron);
    await crashPage(app.electron);
    await expect.poll(() => remedies(app.home)).toEqual([...before, remedy]);
  }
  await untilPageStands(app.electron, 'The window failed');
  await expect.poll(() => tray.labels()).toContain('The window failed: try again');
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("document.querySelector('a').click()"),
  );
  await untilPageStands(app.electron);
  await crashPage(app.electron);
  await untilPageStands(app.electron, 'The window failed');
  await crashPage(app.electron);
  await expect.poll(() => notifications.shown.map(({ title }) => title)).toContain('The window failed');
  // Chromium would end the app after a few failures of its graphics.
  for (let failure = 0; failure < 8; failure += 1) {
    const [graphics] = await gpuProcesses(app.electron);
    if (graphics === undefined) break;
    process.kill(graphics, 'SIGKILL');
    await expect.poll(() => gpuProcesses(app.electron)).not.toContain(graphics);
  }

  process.kill(pocketbasesBelow(app.home)[0] ?? 0, 'SIGKILL');
  await expect.poll(() => ask(port), { timeout: 2000 }).toBe(503);
  await expect.poll(() => notifications.shown.map(({ title }) => title)).toContain('blog');

  const opened = app.electron.waitForEvent('window');
  await tray.choose('The window failed: try again');
  const page = await opened;
  await expect(page.getByText('The window was loaded again', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'blog' })).toBeVisible();
  await expect.poll(() => tray.labels()).toContain('Open window');
  process.kill(app.pid, 'SIGTERM');
  await app.untilEnded();
});

const crashPage = (electron: App['electron']): Promise<void> =>
  electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });

/** What followed each failure of the page, as the log tells it. */
const remedies = (home: string): readonly string[] =>
  [...readFileSync(join(home, 'logs', 'basekeeper.log'), 'utf8').matchAll(/page of the window failed .*: (.+)$/gm)].map(
    ([, remedy]) => remedy ?? '',
  );

const gpuProcesses = (electron: App['electron']): Promise<readonly number[]> =>
  electron.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter(({ type }) => type === 'GPU')
      .map(({ pid }) => pid),
  );

/** Until the page has been loaded and shows this. */
const untilPageStands = (electron: App['electron'], text = 'blog'): Promise<void> =>
  expect
    .poll(() =>
      electron.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        if (contents === undefined || contents.isCrashed() || contents.isLoading()) return '';
        // A question to a page that is about to be loaded again is never answered.
        const noAnswer = new Promise<string>((resolveEmpty) => setTimeout(() => resolveEmpty(''), 500));
        return Promise.race([contents.executeJavaScript('document.body.innerText') as Promise<string>, noAnswer]);
      }),
    )
    .toContain(text);

test('F36: a process that does not end is killed, and the app is gone within 12 seconds', async ({ app }) => {
  const window = await app.open();
  const port = await window.createRunning('blog');
  const [hooks] = hooksFolders(app.home);
  const never = `onTerminate((e) => { sleep(600000) })\nrouterAdd('GET', '/loaded', (e) => e.json(200, {}))`;
  writeFileSync(join(hooks ?? '', 'never.pb.js'), never);
  await expect
    .poll(async () => (await fetch(`http://127.0.0.1:${String(port)}/loaded`).catch(() => null))?.status, {
      timeout: 15_000,
    })
    .toBe(200);
  const askedAt = performance.now();
  const quit = app.quit();
  // Nothing follows, although it is meant to run at the next launch.
  await expect(window.status).toContainText('Stopping');
  await quit;
  expect(performance.now() - askedAt).toBeLessThan(12_500);
  expect(pocketbasesBelow(app.home)).toEqual([]);
});

const hooksFolders = (home: string): readonly string[] =>
  readdirSync(join(home, 'instances')).map((id) => join(home, 'instances', id, 'pb_hooks'));

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
