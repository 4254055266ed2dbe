/** Opening an instance to other devices: one question, one restart, and the window tells what the process does. */
import { expect, test } from './app';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';

/** 127.0.0.2 stands for an address in a network: only who listens on all addresses answers there. */
const statusElsewhere = (port: number): Promise<number> =>
  fetch(`http://127.0.0.2:${String(port)}/api/health`).then(
    ({ status }) => status,
    () => 0,
  );

test('B12: nobody else connects until the switch was answered for and the instance restarted, and none after it was taken back', async ({
  app,
}) => {
  const window = await app.open();
  const { page, dangerZone } = window;
  const port = await window.createRunning('blog');
  const name = 'Reachable from other devices';
  const reach = dangerZone.getByRole('switch', { name });
  const inUse = dangerZone.getByRole('status', { name: 'Reach in use' });
  const badge = page.locator('header').getByText(name, { exact: true });
  const mark = window.instances.getByRole('img', { name });
  await expect(reach).not.toBeChecked();
  await expect(reach).toHaveAccessibleDescription(/^Only for programs on this computer/);
  expect(await statusElsewhere(port)).toBe(0);

  const question = page.getByRole('alertdialog', { name: 'Let other devices reach blog?' });
  await reach.click();
  await expect(question).toHaveAccessibleDescription(
    /its admin UI included\. The traffic is not encrypted: anyone in the network can read passwords and data\./,
  );
  expect(await seriousFindings(page)).toEqual([]);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await savePicture(page, `reach-question-${colorScheme}`);
  }
  // Escape leaves everything as it is.
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(reach).not.toBeChecked();
  await expect(reach).toBeFocused();

  await page.keyboard.press('Space');
  await question.getByRole('radio', { name: 'Until I end it' }).check();
  await expect(question).toContainText('It stays on until you end it, also in other networks.');
  await question.getByRole('button', { name: 'Let other devices in' }).click();
  await expect(reach).toBeChecked();
  await expect(inUse).toContainText('Not yet: it takes effect with the next start.');
  await expect(badge).toBeHidden();
  await expect(mark).toBeHidden();
  expect(await statusElsewhere(port)).toBe(0);
  await savePicture(page, 'reach-not-yet');

  await inUse.getByRole('button', { name: 'Restart to use it' }).click();
  await expect(badge).toBeVisible();
  await expect(mark).toBeVisible();
  await expect(inUse).toBeEmpty();
  await expect(window.status).toContainText('Running');
  expect(await statusElsewhere(port)).toBe(200);
  expect(await seriousFindings(page)).toEqual([]);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await savePicture(page, `reach-on-${colorScheme}`);
  }

  // Closed without a question; what is shown is still what is.
  await reach.click();
  await expect(reach).not.toBeChecked();
  await expect(inUse).toContainText('Until the next start other devices can still connect.');
  await expect(badge).toBeVisible();
  expect(await statusElsewhere(port)).toBe(200);
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(760, 700);
  });
  await expect.poll(() => page.evaluate(() => globalThis.innerWidth)).toBe(760);
  await savePicture(page, 'reach-narrow-top');
  await inUse.scrollIntoViewIfNeeded();
  await savePicture(page, 'reach-narrow');
  await inUse.getByRole('button', { name: 'Restart to use it' }).click();
  await expect(badge).toBeHidden();
  await expect(window.status).toContainText('Running');
  await expect.poll(() => statusElsewhere(port)).toBe(0);

  await test.step('for a while: its address to scan, and closed by itself in another network', async () => {
    const joinNetwork = (address: string) =>
      app.electron.evaluate((_, joined) => {
        const os = process.getBuiltinModule('os');
        const entry = {
          address: joined,
          netmask: '255.255.255.0',
          family: 'IPv4',
          mac: '',
          internal: false,
          cidr: null,
        };
        os.networkInterfaces = () => ({ wlan0: [entry] }) as never;
      }, address);
    await joinNetwork('192.168.1.20');
    await reach.click();
    await expect(question.getByRole('radio', { name: '15 min' })).toBeChecked();
    await expect(question).toContainText('It ends automatically');
    await savePicture(page, 'reach-question-narrow');
    await question.getByRole('button', { name: 'Let other devices in' }).click();
    await expect(badge).toBeVisible();
    await expect.poll(() => statusElsewhere(port)).toBe(200);
    await expect(dangerZone).toContainText(/Until \d\d:\d\d, or until sleep, another network or quitting/);

    await dangerZone.getByRole('button', { name: 'Show address' }).click();
    const shown = page.getByRole('dialog', { name: 'blog in your network' });
    const address = `http://192.168.1.20:${String(port)}`;
    await expect(shown.getByRole('img', { name: `QR code of ${address}` })).toBeVisible();
    await expect(shown.getByText(address, { exact: true })).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await savePicture(page, `reach-address-${colorScheme}`);
    }
    await page.emulateMedia({ forcedColors: 'active' });
    await savePicture(page, 'reach-address-forced-colours');
    await page.emulateMedia({ forcedColors: 'none' });
    await page.keyboard.press('Escape');
    await expect(dangerZone.getByRole('button', { name: 'Show address' })).toBeFocused();
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1120, 760));
    await reach.scrollIntoViewIfNeeded();
    await savePicture(page, 'reach-for-a-while');

    await joinNetwork('10.0.0.7');
    await expect(badge).toBeHidden();
    await expect(reach).not.toBeChecked();
    await expect.poll(() => statusElsewhere(port)).toBe(0);
    await expect(page.getByText('blog is no longer shared', { exact: true })).toBeVisible();
    await savePicture(page, 'reach-ended');
  });
});
