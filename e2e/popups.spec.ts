/** What appears by itself does not get in the way of what a person is doing. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app';
import { savePicture } from './pictures';
import { pocketbasesBelow } from './processes';

const popups = (page: Page): Locator => page.getByRole('region', { name: 'Notifications' }).locator('> *');

/** Popups that lie over a part of a dialog. */
async function boxesOver(dialog: Locator): Promise<readonly string[]> {
  const box = await dialog.boundingBox();
  const others = await popups(dialog.page()).all();
  const found = await Promise.all(
    others.map(async (one) => ({ box: await one.boundingBox(), text: await one.innerText() })),
  );
  expect(found).not.toEqual([]);
  return found
    .filter(({ box: one }) => {
      if (box === null || one === null) return false;
      const isBeside = one.x >= box.x + box.width || one.x + one.width <= box.x;
      return !isBeside && one.y < box.y + box.height && one.y + one.height > box.y;
    })
    .map(({ text }) => text);
}

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
  await expect(restore.getByText('Current data', { exact: true })).toBeVisible();
  process.kill(shop, 'SIGKILL');
  await expect(page.getByText('Now in maintenance: no requests are processed.').first()).toBeVisible();
  // Refused by the tool where anything lies over it.
  await restore.getByRole('checkbox').last().click({ timeout: 5000 });
  expect(await boxesOver(restore)).toEqual([]);
  await restore.getByRole('button', { name: 'Cancel' }).click({ timeout: 5000 });
  await expect(restore).toBeHidden();
  await window.button('New instance').click();
  const create = page.getByRole('dialog', { name: 'New instance' });
  await create.getByRole('button', { name: 'More options' }).click();
  await expect(popups(page)).toHaveCount(1);
  expect(await boxesOver(create)).toEqual([]);
  await savePicture(page, 'popup-below-dialog');
});

test('many tasks that have ended are dismissed at once', async ({ app }) => {
  const window = await app.open();
  await window.createRunning('blog');
  for (let done = 1; done <= 3; done += 1) {
    await window.button('Check integrity').click();
    await expect(window.tasks.getByText('are intact').first()).toBeVisible();
    await expect(window.button('Check integrity')).not.toHaveAttribute('aria-busy', 'true');
  }
  await window.button('Dismiss all').click();
  await expect(window.tasks).toHaveCount(0);
});
