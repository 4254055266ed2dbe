import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type App } from './app';
import type { BasekeeperWindow } from './window';

const HOOK = `routerAdd('GET', '/flood', (e) => {
  for (let i = 1; i <= 20000; i++) console.log('line ' + i);
  return e.json(200, {});
})
routerAdd('GET', '/colours', (e) => {
  console.log('\\u001b[31mred\\u001b[0m \\u001b[2J\\u001b]0;title\\u0007and <b>plain</b>');
  return e.json(200, {});
})`;

/** What is asked of the hook is answered when all of it has been written. */
async function withHook(app: App, window: BasekeeperWindow): Promise<(path: string) => Promise<number>> {
  const port = await window.createRunning('blog');
  const [id = ''] = readdirSync(join(app.home, 'instances'));
  writeFileSync(join(app.home, 'instances', id, 'pb_hooks', 'flood.pb.js'), HOOK);
  const get = (path: string): Promise<number> =>
    fetch(`http://127.0.0.1:${String(port)}${path}`).then(
      ({ status }) => status,
      () => 0,
    );
  await expect.poll(() => get('/colours')).toBe(200);
  return get;
}

test('all that is kept can be walked, searched step by step, filtered and cleared, also by keyboard', async ({
  app,
}) => {
  const window = await app.open();
  const { page, output } = window;
  const get = await withHook(app, window);
  await expect(output).toContainText('and <b>plain</b>');
  expect(await get('/flood')).toBe(200);
  await page.keyboard.press('Control+f');
  const find = page.getByRole('searchbox', { name: 'Find in output' });
  await expect(find).toBeFocused();
  await expect(page.getByText(/^20,\d{3} lines · /)).toBeVisible();
  await expect(output.getByText(/line 20000$/)).toBeInViewport();

  const current = output.locator('[data-current]');
  await find.fill('Server started');
  await expect(page.getByText(/^2 of 2: /)).toBeVisible();
  await expect(current).toContainText('Server started at');
  await find.fill('line 777');
  await expect(page.getByText(/^11 of 11: /)).toBeVisible();
  await expect(current).toHaveText(/line 7779$/);
  await expect(current).toBeInViewport();
  await find.press('Enter');
  await expect(current).toHaveText(/line 777$/);
  await expect(current).toBeInViewport();
  await find.press('Shift+Enter');
  await expect(current).toHaveText(/line 7779$/);
  await window.button('Show matching lines only').click();
  await expect(page.getByText(/^11 of 20,\d{3} lines/)).toBeVisible();
  await expect(output.getByText(/line 7778$/)).toBeVisible();
  await expect(output.getByText(/line 7676$/)).toHaveCount(0);
  await window.button('Show matching lines only').click();
  await find.fill('no such thing');
  await expect(page.getByText(/^None of the 20,\d{3} kept lines contains “no such thing”\.$/)).toBeVisible();
  expect(await get('/flood')).toBe(200);
  await expect(page.getByText(/^None of the 40,\d{3} kept lines contains/)).toBeVisible();
  await find.press('Escape');

  // Colours stay, markup and other sequences do not; every line says when it was written.
  await find.fill('plain</b>');
  await expect(current.locator('[data-colour=red]')).toHaveText('red');
  await expect(current).toHaveText(/^\d\d:\d\d:\d\d.*red and <b>plain<\/b>$/);
  await find.press('Escape');

  // From one end to the other by the keyboard, and only what is in sight is in the page.
  await output.focus();
  await page.keyboard.press('Home');
  await expect(output.getByText(/^Run 1 · /)).toBeInViewport();
  await expect(page.getByRole('button', { name: /^(?:Follow|[\d,]+ new lines)$/ })).toBeVisible();
  expect(await output.locator('[data-row]').count()).toBeLessThan(400);

  // What is read stays, whatever is written meanwhile.
  const settled = output.evaluate(
    (log) => new Promise<void>((done) => log.addEventListener('scrollend', () => done(), { once: true })),
  );
  await page.keyboard.press('PageDown');
  await settled;
  const pill = page.getByRole('button', { name: /^[\d,]+ new lines$/ });
  await expect(pill).toBeVisible();
  const earlier = Number((await pill.innerText()).replace(/\D/g, ''));
  const first = output.locator('[data-row="30"]');
  const before = await first.boundingBox();
  expect(await get('/flood')).toBe(200);
  await expect(pill).toHaveText(`${(earlier + 20_000).toLocaleString('en')} new lines`);
  expect(await first.boundingBox()).toEqual(before);
  await pill.click();
  await expect(output.getByText(/line 20000$/)).toBeInViewport();

  await page.getByRole('combobox', { name: 'Level' }).selectOption('Errors');
  await expect(output).toContainText('No line matches these filters.');
  const logs = join(app.home, 'logs', 'instances');
  const [id = ''] = readdirSync(logs);
  appendFileSync(join(logs, id, 'run-000001.log'), 'ERROR GET /api/nothing\n└─ File not found.\n');
  await expect(output.locator('[data-level=error]')).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Level' }).selectOption('All levels');

  await window.button('Clear view (nothing is deleted)').click();
  await expect(output).toContainText('Cleared. New lines appear here.');
  expect(await get('/colours')).toBe(200);
  await expect(page.getByText(/^1 of 60,\d{3} lines/)).toBeVisible();
  await window.button('Show cleared lines').click();
  await expect(page.getByText(/^60,\d{3} lines · /)).toBeVisible();
});
