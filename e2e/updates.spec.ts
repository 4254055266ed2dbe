import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type App } from './app';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import { ask, pocketbasesBelow, processes } from './processes';
import type { BasekeeperWindow } from './window';
import { oneFileApp, UpdateFeed, writeProgram } from './update-feed';

const NOTES = [
  '## What is new',
  '- Restores are **twice as fast**.',
  '- See [the page](https://example.com/notes).',
  '',
  '<img src="x" onerror="alert(1)">',
].join('\n');

/** Has less room than the download takes; where it cannot be had, that part is left out. */
const SMALL_DRIVE = process.env['BASEKEEPER_TEST_SMALL_DRIVE'];

const NEVER_STOPS = `onTerminate((e) => { sleep(600000) })\nrouterAdd('GET', '/loaded', (e) => e.json(200, {}))`;

const resize = (app: App, width: number): Promise<void> =>
  app.electron.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(wanted, 800);
  }, width);

test.skip(process.platform !== 'linux', 'an AppImage is exchanged');

test('an update is looked for once that is allowed, downloaded, and installed after every instance has ended', async ({
  app,
}) => {
  test.setTimeout(240_000);
  const feed = new UpdateFeed();
  await feed.start();
  const feedFile = join(app.home, 'app-update.yml');
  feed.writeFile(feedFile);
  await feed.stop();
  const appImage = join(app.home, 'Basekeeper.AppImage');
  const old = '#!/bin/sh\nexit 1\n';
  writeProgram(appImage, old);
  app.variables['BASEKEEPER_UPDATE_FEED'] = feedFile;
  app.variables['APPIMAGE'] = appImage;

  const window = await app.open();
  const { page } = window;
  const bar = page.getByRole('region', { name: 'Updates', exact: true });
  const update = page.getByRole('region', { name: 'Basekeeper 0.1.0' });
  const lookNow = page.getByRole('button', { name: 'Look for updates now' });
  const blog = await window.createRunning('blog');
  const shop = await window.createRunning('shop');
  await doesNotStop(window, app, shop);

  // Asked once, in the window. Until then nobody was asked for anything.
  await expect(bar).toContainText('Look for updates of Basekeeper once a day?');
  await savePicture(page, 'updates-asked-light');
  expect(await seriousFindings(page)).toEqual([]);
  expect(feed.requests).toEqual([]);
  await bar.getByRole('button', { name: 'Look once a day' }).press('Enter');
  await expect(bar).toBeHidden();

  // Nobody answers.
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('switch', { name: 'Look for updates' })).toBeChecked();
  await expect(update).toContainText(
    'Looking for updates failed: the server does not answer (net::ERR_CONNECTION_REFUSED)',
    {
      timeout: 30_000,
    },
  );

  // Neither an older version, nor one that is not final, nor one that a staged rollout keeps from this computer.
  const electron = await app.electron.evaluate(() => process.execPath);
  const { content, folder: newFolder } = oneFileApp(join(app.home, 'new-app'), '0.2.0', electron, app.arguments());
  await feed.start();
  for (const none of [
    { version: '0.0.9', content },
    { version: '0.2.0-beta.1', content },
    { version: '0.2.0', content, stagingPercentage: 0 },
  ]) {
    const before = feed.requests.length;
    feed.publish(none);
    await lookNow.click();
    await expect.poll(() => feed.requests.length).toBe(before + 1);
    await expect(update).toContainText('There is no newer version for this computer.');
  }
  expect(feed.requests.every(({ headers }) => headers['x-user-staging-id'] === 'not-sent')).toBe(true);

  // Not the file that was published.
  feed.publish({ version: '0.2.0', content, sha512: Buffer.alloc(64).toString('base64'), notes: NOTES });
  await lookNow.click();
  await expect(update).toContainText('Basekeeper 0.2.0 could not be downloaded: the file is not the one');
  const pending = join(app.home, 'updates', 'basekeeper-updater', 'pending');
  expect(readdirSync(pending)).toEqual([]);

  // No room.
  const downloadsFolder = join(app.home, 'updates');
  rmSync(downloadsFolder, { recursive: true });
  if (SMALL_DRIVE !== undefined) {
    symlinkSync(SMALL_DRIVE, downloadsFolder);
    feed.publish({ version: '0.2.0', content, notes: NOTES });
    await lookNow.click();
    await expect(update).toContainText('Basekeeper 0.2.0 could not be downloaded: the disk is full.');
    rmSync(downloadsFolder);
  }

  // In the background, with its progress.
  feed.publish({ version: '0.2.0', content, notes: NOTES, held: true });
  await lookNow.click();
  await expect(update).toContainText('Downloading Basekeeper 0.2.0');
  await expect(page.getByRole('progressbar', { name: 'Downloading Basekeeper 0.2.0' })).toBeVisible();
  await update.scrollIntoViewIfNeeded();
  await savePicture(page, 'updates-downloading-light');
  feed.release();
  await expect(update).toContainText('Basekeeper 0.2.0 is downloaded and verified.');
  const notes = page.getByRole('region', { name: 'What is new in 0.2.0' });
  await expect(notes).toContainText('Restores are twice as fast.');
  await expect(notes.locator('a, img')).toHaveCount(0);
  expect(await seriousFindings(page)).toEqual([]);
  await notes.scrollIntoViewIfNeeded();
  await savePicture(page, 'updates-ready-preferences-light');

  await window.select('blog');
  await expect(bar).toContainText('Basekeeper 0.2.0 is ready. Updating stops 2 instances');
  await page.emulateMedia({ colorScheme: 'dark' });
  await savePicture(page, 'updates-ready-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await resize(app, 760);
  await savePicture(page, 'updates-ready-narrow');
  await resize(app, 1100);
  expect(readFileSync(appImage, 'utf8')).toBe(old);

  // Killed in the installation, while it waits for an instance that does not stop: everything is as it was, and that is said.
  const restart = bar.getByRole('button', { name: 'Restart and update' });
  await restart.click();
  await expect.poll(() => ask(blog), { intervals: [50] }).toBe('ECONNREFUSED');
  process.kill(app.pid, 'SIGKILL');
  await app.untilEnded();
  expect(readFileSync(appImage, 'utf8').slice(0, old.length)).toBe(old);
  const again = await app.open();
  await expect(again.page.getByRole('region', { name: 'Notices' })).toContainText(
    'Basekeeper 0.2.0 was not installed Basekeeper ended before the installation was complete. Version 0.1.0 is unchanged',
  );
  for (const port of [blog, shop]) await expect.poll(() => ask(port), { timeout: 30_000 }).toBe(200);

  // What was downloaded is still there; this time the instance that does not stop is ended.
  const downloads = feed.requests.filter(({ path }) => path.endsWith('.AppImage')).length;
  await expect(again.page.getByRole('region', { name: 'Updates', exact: true })).toContainText('0.2.0 is ready');
  expect(feed.requests.filter(({ path }) => path.endsWith('.AppImage'))).toHaveLength(downloads);
  await again.page.getByRole('button', { name: 'Restart and update' }).click();
  await app.untilEnded();
  expect(readFileSync(appImage).equals(content)).toBe(true);
  for (const port of [blog, shop]) await expect.poll(() => ask(port), { timeout: 60_000 }).toBe(200);
  await expect.poll(() => processes().get(pidOfApp(app.home))?.join(' '), { timeout: 30_000 }).toContain(newFolder);
  const pid = pidOfApp(app.home);
  expect(activity(app.home)).toContain('Stopped for an update of Basekeeper.');
  expect(readdirSync(app.home)).not.toContain('.Basekeeper.AppImage.update');

  process.kill(pid, 'SIGTERM');
  await expect.poll(() => processes().has(pid), { timeout: 30_000 }).toBe(false);
  expect(pocketbasesBelow(app.home)).toEqual([]);
  await feed.stop();
});

