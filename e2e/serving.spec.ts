/** Environment, encryption key and arguments in the window, with the system's own encryption behind them. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { expect, test } from './app';
import { Wallet } from './desktop/wallet';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import { pocketbasesBelow } from './processes';
import type { BasekeeperWindow } from './window';

const SECRET = 'sk_live_correct-horse battery';

const servingOf = (window: BasekeeperWindow): Locator => window.page.getByRole('region', { name: 'Serving' });
const rowOf = (serving: Locator, index: number): Locator =>
  serving.getByRole('list', { name: 'Environment variables' }).getByRole('listitem').nth(index);

async function addVariable(serving: Locator, name: string, value: string): Promise<Locator> {
  const count = await serving.getByRole('listitem').count();
  await serving.getByRole('button', { name: 'Add variable' }).click();
  const row = rowOf(serving, count);
  // Focus waits in the new row.
  await expect(row.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await row.getByRole('textbox', { name: 'Name' }).fill(name);
  await row.getByLabel('Value').fill(value);
  return row;
}

const environmentOf = (home: string): string => {
  const [pid] = pocketbasesBelow(home);
  try {
    return pid === undefined ? '' : readFileSync(`/proc/${String(pid)}/environ`, 'utf8');
  } catch {
    // It has just ended; whoever waits looks again.
    return '';
  }
};

const filesWith = (folder: string, text: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));

test('B13, B14: variables and arguments are saved as a whole, say what is wrong, and are in force after a restart', async ({
  app,
}) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  await window.openSettings();
  const serving = servingOf(window);
  const save = serving.getByRole('button', { name: 'Save' });
  await addVariable(serving, 'LD_PRELOAD', '/evil.so');
  await addVariable(serving, 'A_RATHER_LONG_NAME_OF_A_VARIABLE_FOR_THE_MAIL_SERVER_OF_THE_SHOP', 'x'.repeat(300));
  const argumentsField = serving.getByRole('textbox', { name: 'Extra arguments' });
  await argumentsField.fill('--http=0.0.0.0:80\n--queryTimeout=60');
  await save.click();
  const name = rowOf(serving, 0).getByRole('textbox', { name: 'Name' });
  await expect(name).toHaveAccessibleDescription(/^Name of variable 1 must not be PATH or NODE_OPTIONS/);
  await expect(name).toBeFocused();
  await expect(argumentsField).toHaveAccessibleDescription(/^Argument 1 must not be --http: the port is changed/);
  expect(await seriousFindings(page)).toEqual([]);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await serving.scrollIntoViewIfNeeded();
    await savePicture(page, `serving-refused-${colorScheme}`);
  }
  // What is typed stays while another tab is looked at.
  await window.openBackups();
  await window.openSettings();
  await expect(name).toHaveValue('LD_PRELOAD');

  await name.fill('SMTP_HOST');
  await rowOf(serving, 0).getByLabel('Value').fill('mail.example.com');
  await argumentsField.fill('--queryTimeout=60');
  await save.press('Enter');
  const inUse = serving.getByRole('status', { name: 'Launch options in use' });
  await expect(inUse).toContainText('Restart to apply the saved settings.');
  expect(environmentOf(app.home)).not.toContain('SMTP_HOST');
  await savePicture(page, 'serving-saved');
  // Said where it is not below the fold, too.
  await expect(window.button('Restart to apply saved settings')).toBeVisible();
  await expect(window.instances).toContainText('restart to apply settings');
  await inUse.getByRole('button', { name: 'Restart to use it' }).click();
  await expect(inUse).toBeEmpty();
  await expect(window.status).toContainText('Running');
  expect(environmentOf(app.home)).toContain('SMTP_HOST=mail.example.com');

  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(760, 700);
  });
  await expect.poll(() => page.evaluate(() => globalThis.innerWidth)).toBe(760);
  await serving.scrollIntoViewIfNeeded();
  await savePicture(page, 'serving-narrow');
});

const KEY_OF_THREE_LINES = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----';

test('a .env file is looked at before it is taken over, keeps lines, and is written without secrets', async ({
  app,
}) => {
  const path = join(app.home, 'shop.env');
  writeFileSync(
    path,
    `# of the shop\nexport SMTP_HOST='mail.example.com'\nTLS_CHAIN="${KEY_OF_THREE_LINES.replaceAll('PRIVATE KEY', 'CERTIFICATE')}"\nSTRIPE_KEY=sk_live_1234\nPATH=/bin\nnot a variable\n`,
  );
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  await window.openSettings();
  const serving = servingOf(window);
  await addVariable(serving, 'SMTP_HOST', 'localhost');
  await app.electron.evaluate(({ dialog }, chosen) => {
    Object.assign(dialog, {
      showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [chosen] }),
      showSaveDialog: () => Promise.resolve({ canceled: false, filePath: `${chosen}.exported` }),
    });
  }, path);
  await serving.getByRole('button', { name: 'Import .env…' }).click();
  const preview = serving.getByRole('group', { name: 'Variables in shop.env' });
  await expect(preview.getByRole('listitem', { name: 'SMTP_HOST' })).toContainText('Replaces another value.');
  await expect(preview.getByRole('listitem', { name: 'PATH' })).toContainText('Cannot be taken over');
  const stripe = preview.getByRole('listitem', { name: 'STRIPE_KEY' });
  await expect(stripe.getByRole('checkbox', { name: 'Secret' })).toBeChecked();
  await expect(preview).not.toContainText('sk_live_1234');
  await expect(preview).toContainText('Line 8 is neither a variable nor a comment');
  expect(await seriousFindings(page)).toEqual([]);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await preview.scrollIntoViewIfNeeded();
    await savePicture(page, `environment-file-${colorScheme}`);
  }
  await stripe.getByRole('checkbox', { name: 'STRIPE_KEY' }).uncheck();
  await preview.getByRole('button', { name: 'Take 2 variables over' }).click();
  await expect(preview).toBeHidden();
  await expect(rowOf(serving, 0).getByLabel('Value')).toHaveValue('mail.example.com');
  await savePicture(page, 'environment-taken-over');
  await serving.getByRole('button', { name: 'Save' }).click();
  await serving.getByRole('button', { name: 'Restart to use it' }).click();
  await expect.poll(() => environmentOf(app.home)).toContain('BEGIN CERTIFICATE-----\nMIIB\n-----END');

  await serving.getByRole('button', { name: 'Export .env…' }).click();
  await expect(page.getByText('The environment was exported')).toBeVisible();
  expect(readFileSync(`${path}.exported`, 'utf8')).toContain("SMTP_HOST=mail.example.com\nTLS_CHAIN='-----BEGIN");
  expect((statSync(`${path}.exported`).mode & 0o777).toString(8)).toBe('600');
});

test('F58: what was saved meanwhile is shown, nothing typed is lost, and the next save counts', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  await window.openSettings();
  const serving = servingOf(window);
  await addVariable(serving, 'MINE', 'typed here');
  // As another window would.
  const other = await page.evaluate(async () => {
    const bridge = (globalThis as unknown as { basekeeper: { call(name: string, input: unknown): Promise<unknown> } })
      .basekeeper;
    const snapshot = (await bridge.call('get-snapshot', undefined)) as {
      value: { state: { instances: { id: string; launchOptions: { revision: number } }[] } };
    };
    const [instance] = snapshot.value.state.instances;
    return bridge.call('set-launch-options', {
      instanceId: instance?.id,
      revision: instance?.launchOptions.revision,
      environment: [{ name: 'THEIRS', secret: false, value: 'saved elsewhere' }],
      arguments: [],
    });
  });
  expect(other).toMatchObject({ ok: true });
  const newer = serving.getByRole('group', { name: 'Newer values' });
  await expect(newer).toContainText('THEIRS is now “saved elsewhere”.');
  await serving.getByRole('button', { name: 'Save' }).click();
  await expect(serving.getByRole('alert')).toContainText('The settings of blog were changed in the meantime');
  await expect(rowOf(serving, 0).getByRole('textbox', { name: 'Name' })).toHaveValue('MINE');
  expect(await seriousFindings(page)).toEqual([]);
  await savePicture(page, 'serving-changed-meanwhile');
  await serving.getByRole('button', { name: 'Save' }).click();
  await expect(newer).toBeHidden();
  await expect(serving.getByRole('alert')).toBeHidden();
  await expect.poll(() => filesWith(join(app.home, 'settings'), 'typed here').length).toBe(1);
});

test('S18: without a keyring no secret is saved, and the reason stands beside it', async ({ app }) => {
  app.switches.push('--password-store=basic');
  const window = await app.open();
  await window.createRunning('blog');
  await window.openSettings();
  const serving = servingOf(window);
  const row = await addVariable(serving, 'STRIPE_KEY', SECRET);
  await row.getByRole('checkbox', { name: 'Secret' }).check();
  await expect(row.getByLabel('Value')).toHaveAccessibleDescription(/There is no keyring/);
  await serving.getByRole('button', { name: 'Save' }).click();
  await expect(serving.getByRole('alert')).toContainText('Secrets cannot be kept safely on this computer.');
  await expect(row.getByLabel('Value')).toHaveValue(SECRET);
  expect(filesWith(app.home, SECRET)).toEqual([]);
  await savePicture(window.page, 'serving-no-keyring');
});

test('B14, B15: with a keyring secrets and the key are sealed, handed over, masked, and kept for the next launch', async ({
  app,
}) => {
  const wallet = new Wallet();
  await wallet.start();
  try {
    app.switches.push(Wallet.SWITCH);
    let window = await app.open();
    await window.createRunning('blog');
    await window.openSettings();
    let serving = servingOf(window);
    const row = await addVariable(serving, 'STRIPE_KEY', SECRET);
    await row.getByRole('checkbox', { name: 'Secret' }).check();
    await expect(row.getByLabel('Value')).toHaveCSS('-webkit-text-security', 'disc');
    await serving.getByRole('button', { name: 'Set a key' }).click();
    await serving.getByRole('textbox', { name: 'Encryption key' }).fill('too-short');
    await serving.getByRole('button', { name: 'Save' }).click();
    await expect(serving.getByRole('textbox', { name: 'Encryption key' })).toHaveAccessibleDescription(
      'Encryption key must have exactly 32 characters.',
    );
    await serving.getByRole('button', { name: 'Generate' }).click();
    const key = await serving.getByRole('textbox', { name: 'Encryption key' }).inputValue();
    expect(key).toHaveLength(32);
    await serving.getByRole('button', { name: 'Save' }).click();
    await serving.getByRole('button', { name: 'Restart to use it' }).click();
    await expect(serving.getByRole('status', { name: 'Launch options in use' })).toBeEmpty();
    await expect(window.status).toContainText('Running');
    expect(environmentOf(app.home)).toContain(`STRIPE_KEY=${SECRET}`);
    expect(environmentOf(app.home)).toContain(`BASEKEEPER_ENCRYPTION_KEY=${key}`);
    for (const secret of [SECRET, key]) expect(filesWith(app.home, secret)).toEqual([]);
    await app.quit();

    window = await app.open();
    await expect(window.status).toContainText('Running');
    expect(environmentOf(app.home)).toContain(`STRIPE_KEY=${SECRET}`);
    await window.openSettings();
    serving = servingOf(window);
    await expect(rowOf(serving, 0)).toContainText('Secret, not shown');
    await expect(serving.getByText('A key is kept. It is not shown.')).toBeVisible();
    expect(await window.page.content()).not.toContain(SECRET);
    await serving.getByRole('button', { name: 'Replace STRIPE_KEY' }).click();
    await rowOf(serving, 0).getByLabel('Value').fill('another secret');
    await savePicture(window.page, 'serving-secrets');
    await serving.getByRole('button', { name: 'Save' }).click();
    await serving.getByRole('button', { name: 'Restart to use it' }).click();
    await expect.poll(() => environmentOf(app.home)).toContain('STRIPE_KEY=another secret');
  } finally {
    await app.close();
    wallet.stop();
  }
});
