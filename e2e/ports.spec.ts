import { createServer, type Server } from 'node:http';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import { ask, pocketbasesBelow } from './processes';
import type { BasekeeperWindow } from './window';

/** A program that is not ours, on a port that we want. */
async function occupy(port: number): Promise<Server> {
  const server = createServer((_request, response) => response.end('{"code":200}'));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

/** A client that holds its connection open must not hold up the test. */
const release = (server: Server): Promise<unknown> =>
  new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });

const panel = (page: Page): Locator => page.getByRole('region', { name: 'The port is in use' });

async function createStopped(window: BasekeeperWindow, name: string): Promise<number> {
  const port = await window.createRunning(name);
  await window.button('Stop').click();
  await expect(window.status).toContainText('Stopped');
  return port;
}

async function expectNoFindings(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousFindings(page)).toEqual([]);
  }
}

test('a port taken by another program: its name and pid, and one click to the next free port', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  const port = await createStopped(window, 'blog');
  const server = await occupy(port);
  try {
    await window.button('Start').click();
    await expect(window.status).toContainText('Maintenance');
    await expect(panel(page)).toContainText(
      new RegExp(`Port ${String(port)} is used by node.* \\(pid ${String(process.pid)}\\)`),
    );
    const next = window.button(`Use port ${String(port + 1)} instead`);
    await expect(next).toBeVisible();
    await expectNoFindings(page);
    await savePicture(page, 'port-taken');
    // The way out is told once, with what happened.
    await expect(window.startChecks).toContainText('A start would fail: 1 problem found.');
    await expect(window.startChecks).toContainText('Failed: The port is in use');
    await expect(next).toHaveCount(1);

    await window.button('Start again').click();
    await expect(window.incidents.getByRole('listitem')).toHaveCount(2);
    await expect(window.status).toContainText('Maintenance');

    await next.click();
    await expect(window.status).toContainText('Running');
    // The button is gone, the keyboard is still on the page.
    await expect(page.getByRole('heading', { level: 1, name: 'blog' })).toBeFocused();
    expect(await ask(port + 1)).toBe(200);
    await expect(page.getByText(`http://127.0.0.1:${String(port + 1)}`, { exact: true }).first()).toBeVisible();
  } finally {
    await release(server);
  }
});

test('once the port is free again, trying again is enough', async ({ app }) => {
  const window = await app.open();
  const port = await createStopped(window, 'blog');
  const server = await occupy(port);
  await window.button('Start').click();
  await expect(window.status).toContainText('Maintenance');
  await expect(window.startChecks).toContainText('A start would fail');
  await release(server);
  await window.button('Check again').click();
  await expect(window.startChecks).toContainText(`Passed: Port ${String(port)} can be used`);
  await expect(window.startChecks).toContainText('Ready to start: every check passed.');
  await window.button('Start again').click();
  await expect(window.status).toContainText('Running');
  expect(await ask(port)).toBe(200);
});

test('two instances with one port: a warning when it is given, one question when the second is started', async ({
  app,
}) => {
  const window = await app.open();
  const { page } = window;
  const port = await createStopped(window, 'blog');

  await window.button('New instance').click();
  const dialog = page.getByRole('dialog', { name: 'New instance' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('shop');
  const field = dialog.getByRole('textbox', { name: 'Port' });
  await expect(field).not.toHaveValue('');
  await field.fill(String(port));
  const warning = `Port ${String(port)} is also that of “blog”. Only one of the two can run at a time.`;
  await expect(dialog.getByText(warning)).toBeVisible();
  await expect(field).toHaveAccessibleDescription(warning);
  await expectNoFindings(page);
  await savePicture(page, 'port-shared');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(window.status).toContainText('Running');

  await window.select('blog');
  await window.button('Start').click();
  const question = page.getByRole('alertdialog', { name: 'Stop “shop” and start “blog”?' });
  await expect(question).toBeVisible();
  await expect(window.status).toContainText('Stopped');
  await expectNoFindings(page);
  await savePicture(page, 'port-question');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await expect(window.incidents.getByRole('listitem')).toHaveCount(0);

  await window.button('Start').click();
  await question.getByRole('button', { name: 'Stop shop, start blog' }).click();
  await expect(window.status).toContainText('Running');
  expect(pocketbasesBelow(app.home)).toHaveLength(1);
  await window.select('shop');
  await expect(window.status).toContainText('Stopped');

  // Out of maintenance it is the same question, if it was meant to run.
  process.kill(pocketbasesBelow(app.home)[0] ?? 0, 'SIGKILL');
  await expect(window.instances).toContainText('Maintenance');
  await window.button('Start').click();
  await expect(window.status).toContainText('Running');
  await window.select('blog');
  await expect(window.status).toContainText('Maintenance');
  await window.maintenanceSwitch.click();
  await question.getByRole('button', { name: 'Stop shop, start blog' }).click();
  await expect(window.status).toContainText('Running');
  expect(pocketbasesBelow(app.home)).toHaveLength(1);
});

test('the tray says that another instance has the port, and starts nothing', async ({ app, tray }) => {
  const window = await app.open();
  const port = await createStopped(window, 'blog');
  await window.createRunning('shop');
  await window.button('Stop').click();
  await expect(window.status).toContainText('Stopped');
  await changePortTo(window, String(port));
  await window.button('Start').click();
  await expect(window.status).toContainText('Running');

  await tray.choose('○ blog', 'Start');
  const words = `Port ${String(port)} is held by shop`;
  const notices = window.page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText(words);
  await expect(window.page.locator('[aria-live="polite"]').filter({ hasText: words })).toHaveCount(1);
  await notices.getByRole('button', { name: `Dismiss: ${words}` }).click();
  await expect(notices).toBeHidden();
  await expect(window.page.getByRole('heading', { level: 1, name: 'shop' })).toBeFocused();
  expect(pocketbasesBelow(app.home)).toHaveLength(1);
});

test('the port is changed under Settings, with keyboard alone, and only while nothing runs', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  await window.openSettings();
  const change = window.general.getByRole('button', { name: 'Change port' });
  await expect(change).toHaveAttribute('aria-disabled', 'true');
  await expect(change).toHaveAccessibleDescription('Stop it or turn maintenance on first.');

  await window.button('Stop').click();
  await expect(window.status).toContainText('Stopped');
  await change.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Port of blog' });
  const field = dialog.getByRole('textbox', { name: 'Port' });
  await expect(field).toBeFocused();
  await page.keyboard.type('8090abc');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('Port must be a whole number from 1 to 65535 (it is “8090abc”).');
  await expect(field).toBeFocused();
  await expectNoFindings(page);
  await savePicture(page, 'port-change');
  await field.fill('8970');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(change).toBeFocused();
  await expect(page.getByText('http://127.0.0.1:8970', { exact: true })).toBeVisible();

  await window.button('Start').click();
  await expect(window.status).toContainText('Running');
  expect(await ask(8970)).toBe(200);
});

async function changePortTo(window: BasekeeperWindow, port: string): Promise<void> {
  await window.pressInGeneral('Change port');
  const dialog = window.page.getByRole('dialog', { name: /^Port of / });
  await dialog.getByRole('textbox', { name: 'Port' }).fill(port);
  await dialog.getByRole('button', { name: 'Change port' }).click();
  await expect(dialog).toBeHidden();
}