/** From now on the instance on screen ends by SIGKILL only. */
async function doesNotStop(window: BasekeeperWindow, { home }: App, port: number): Promise<void> {
  for (const id of readdirSync(join(home, 'instances'))) {
    const folder = join(home, 'instances', id, 'pb_hooks');
    const [pid] = pocketbasesBelow(join(home, 'instances', id));
    const serves =
      processes()
        .get(pid ?? 0)
        ?.some((word) => word.endsWith(`:${String(port)}`)) === true;
    if (serves) writeFileSync(join(folder, 'never.pb.js'), NEVER_STOPS);
  }
  // PocketBase restarts itself when hooks change.
  await expect
    .poll(
      () =>
        fetch(`http://127.0.0.1:${String(port)}/loaded`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 30_000 },
    )
    .toBe(200);
  await expect(window.status).toContainText('Running');
}

/** Of the one that listens for commands; 0: nobody does. */
function pidOfApp(home: string): number {
  try {
    return (JSON.parse(readFileSync(join(home, 'control', 'endpoint.json'), 'utf8')) as { readonly pid: number }).pid;
  } catch {
    return 0;
  }
}

const activity = (home: string): string =>
  readdirSync(join(home, 'activity'))
    .map((name) => readFileSync(join(home, 'activity', name), 'utf8'))
    .join('\n');
