/** What clients of an instance in maintenance see: a program, a browser, a front end from another origin. */
import type { Page } from '@playwright/test';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { expect, test, type App } from './app';
import { ask, pocketbasesBelow } from './processes';

const pictures = join(
  process.env['BASEKEEPER_TEST_OUTPUT'] ?? resolve(import.meta.dirname, '../test-results'),
  'pictures',
);

const servers: Server[] = [];
test.afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(text: string, port = 0): Promise<number> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(text));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

/** An ordinary browser window, apart from the app's own session. */
async function browse(app: App, address: string): Promise<Page> {
  const opened = app.electron.waitForEvent('window');
  await app.electron.evaluate(async ({ BrowserWindow }, url) => {
    const browser = new BrowserWindow({ width: 800, height: 500, webPreferences: { partition: 'browser' } });
    await browser.loadURL(url);
  }, address);
  return opened;
}

test('programs, browsers and front ends are told of maintenance, and served again afterwards', async ({ app }) => {
  const window = await app.open();
  const port = await window.createRunning('blog');
  const address = `http://127.0.0.1:${String(port)}`;
  await window.turnMaintenanceOn();
  await expect(window.page.getByText('Requests are answered with 503.').first()).toBeVisible();

  const answer = await fetch(`${address}/api/collections/posts/records`, { method: 'POST', body: '{"title":"x"}' });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('10');
  expect(await answer.json()).toEqual({
    status: 503,
    message: 'The server is in maintenance. Try again later.',
    data: {},
  });

  const browser = await browse(app, `${address}/_/`);
  await expect(browser.getByRole('heading', { name: 'blog is in maintenance' })).toBeVisible();
  mkdirSync(pictures, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await browser.emulateMedia({ colorScheme });
    await browser.screenshot({ path: join(pictures, `answer-page-${colorScheme}.png`) });
  }

  const frontEnd = await browse(app, `http://localhost:${String(await serve('<h1>Front end</h1>'))}/`);
  const seen = await frontEnd.evaluate(async (url) => {
    const headers = { authorization: 'token', 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'PATCH', headers, body: '{}' });
    return [response.status, response.headers.get('retry-after'), await response.json()] as const;
  }, `${address}/api/collections/posts/records/1`);
  expect(seen).toEqual([
    503,
    '10',
    { status: 503, message: 'The server is in maintenance. Try again later.', data: {} },
  ]);

  expect(pocketbasesBelow(app.home)).toEqual([]);
  await window.maintenanceSwitch.click();
  await expect(window.status).toContainText('Running');
  await expect.poll(() => ask(port)).toBe(200);
});

test('with the answer switched off connections are refused, and whoever takes the port is named', async ({ app }) => {
  const window = await app.open();
  const port = await window.createRunning('blog');
  await window.openSettings();
  const option = window.page.getByRole('switch', { name: 'Answer 503 during maintenance' });
  const bar = window.page.getByRole('region', { name: 'Maintenance' });
  await expect(option).toHaveAttribute('aria-checked', 'true');
  await option.click();
  await expect(option).toHaveAttribute('aria-checked', 'false');
  await window.turnMaintenanceOn();
  await expect(bar).toContainText('Requests are refused.');
  expect(await ask(port)).toBe('ECONNREFUSED');

  await serve('mine', port);
  await option.click();
  await expect(bar).toContainText(
    new RegExp(`Port ${String(port)} is used by .+ \\(pid ${String(process.pid)}\\), which gets the requests\\.`),
  );
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await expect(bar).toContainText('Requests are answered with 503.');
  expect(await ask(port)).toBe(503);
});
