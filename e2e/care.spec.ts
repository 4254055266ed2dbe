/** What is done with an instance as a whole, in the real window: its data, its superusers, its name, its place, its end. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type App } from './app';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import { ask, pocketbasesBelow } from './processes';
import type { BasekeeperWindow } from './window';

async function openRow(window: BasekeeperWindow, button: string): Promise<void> {
  if (button === 'Delete') await window.dangerZone.getByRole('button', { name: button, exact: true }).click();
  else await window.pressInGeneral(button);
}

async function login(port: number, password: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${String(port)}/api/collections/_superusers/auth-with-password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identity: 'admin@example.com', password }),
  });
  return answer.status;
}

/** A trash of its own, so that that of whoever runs the tests stays as it is. */
function ownTrash(app: App): string {
  app.variables['XDG_DATA_HOME'] = join(app.home, 'xdg-data');
  mkdirSync(join(app.home, 'xdg-data'));
  return join(app.home, 'xdg-data', 'Trash');
}

test('an instance is renamed while it runs; the name of another one is refused', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('shop');
  await window.createRunning('blog');
  await openRow(window, 'Rename…');
  const dialog = page.getByRole('dialog', { name: 'Rename blog' });
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await expect(name).toBeFocused();
  await page.keyboard.type('SHOP');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('Another instance is named “SHOP”.');
  await name.fill('journal');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'journal' })).toBeVisible();
  await expect(window.status).toContainText('Running');
});

test('the data: sizes, the check and compacting, each with its result', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  const data = page.getByRole('region', { name: 'Data' });
  await expect(data).toContainText(/Databases\d+ kB/);
  await data.getByRole('button', { name: 'Check integrity' }).click();
  await expect(window.tasks.getByText('data.db and auxiliary.db are intact.')).toBeVisible();
  await expect(window.status).toContainText('Running');
  await data.getByRole('button', { name: 'Compact' }).click();
  await expect(window.tasks.getByText(/ freed \(\d.* before, \d.* now\)\./)).toBeVisible();
  await expect(window.status).toContainText('Running');
  await expect(window.incidents.getByRole('listitem')).toHaveCount(0);
});

test('a superuser gets a new password, which counts at once', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  const port = await window.createRunning('blog');
  const list = page.getByRole('list', { name: 'Superusers' });
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await list.getByRole('button', { name: 'Reset password…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reset password' });
  const password = dialog.getByRole('textbox', { name: 'Superuser password' });
  await expect(password).toHaveValue(/^\w{20}$/);
  const generated = await password.inputValue();
  await password.fill('short');
  await dialog.getByRole('button', { name: 'Reset password' }).click();
  await expect(dialog).toContainText('must have at least 8 characters');
  await password.fill(generated);
  await dialog.getByRole('button', { name: 'Reset password' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('admin@example.com can sign in to blog')).toBeVisible();
  expect(await login(port, generated)).toBe(200);
  await expect(window.status).toContainText('Running');

  await page.getByRole('region', { name: 'Data' }).getByRole('button', { name: 'Add…' }).click();
  const add = page.getByRole('dialog', { name: 'Add a superuser to blog' });
  await add.getByRole('textbox', { name: 'Superuser e-mail' }).fill('second@example.com');
  await add.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(list.getByRole('listitem')).toHaveCount(2);
  const added = page.getByRole('dialog', { name: 'second@example.com can sign in to blog' });
  await expect(added).toBeVisible();
  await expect(added).not.toContainText('signed out');
});

test('a deletion needs the typed name, makes a last backup, and leaves the folder in the trash', async ({ app }) => {
  const trash = ownTrash(app);
  const window = await app.open();
  const { page } = window;
  await window.createRunning('shop');
  const port = await window.createRunning('blog');
  await openRow(window, 'Delete');
  const dialog = page.getByRole('dialog', { name: 'Delete instance' });
  const confirm = dialog.getByRole('button', { name: 'Delete', exact: true });
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  await expect(confirm).toHaveAccessibleDescription('Type “blog” first.');
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await name.fill('Blog');
  await name.press('Enter');
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('checkbox', { name: 'Make a last backup first' })).toBeChecked();
  await name.fill('blog');
  await confirm.click();
  await expect(dialog).toBeHidden();
  await expect(window.instances.getByText('blog', { exact: true })).toBeHidden({ timeout: 30_000 });
  await expect(window.tasks.getByText(/ is in the trash\. The last backup is /)).toBeVisible();
  expect(await ask(port)).not.toBe(200);
  expect(pocketbasesBelow(app.home)).toHaveLength(1);
  expect(readdirSync(join(app.home, 'instances'))).toHaveLength(1);
  expect(readdirSync(join(trash, 'files'))).toHaveLength(1);
  const [id = ''] = readdirSync(join(app.home, 'backups'));
  const made = readdirSync(join(app.home, 'backups', id));
  expect(made).toHaveLength(1);
  // Nothing in the window leads to it any more.
  await expect(window.tasks).toContainText(join(app.home, 'backups', id, made[0] ?? ''));
});

