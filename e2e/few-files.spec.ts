/** The limit of the system on open files: Chromium ends the app where it gets no more, so Basekeeper stops before. Linux. */
import { readdirSync } from 'node:fs';
import { execaSync } from 'execa';
import { expect, test } from './app';

test('F60: with few open files left nothing is begun, Basekeeper’s own limit is named, and the window stays', async ({
  app,
}) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  await window.openBackups();
  const limitTo = (count: number): unknown =>
    execaSync('prlimit', [`--pid=${String(app.pid)}`, `--nofile=${String(count)}:`]);
  const open = readdirSync(`/proc/${String(app.pid)}/fd`).length;
  limitTo(open + 30);
  const words = `Basekeeper itself may have ${String(open + 30)} files open at the same time`;
  await window.button('Back up now').click();
  await expect(page.getByText(words).first()).toBeVisible();
  await expect(window.backups.getByRole('listitem')).toHaveCount(0);
  await window.button('New instance').click();
  const dialog = page.getByRole('dialog', { name: 'New instance' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('shop');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(dialog).toContainText(words);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await window.fromMenu('Restart');
  await expect(window.status).toContainText('Maintenance');
  await page.getByRole('tab', { name: 'Overview' }).click();
  await expect(page.getByRole('main')).toContainText(words);
  limitTo(1024);
  await window.maintenanceSwitch.click();
  await expect(window.status).toContainText('Running');
  await window.openBackups();
  await window.backUp('again');
});
