import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { RelayTransport } from '../electron/testing/relay-transport';
import { expect, test } from './app';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import { ask, pocketbasesBelow } from './processes';

test('an instance is created with a name only, runs and answers, also to what an assistant asks', async ({ app }) => {
  const window = await app.open();
  const port = await window.createRunning('blog');

  expect(await ask(port)).toBe(200);
  expect(pocketbasesBelow(app.home)).toHaveLength(1);
  await expect(window.output).toContainText(`Server started at http://127.0.0.1:${String(port)}`);

  const { page } = window;
  await window.openSettings();
  await page.getByRole('group', { name: 'Coding assistants' }).getByText('Operate').click();
  await expect(page.getByText('They also start, stop and back it up')).toBeVisible();
  await savePicture(page, 'assistants-option');
  const assistant = new Client({ name: 'Tester', version: '1' });
  await assistant.connect(new RelayTransport(join(app.home, 'control')));
  const call = (name: string) => assistant.callTool({ name, arguments: { instance: 'blog' } });
  expect(JSON.stringify(await call('maintenance_on'))).not.toContain('isError');
  // A key that is being pressed when the question comes is no yes.
  const refused = call('maintenance_off');
  const question = page.getByRole('alertdialog', { name: 'Turn maintenance off for blog?' });
  await expect(question).toContainText('The assistant “Tester” asks for it.');
  await expect(question.getByRole('button', { name: 'No' })).toBeFocused();
  expect(await seriousFindings(page)).toEqual([]);
  await savePicture(page, 'assistant-question');
  await page.keyboard.press('Enter');
  expect(JSON.stringify(await refused)).toContain('A person said no.');
  await expect(window.status).toContainText('Maintenance');
  const allowed = call('maintenance_off');
  await question.getByRole('button', { name: 'Turn off' }).click();
  expect(JSON.stringify(await allowed)).not.toContain('isError');
  await expect(window.status).toContainText('Running');
  await assistant.close();
});

test('the output can be saved where a person wants it', async ({ app }) => {
  const window = await app.open();
  await window.createRunning('Café 7');
  const path = join(app.home, 'saved.txt');
  const asked = app.electron.evaluate(
    ({ dialog }, filePath) =>
      new Promise((answered) => {
        const showSaveDialog = (_window: unknown, options: unknown): Promise<unknown> => {
          answered(options);
          return Promise.resolve({ canceled: false, filePath });
        };
        Object.assign(dialog, { showSaveDialog });
      }),
    path,
  );
  await expect(window.output).toContainText('Dashboard');
  await window.openOutput();
  await window.button('Save all output').click();
  expect(await asked).toEqual({ title: 'Save the output', defaultPath: 'cafe-7-output.txt' });
  await expect
    .poll(() => existsSync(path) && readFileSync(path, 'utf8'))
    .toContain('Server started at http://127.0.0.1:');

  // Diagnostics: what is in it is listed before it is saved; what was listed is what the zip has.
  const { page } = window;
  rmSync(path);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('diagnostics');
  await page.getByRole('option', { name: 'Save diagnostics…' }).waitFor();
  await page.keyboard.press('Enter');
  const diagnostics = page.getByRole('dialog', { name: 'Save diagnostics' });
  const files = diagnostics.getByRole('list', { name: 'Files' }).getByRole('listitem');
  await expect(files.first()).toContainText('README.txt');
  await expect(diagnostics).toContainText('Basekeeper sends it nowhere.');
  await expect(diagnostics).toContainText('The last 4 lines of the output of Café 7.');
  expect(await seriousFindings(page)).toEqual([]);
  await savePicture(page, 'diagnostics-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await savePicture(page, 'diagnostics-dark');
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(760, 600));
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(760);
  await savePicture(page, 'diagnostics-narrow');
  expect(existsSync(path)).toBe(false);
  const listed = await files.count();
  await diagnostics.getByRole('button', { name: 'Save…' }).click();
  await expect(diagnostics).toBeHidden();
  await expect(page.getByText('Diagnostics saved')).toBeVisible();
  const zip = readFileSync(path);
  expect(zip.subarray(0, 2).toString()).toBe('PK');
  // How many entries, as the end of the list of contents says.
  expect(zip.readUInt16LE(zip.length - 12)).toBe(listed);
});

