import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './app';
import { seriousFindings } from './findings';
import { savePicture } from './pictures';
import { pocketbasesBelow } from './processes';

const COUNT = 200;
const IN_MAINTENANCE = 31;
const ODD_NAMES = [
  'مدونة الشركة الرئيسية',
  '🚀 launch 🧑‍🚀 pad',
  'x'.repeat(60),
  'A name of several long words that does not fit',
];

const idOf = (index: number): string => `list${String(index).padStart(11, '0')}`;

/** As a list of an earlier session: nothing runs, and some are in maintenance. The last two have one port. */
function seed(home: string): void {
  const since = '2026-01-01T00:00:00.000Z';
  const maintenance = { reason: 'requested', since, setBy: 'window', incidentId: null };
  const instances = Array.from({ length: COUNT }, (_, index) => {
    const folder = join(home, 'instances', idOf(index));
    mkdirSync(join(folder, 'pb_data'), { recursive: true });
    return {
      id: idOf(index),
      name: ODD_NAMES[index] ?? `app ${String(index)}`,
      port: index === COUNT - 1 ? 20_000 + COUNT - 2 : 20_000 + index,
      folder,
      version: '0.40.6',
      createdAt: since,
      askBeforeMaintenance: true,
      muted: false,
      tags: index % 3 === 0 ? [{ name: 'client', colour: 'orange' }] : [],
      intent: { run: false, maintenance: index < IN_MAINTENANCE ? maintenance : null },
    };
  });
  mkdirSync(join(home, 'settings'), { recursive: true });
  writeFileSync(join(home, 'settings', 'instances.json'), JSON.stringify({ schemaVersion: 1, instances }));
}

test('two hundred instances are grouped, found, chosen, ordered and commanded together, also by keyboard alone', async ({
  app,
}) => {
  seed(app.home);
  const window = await app.open();
  const { page, instances } = window;
  const popup = page.getByRole('dialog').filter({ hasText: 'instance' });
  const selection = page.getByRole('status', { name: 'Selection' });
  const row = (name: string) => instances.locator('[data-row]').filter({ has: page.getByText(name, { exact: true }) });
  const order = (): readonly string[] => {
    const text = readFileSync(join(app.home, 'settings', 'instances.json'), 'utf8');
    return (JSON.parse(text) as { readonly instances: { readonly id: string }[] }).instances.map(({ id }) => id);
  };

  await test.step('groups, and no more rows than are in sight', async () => {
    await expect(instances).toContainText('Maintenance · 31');
    expect(await instances.locator('[data-row]').count()).toBeLessThan(60);
    await row('app 4').focus();
    await page.keyboard.press('End');
    await expect(row('app 199')).toBeFocused();
    await expect(row('app 199')).toBeInViewport();
    await page.keyboard.press('Home');
    await expect(instances.locator('[data-row]').first()).toBeFocused();
  });

  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900));
    await instances.evaluate((list) => {
      list.scrollTop = 0;
    });
    await instances.locator('[data-row]').nth(1).click();
    await instances
      .locator('[data-row]')
      .nth(3)
      .click({ modifiers: ['Control'] });
    await savePicture(page, `list-200-1440-${scheme}`);
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(760, 700));
    await window.button('Show instances').click();
    await expect(instances).toBeVisible();
    await savePicture(page, `list-200-760-${scheme}`);
    await page.keyboard.press('Escape');
    await expect(instances).toBeHidden();
  }
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1200, 900));

  await test.step('31 out of maintenance with one click, and back with another', async () => {
    await window.button('End maintenance for all').click();
    await expect(popup).toContainText('31 instances out of maintenance');
    await expect(instances).toContainText('Stopped · 200');
    await popup.getByRole('button', { name: 'Undo' }).click();
    await expect(instances).toContainText('Maintenance · 31');
  });

  await test.step('a count filters, all of it is selected, the bar acts on that only', async () => {
    await page.getByRole('button', { name: '31 in maintenance' }).click();
    await expect(instances).not.toContainText('Stopped · ');
    await instances.locator('[data-row]').first().focus();
    await page.keyboard.press('Control+a');
    await expect(selection).toHaveText('31 selected');
    expect.soft(await seriousFindings(page)).toEqual([]);
    await page.getByRole('toolbar').getByRole('button', { name: 'End maintenance' }).click();
    await expect(instances).toContainText('No instance matches.');
    await expect(page.getByRole('toolbar')).toBeHidden();
    await window.button('Show all').click();
    await expect(instances).toContainText('Stopped · 200');
  });

  await test.step('keyboard: select, extend, type ahead, move', async () => {
    await row('app 4').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(selection).toHaveText('3 selected');
    await expect(row('app 6')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(selection).toBeHidden();
    // A single key of the window is still one while a row has the focus.
    await row('app 6').press('Shift+?');
    await expect(page.getByRole('table', { name: 'Keyboard shortcuts' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(row('app 6')).toBeFocused();
    await page.keyboard.type('app 77');
    await expect(row('app 77')).toBeFocused();
    await expect(page.getByRole('heading', { level: 1, name: 'app 77' })).toBeVisible();
    await page.keyboard.press('Control+Shift+ArrowUp');
    await expect.poll(() => order().slice(76, 78)).toEqual([idOf(77), idOf(76)]);
    await expect(row('app 77')).toBeFocused();
  });

  await test.step('the menu of a row, by keyboard', async () => {
    await page.keyboard.press('Shift+F10');
    const menu = page.getByRole('menu');
    await expect(menu.getByRole('menuitem', { name: 'Turn on maintenance' })).toBeVisible();
    expect.soft(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(row('app 77')).toBeFocused();
    await row('app 77').click({ button: 'right' });
    await menu.getByRole('menuitem', { name: 'Turn on maintenance' }).click();
    await expect(page.getByRole('button', { name: '1 in maintenance' })).toBeVisible();
  });

  await test.step('dragged to another place of its group', async () => {
    await instances.evaluate((list) => {
      list.scrollTop = 0;
    });
    await row('app 6').dragTo(row('app 4'), { targetPosition: { x: 60, y: 3 } });
    await expect.poll(() => order().slice(4, 7)).toEqual([idOf(6), idOf(4), idOf(5)]);
  });

  await test.step('tags are given, and find', async () => {
    await window.select('app 5');
    await window.openSettings();
    await page.getByLabel('Tags', { exact: true }).first().fill('payroll');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Remove the tag payroll' })).toBeVisible();
    expect.soft(await seriousFindings(page)).toEqual([]);
    await page.getByRole('searchbox', { name: 'Find an instance' }).fill('payroll stop');
    await expect(instances.locator('[data-row]')).toHaveCount(1);
    await page.keyboard.press('Escape');
  });

  await test.step('two with one port: what fails is named', async () => {
    await page.getByRole('searchbox', { name: 'Find an instance' }).fill('20198');
    await expect(instances.locator('[data-row]')).toHaveCount(2);
    await row('app 198').click();
    await row('app 199').click({ modifiers: ['Control'] });
    await expect(selection).toHaveText('2 selected');
    await window.button('Start those selected').click();
    await expect(popup).toContainText('1 of 2 instances starting');
    await expect(popup).toContainText('“app 199”');
    // Its folder holds no data: it begins, and then somebody has to look at it.
    await expect(instances).toContainText('Needs you · 1');
    await row('app 198').hover();
    await expect(window.button('End maintenance of app 198')).toBeVisible();
    expect(pocketbasesBelow(app.home)).toEqual([]);
    await page.getByRole('searchbox', { name: 'Find an instance' }).fill('');
  });
});