test('a deletion in a project lists what stays, and leaves it there', async ({ app }) => {
  const trash = ownTrash(app);
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  const [id = ''] = readdirSync(join(app.home, 'instances'));
  const folder = join(app.home, 'instances', id);
  for (const name of ['.git', 'node_modules', 'src', 'tests']) mkdirSync(join(folder, name));
  await openRow(window, 'Delete');
  const dialog = page.getByRole('dialog', { name: 'Delete instance' });
  await expect(dialog).toContainText('4 other files and folders in it stay: .git, node_modules, src and 1 more.');
  await expect(dialog.getByRole('checkbox', { name: /^Also move everything else/ })).not.toBeChecked();
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await savePicture(page, 'delete-in-project-light');
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await savePicture(page, 'delete-in-project-dark');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('blog');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(window.tasks.getByText(/The instance’s files are in the trash, as blog-/)).toBeVisible({
    timeout: 30_000,
  });
  expect(readdirSync(folder).filter((name) => name !== 'basekeeper.json')).toEqual([
    '.git',
    'node_modules',
    'src',
    'tests',
  ]);
  expect(readdirSync(join(trash, 'files'))).toEqual([expect.stringMatching(/^blog-[a-z0-9]{15}$/)]);
});

test('where the system has no trash it says so, and nothing is deleted', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  await app.electron.evaluate(({ shell }) => {
    Object.assign(shell, { trashItem: () => Promise.reject(new Error('Failed to move item to trash')) });
  });
  const port = await window.createRunning('blog');
  await openRow(window, 'Delete');
  const dialog = page.getByRole('dialog', { name: 'Delete instance' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('blog');
  await dialog.getByRole('checkbox', { name: 'Make a last backup first' }).uncheck();
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(window.tasks.getByText(/could not be moved to the trash/)).toBeVisible();
  await expect(window.status).toContainText('Running');
  expect(await ask(port)).toBe(200);
});

test('what is off the list stays on the disk; a clone and a move, with their results', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  const remove = window.dangerZone.getByRole('button', { name: 'Remove from list…' });
  await expect(remove).toHaveAttribute('aria-disabled', 'true');
  await expect(remove).toHaveAccessibleDescription('Stop it or turn maintenance on first.');

  await openRow(window, 'Clone…');
  const clone = page.getByRole('dialog', { name: 'Clone blog' });
  await expect(clone.getByRole('textbox', { name: 'Name' })).toHaveValue('blog 2');
  await clone.getByRole('button', { name: 'Clone', exact: true }).click();
  await expect(
    window.tasks.getByText(/“blog 2” is a copy of “blog”, on port \d+\. It is not running yet\./),
  ).toBeVisible();
  await window.select('blog 2');
  await expect(window.status).toContainText('Stopped');

  await openRow(window, 'Move…');
  const move = page.getByRole('dialog', { name: 'Move blog 2' });
  const target = join(app.home, 'elsewhere', 'blog');
  await move.getByRole('textbox', { name: 'New folder' }).fill(join(app.home, 'instances'));
  await move.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(move).toContainText('overlaps the folder of');
  await move.getByRole('textbox', { name: 'New folder' }).fill(target);
  await move.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(window.tasks.getByText(`Moved to ${target}.`)).toBeVisible();
  expect(existsSync(join(target, 'pb_data', 'data.db'))).toBe(true);

  await remove.click();
  const question = page.getByRole('alertdialog', { name: 'Remove “blog 2” from the list?' });
  await question.getByRole('button', { name: 'Remove from list' }).click();
  await expect(window.instances.getByText('blog 2', { exact: true })).toBeHidden();
  await expect(page.getByText('blog 2 was removed from the list')).toBeVisible();
  expect(existsSync(join(target, 'pb_data', 'data.db'))).toBe(true);
});

for (const colorScheme of process.env['BASEKEEPER_PICTURES'] === undefined
  ? (['dark'] as const)
  : (['light', 'dark'] as const)) {
  test(`how it looks (${colorScheme})`, async ({ app }) => {
    const window = await app.open();
    const { page } = window;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await window.createRunning('blog');
    const look = async (name: string): Promise<void> => {
      await savePicture(page, `care-${name}-${colorScheme}`);
      expect(await seriousFindings(page)).toEqual([]);
    };
    const data = page.getByRole('region', { name: 'Data' });
    await expect(data.getByRole('listitem')).toHaveCount(1);
    await data.evaluate((section) => {
      section.scrollIntoView({ block: 'start' });
    });
    await look('data');
    await window.dangerZone.getByRole('button', { name: 'Delete' }).scrollIntoViewIfNeeded();
    await look('danger-zone');
    for (const [button, name] of [
      ['Rename…', 'rename'],
      ['Move…', 'move'],
      ['Clone…', 'clone'],
      ['Delete', 'delete'],
    ] as const) {
      await openRow(window, button);
      if (name === 'clone') await page.getByRole('checkbox', { name: /^With its data/ }).uncheck();
      if (name === 'delete') await page.getByRole('textbox', { name: 'Name' }).fill('blog');
      await look(name);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog', { name: /^(Rename|Move|Clone|Delete) / })).toHaveCount(0);
    }
    await look('general');
    await page.getByRole('tab', { name: 'Overview' }).click();
    await data.getByRole('button', { name: 'Reset password…' }).click();
    await expect(page.getByRole('textbox', { name: 'Superuser password' })).not.toHaveValue('');
    await look('superuser');
  });
}