test('what the process takes is shown, and nothing once it is gone', async ({ app }) => {
  const window = await app.open();
  await window.createRunning('blog');
  await expect(window.fact('Memory')).toHaveText(/^\d+\.\d MB$/);
  await expect(window.fact('CPU')).toHaveText(/^\d+(\.\d)? %$/);
  await window.turnMaintenanceOn();
  await expect(window.fact('Memory')).toHaveText('–');
  await expect(window.fact('CPU')).toHaveText('–');
});

test('while maintenance is on no process exists and no request is answered', async ({ app }) => {
  const window = await app.open();
  const port = await window.createRunning('blog');

  await window.turnMaintenanceOn();
  expect(pocketbasesBelow(app.home)).toEqual([]);
  await expect.poll(() => ask(port)).toBe(503);
  await expect(window.status).toContainText('Maintenance');
  await expect(window.page.getByText('No requests are processed.').first()).toBeVisible();

  // What a start would find right now, and when it would find something else. It keeps nobody from ending maintenance.
  const { page } = window;
  await expect(window.startChecks).toContainText('Ready to start: every check passed.');
  await savePicture(page, 'start-checks');
  const data = join(app.home, 'instances', readdirSync(join(app.home, 'instances'))[0] ?? '', 'pb_data');
  renameSync(data, `${data}-away`);
  await window.dangerZone.getByRole('button', { name: 'See what it would find' }).click();
  await expect(page.getByRole('heading', { name: 'Checks before a start' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(window.startChecks).toContainText('A start would fail: 1 problem found. 3 points could not be checked.');
  await expect(window.startChecks).toContainText('Failed: The data folder is missing');
  await expect(window.startChecks).toContainText(`${data} is missing.`);
  expect(await seriousFindings(page)).toEqual([]);
  await savePicture(page, 'start-checks-failed');
  renameSync(`${data}-away`, data);
  await window.button('Check again').click();
  await expect(window.startChecks).toContainText('Ready to start');

  await window.maintenanceSwitch.click();
  await expect(window.status).toContainText('Running');
  await expect(window.maintenanceSwitch).toHaveAttribute('aria-checked', 'false');
  expect(await ask(port)).toBe(200);
  expect(pocketbasesBelow(app.home)).toHaveLength(1);
});

test('the question before maintenance can be declined, and then nothing happens', async ({ app }) => {
  const window = await app.open();
  const port = await window.createRunning('blog');

  await window.maintenanceSwitch.click();
  await window.page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(window.maintenanceSwitch).toHaveAttribute('aria-checked', 'false');
  await expect(window.status).toContainText('Running');
  expect(await ask(port)).toBe(200);
});

test('maintenance ends when its time is over, and asks no more once a person said so', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  await window.maintenanceSwitch.click();
  const question = page.getByRole('alertdialog');
  await question.getByRole('radio', { name: 'Other' }).check();
  await question.getByLabel('Minutes').fill('soon');
  await question.getByRole('button', { name: 'Turn on maintenance' }).click();
  await expect(question).toContainText('must be a whole number');
  await question.getByRole('radio', { name: '15 min' }).check();
  await question.getByLabel('Reason').fill('new disk');
  await question.getByRole('button', { name: 'Turn on maintenance' }).click();
  const bar = page.getByRole('region', { name: 'Maintenance', exact: true });
  await expect(bar).toContainText(/Ends (at|on) .*\(in 15 min\)\..*“new disk”/);
  await expect(window.instances).toContainText(/Maintenance until .*\d\d:\d\d/);
  await expect(window.dangerZone).toContainText('new disk');
  await bar.getByRole('button', { name: 'Extend…' }).click();
  await question.getByRole('radio', { name: '1 h' }).check();
  await question.getByRole('button', { name: 'Change the end' }).click();
  await expect(bar).toContainText('(in 1 h)');
  // As if the computer had slept for two hours.
  await app.electron.evaluate(({ powerMonitor }) => {
    const now = Date.now;
    const ahead = (): number => now() + 7_200_000;
    const RealDate = Date;
    globalThis.Date = new Proxy(RealDate, {
      construct: (target, args: readonly unknown[]) =>
        Reflect.construct(target, args.length === 0 ? [ahead()] : args) as Date,
      get: (target, name) => (name === 'now' ? ahead : (Reflect.get(target, name) as unknown)),
    });
    powerMonitor.emit('resume');
    globalThis.Date = RealDate;
  });
  await expect(window.status).toContainText('Running');
  await page.getByRole('tab', { name: 'Activity' }).click();
  await expect(page.getByText('Maintenance ended: its time was over.')).toBeVisible();
  await page.getByRole('tab', { name: 'Overview' }).click();

  await window.maintenanceSwitch.click();
  await question.getByRole('checkbox').click();
  await question.getByRole('button', { name: 'Turn on maintenance' }).click();
  await expect(window.maintenanceSwitch).toHaveAttribute('aria-checked', 'true');

  await window.maintenanceSwitch.click();
  await expect(window.status).toContainText('Running');
  await window.maintenanceSwitch.click();
  await expect(window.maintenanceSwitch).toHaveAttribute('aria-checked', 'true');
  expect(pocketbasesBelow(app.home)).toEqual([]);
});

test('the end of the page shows the switch, and it works from the keyboard', async ({ app }) => {
  const window = await app.open();
  const { page } = window;
  await window.createRunning('blog');
  for (const width of [1000, 760]) {
    await app.electron.evaluate(({ BrowserWindow }, wide) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(wide, 700);
    }, width);
    await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, 700]);
    for (const tab of ['Overview', 'Backups', 'Activity', 'Settings']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('heading', { level: 1 }).click();
      // What is read from the disk may make the page longer a moment later.
      await expect(async () => {
        await page.keyboard.press('End');
        await expect(window.dangerZone.getByRole('button', { name: 'Delete' })).toBeInViewport({
          ratio: 1,
          timeout: 2000,
        });
      }).toPass();
      await expectUncovered(window.maintenanceSwitch);
      await expectUncovered(window.dangerZone.getByText('Maintenance mode', { exact: true }).first());
    }
  }
  await page.getByRole('tab', { name: 'Overview' }).click();

  await window.maintenanceSwitch.focus();
  await window.page.keyboard.press('Space');
  await window.page.getByRole('alertdialog').getByRole('button', { name: 'Turn on maintenance' }).press('Enter');
  await expect(window.maintenanceSwitch).toHaveAttribute('aria-checked', 'true');
  await window.maintenanceSwitch.focus();
  await window.page.keyboard.press('Space');
  await expect(window.status).toContainText('Running');
});

