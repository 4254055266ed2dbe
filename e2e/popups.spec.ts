/** What appears by itself does not get in the way of what a person is doing. */
import { expect, test } from './app';
import { pocketbasesBelow } from './processes';

test('a popup leaves the answers of a dialog free', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('shop');
  const [shop = 0] = pocketbasesBelow(app.home);
  await window.createRunning('blog');
  await window.openBackups();
  await window.backUp('before');
  await window.backups.getByRole('button', { name: 'Restore' }).click();
  const restore = page.getByRole('dialog', { name: 'Restore backup' });
  await expect(restore.getByText('There now', { exact: true })).toBeVisible();
  process.kill(shop, 'SIGKILL');
  await expect(page.getByText('Now in maintenance: no requests are processed.').first()).toBeVisible();
  // Refused by the tool where anything lies over it.
  await restore.getByRole('checkbox').last().click({ timeout: 5000 });
  await restore.getByRole('button', { name: 'Cancel' }).click({ timeout: 5000 });
  await expect(restore).toBeHidden();
});

test('many tasks that have ended are dismissed at once', async ({ app }) => {
  const window = await app.open();
  await window.createRunning('blog');
  for (let done = 1; done <= 3; done += 1) {
    await window.button('Check integrity').click();
    await expect(window.tasks.getByText('are in order').first()).toBeVisible();
    await expect(window.button('Check integrity')).not.toHaveAttribute('aria-busy', 'true');
  }
  await window.button('Dismiss all').click();
  await expect(window.tasks).toHaveCount(0);
});
