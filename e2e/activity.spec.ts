import { expect, test } from './app';
import { seriousFindings } from './findings';
import { pocketbasesBelow } from './processes';

test('the tab Activity tells what happened, leads to the incident, and goes on after a relaunch', async ({ app }) => {
  let window = await app.open();
  await window.createRunning('blog');
  await window.openActivity();
  const today = (): ReturnType<typeof window.page.getByRole> => window.page.getByRole('list', { name: 'Today' });
  await expect(today().getByRole('listitem').first()).toContainText('Running: PocketBase');
  await expect(today().getByRole('listitem').last()).toContainText('Added to the list.');

  await window.pressInGeneral('Rename…');
  await window.page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('journal');
  await window.page.keyboard.press('Enter');
  await window.openActivity();
  await expect(today().getByRole('listitem').first()).toContainText('Renamed from “blog” to “journal”.');
  await window.openBackups();
  await window.backUp('kept');
  await window.openActivity();
  await expect(today().getByRole('listitem').first()).toContainText(/^Backup: .* verified/);

  process.kill(pocketbasesBelow(app.home)[0] ?? 0, 'SIGKILL');
  const crash = today().getByRole('listitem').first();
  await expect(crash).toContainText('PocketBase was killed (SIGKILL)');
  expect(await seriousFindings(window.page)).toEqual([]);
  await crash.getByRole('button', { name: 'Show the incident' }).click();
  await expect(window.page.getByRole('heading', { name: 'PocketBase was killed' })).toBeFocused();

  await window.maintenanceSwitch.click();
  await expect(window.status).toContainText('Running');
  await app.quit();
  window = await app.open();
  await expect(window.status).toContainText('Running');
  await window.openActivity();
  await expect(today().getByRole('listitem')).toContainText([
    'Running: PocketBase',
    'Stopped because Basekeeper was quit.',
    'Running: PocketBase',
    'Maintenance turned off.',
    'PocketBase was killed (SIGKILL)',
    'Backup: ',
    'Renamed from “blog” to “journal”.',
    'Running: PocketBase',
    'Added to the list.',
  ]);
});