test('an instance in maintenance is not started by Start', async ({ app }) => {
  const window = await app.open();
  await window.createRunning('blog');
  await window.turnMaintenanceOn();

  await expect(window.button('Start')).toHaveCount(0);
  const refused = await window.page.evaluate(async () => {
    const bridge = (globalThis as unknown as { basekeeper: { call: (n: string, i: unknown) => Promise<unknown> } })
      .basekeeper;
    const snapshot = (await bridge.call('get-snapshot', undefined)) as {
      value: { state: { instances: { id: string }[] } };
    };
    return bridge.call('start-instance', { instanceId: snapshot.value.state.instances[0]?.id });
  });
  expect(refused).toMatchObject({ ok: false, error: { code: 'in-maintenance', instanceName: 'blog' } });
  expect(pocketbasesBelow(app.home)).toEqual([]);
});

test('“Maintenance for all” says who goes into maintenance, puts those into it, and is not there when nothing runs', async ({
  app,
}) => {
  const window = await app.open();
  const { page } = window;
  const forAll = window.button('Maintenance for all…');
  await window.createRunning('blog');
  await window.button('Stop').click();
  await expect(window.status).toContainText('Stopped');
  await expect(forAll).toBeHidden();

  await window.createRunning('shop');
  const question = page.getByRole('alertdialog', { name: 'Maintenance for all?' });
  await forAll.focus();
  await page.keyboard.press('Enter');
  await expect(question).toBeVisible();
  // What opened the question goes while it is open: then the heading gets the focus.
  process.kill(pocketbasesBelow(app.home)[0] ?? 0, 'SIGKILL');
  await expect(window.status).toContainText('Maintenance');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1, name: 'shop' })).toBeFocused();
  await window.maintenanceSwitch.click();
  await expect(window.status).toContainText('Running');

  await forAll.focus();
  await page.keyboard.press('Enter');
  await expect(question).toContainText('“shop” goes into maintenance');
  await expect(question).toContainText('The others stay as they are.');
  await page.keyboard.press('Enter');
  await expect(window.status).toContainText('Maintenance');
  await expect(forAll).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'shop' })).toBeFocused();
  await window.select('blog');
  await expect(window.status).toContainText('Stopped');
  expect(pocketbasesBelow(app.home)).toEqual([]);
});

/** In sight, and nothing lies over it. */
const expectUncovered = (part: Locator): Promise<void> =>
  expect
    .poll(() =>
      part.evaluate((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const met = document.elementFromPoint(left + width / 2, top + height / 2);
        return met !== null && (element.contains(met) || met.contains(element));
      }),
    )
    .toBe(true);
