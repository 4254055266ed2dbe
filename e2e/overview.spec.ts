import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { addSample, emptyHistory } from '../shared/usage-history';
import { type App, expect, test } from './app';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import type { BasekeeperWindow } from './window';

const MINUTE = 60_000;

test('the overview says what is, how to reach it, and what it took and answered, with gaps as gaps', async ({
  app,
}) => {
  test.setTimeout(120_000);
  const first = await app.open();
  await first.createRunning('blog');
  await app.quit();
  seedUsage(app);

  const window = await app.open();
  const { page } = window;
  const port = await expectRunning(window);
  await expect(page.getByText(/^Running since \d\d:\d\d, as it should\.$/)).toBeVisible();
  await expect(window.fact('Last incident')).toHaveText('never');
  await expect(window.fact('Next backup')).toHaveText('not scheduled');

  // Each text is the one that a program needs: the query is asked as it was copied.
  const connect = page.getByRole('region', { name: 'Connect' });
  const copied = async (label: string): Promise<string> => {
    await connect.getByRole('button', { name: `Copy ${label}`, exact: true }).click();
    await expect(connect.getByText('Copied').first()).toBeAttached();
    return app.electron.evaluate(({ clipboard }) => clipboard.readText());
  };
  const address = `http://127.0.0.1:${String(port)}`;
  await expect.poll(() => copied('URL')).toBe(address);
  await expect.poll(() => copied('Admin UI')).toBe(`${address}/_/`);
  await expect.poll(() => copied('.env')).toBe(`POCKETBASE_URL=${address}`);
  await expect.poll(() => copied('JavaScript')).toContain(`new PocketBase('${address}')`);
  await connect.getByRole('radio', { name: 'Dart' }).check();
  await expect.poll(() => copied('Dart')).toContain(`PocketBase('${address}')`);
  await connect.getByRole('radio', { name: 'curl' }).check();
  await expect.poll(() => copied('curl')).toContain('/api/collections/users/records');
  const query = await copied('curl');
  const answer = execFileSync('sh', ['-c', query], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  expect(JSON.parse(answer)).toMatchObject({ page: 1, totalItems: 0 });

  // PocketBase writes its log some seconds later.
  const requests = page.getByRole('region', { name: 'Requests' });
  await expect
    .poll(
      async () => {
        await requests.getByRole('button', { name: 'Read the requests again' }).click();
        return requests.textContent();
      },
      { timeout: 30_000 },
    )
    .toContain('GET /api/collections/users/records');
  await expect(requests).toContainText('none failed.');

  const usage = page.getByRole('region', { name: 'Usage' });
  const cpu = usage.getByRole('slider', { name: 'CPU, last hour' });
  await expect(cpu).toHaveAccessibleDescription(/average \d.* Not measured in \d+ of 60 minutes\.$/);
  await cpu.focus();
  await page.keyboard.press('Home');
  await expect(cpu).toHaveAttribute('aria-valuetext', /^\d\d:\d\d: \d+\.\d %$/);
  for (let step = 0; step < 20; step += 1) await page.keyboard.press('ArrowRight');
  await expect(cpu).toHaveAttribute('aria-valuetext', /^\d\d:\d\d: not measured$/);
  await usage.getByRole('radio', { name: 'Week' }).check();
  await expect(usage.getByRole('slider', { name: 'Memory, last week' })).toHaveAccessibleDescription(
    /^From \w{3} \d\d:\d\d to \w{3} \d\d:\d\d: average .* MB/,
  );
  await savePicture(page, 'overview-week');
  await usage.getByRole('radio', { name: 'Hour' }).check();

  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const width of [1120, 760]) {
      await resize(app, page, width);
      expect(await seriousFindings(page)).toEqual([]);
      await page.locator('main').evaluate((main) => main.scrollTo(0, 0));
      await savePicture(page, `overview-${scheme}-${String(width)}`);
      await requests.scrollIntoViewIfNeeded();
      await savePicture(page, `overview-requests-${scheme}-${String(width)}`);
    }
  }

  await window.turnMaintenanceOn();
  await expect(
    page.getByText(
      /^In maintenance since \d\d:\d\d: turned on by you, in the window\. It starts when maintenance ends\.$/,
    ),
  ).toBeVisible();
});

async function expectRunning(window: BasekeeperWindow): Promise<number> {
  await expect(window.status).toContainText('Running');
  const address = await window.page
    .getByText(/^http:\/\/127\.0\.0\.1:\d+$/)
    .first()
    .textContent();
  return Number(new URL(address ?? '').port);
}

/** As after a week of use, with a pause of a quarter of an hour and nights without the computer. */
function seedUsage(app: App): void {
  const [id = ''] = readdirSync(join(app.home, 'activity')).map((name) => name.replace('.jsonl', ''));
  const rings = emptyHistory();
  const now = Date.now();
  for (let minute = 7 * 24 * 60; minute > 0; minute -= 1) {
    const atMs = now - minute * MINUTE;
    const isNight = new Date(atMs).getUTCHours() < 6 && minute > 12 * 60;
    const isPause = minute < 45 && minute > 30;
    if (isNight || isPause) continue;
    const busy = Math.max(0, Math.sin(minute / 17)) ** 4;
    addSample(rings, atMs, {
      processorPercent: 0.4 + 11 * busy,
      memoryBytes: 31e6 + 9e6 * busy,
      databaseBytes: 184e6 - minute * 4000,
    });
  }
  mkdirSync(join(app.home, 'usage'), { recursive: true });
  writeFileSync(join(app.home, 'usage', `${id}.ring`), Buffer.from(rings.buffer));
}

async function resize(app: App, page: Page, width: number): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }, wide) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(wide, 900);
  }, width);
  await expect.poll(() => page.evaluate(() => globalThis.innerWidth)).toBe(width);
}
