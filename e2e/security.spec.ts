import { expect, test } from './app';
import { processes } from './processes';

test('the page is isolated: no Node, no other page, no window, no permission, no foreign command', async ({ app }) => {
  const { page } = await app.open();

  expect(
    await page.evaluate(() => [
      typeof (globalThis as Record<string, unknown>)['require'],
      typeof (globalThis as Record<string, unknown>)['process'],
    ]),
  ).toEqual(['undefined', 'undefined']);
  expect(await page.evaluate(() => Object.keys((globalThis as unknown as { basekeeper: object }).basekeeper))).toEqual([
    'call',
    'onPush',
    // Tells the path of a file that a person dropped onto the window, and of nothing else.
    'pathOfFile',
  ]);

  const preferences = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag } = (
        contents as unknown as { getLastWebPreferences: () => Record<string, unknown> }
      ).getLastWebPreferences();
      return { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag };
    }),
  );
  for (const one of preferences) {
    expect(one).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false });
    expect(one.webSecurity).not.toBe(false);
    expect(one.webviewTag).not.toBe(true);
  }

  const blocked = await page.evaluate(async () => {
    const opened = window.open('https://example.com/');
    location.href = 'https://example.com/';
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.body.append(script);
    // Out of the debugger's call, which is exempt from the policy.
    await new Promise((resolve) => setTimeout(resolve, 0));
    let evaluated = true;
    try {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- must be refused
      new Function('return 1')();
    } catch {
      evaluated = false;
    }
    const fetched = await fetch('http://127.0.0.1:1/').then(
      () => true,
      () => false,
    );
    const permission = await navigator.permissions.query({ name: 'geolocation' });
    return {
      opened: opened === null,
      injected: 'injected' in globalThis,
      evaluated,
      fetched,
      permission: permission.state,
    };
  });
  expect(blocked).toEqual({ opened: true, injected: false, evaluated: false, fetched: false, permission: 'denied' });
  expect(page.url()).toBe('app://basekeeper/index.html');
});

test('B35, B36: commands with bad input are refused by name, value and rule, and nothing is written', async ({
  app,
}) => {
  const { page } = await app.open();
  const call = (name: string, input: unknown): Promise<unknown> =>
    page.evaluate(
      ([command, value]) =>
        (
          globalThis as unknown as { basekeeper: { call: (n: unknown, i: unknown) => Promise<unknown> } }
        ).basekeeper.call(command, value),
      [name, input] as const,
    );

  expect(await call('__proto__', {})).toEqual({ ok: false, error: { code: 'unknown-command', command: '__proto__' } });
  expect(await call('start-instance', { instanceId: '../../etc' })).toEqual({
    ok: false,
    error: {
      code: 'invalid-input',
      problems: [{ field: 'instanceId', value: '“../../etc”', rule: 'must be the id of an instance' }],
    },
  });
  expect(await call('start-instance', { instanceId: 'a'.repeat(15) })).toEqual({
    ok: false,
    error: { code: 'unknown-instance', instanceId: 'a'.repeat(15) },
  });
  const superuser = { email: 'not an address', password: 'short' };
  const refused = (await call('create-instance', {
    name: '\u202eevil',
    port: '8090abc',
    folder: 'x?y',
    version: '../1',
    superuser,
  })) as {
    error: { problems: { field: string; value: string; rule: string }[] };
  };
  expect(refused.error.problems.map(({ field }) => field).sort()).toEqual(
    ['folder', 'name', 'port', 'superuser.email', 'superuser.password', 'version'].sort(),
  );
  expect(JSON.stringify(refused)).not.toContain('short');
  const snapshot = (await call('get-snapshot', undefined)) as { value: { state: { instances: unknown[] } } };
  expect(snapshot.value.state.instances).toEqual([]);
});

test('B10: a port the system keeps for its administrator is refused by its number', async ({ app }) => {
  const window = await app.open();
  await window.button('New instance').click();
  const dialog = window.page.getByRole('dialog', { name: 'New instance' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('low');
  await dialog.getByRole('textbox', { name: 'Port' }).fill('80');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(dialog.getByRole('textbox', { name: 'Port' })).toHaveAccessibleDescription(
    'The system does not let your user open it. Choose a port from 1024 upwards.',
  );
  await expect(dialog.getByRole('textbox', { name: 'Port' })).toHaveValue('80');
});

test('B40: what is dropped on the window is ignored', async ({ app }) => {
  const { page } = await app.open();
  const taken = await page.evaluate(() => {
    const carried = new DataTransfer();
    carried.items.add(new File(['<script>globalThis.dropped = true</script>'], 'page.html', { type: 'text/html' }));
    carried.setData('text/uri-list', 'https://example.com/');
    const dropped = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: carried });
    document.body.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer: carried }));
    document.body.dispatchEvent(dropped);
    return 'dropped' in globalThis;
  });
  expect(taken).toBe(false);
  expect(page.url()).toBe('app://basekeeper/index.html');
  await expect(page.getByRole('navigation', { name: 'Instances' })).toBeVisible();
});

test('a password never stands on a command line, and no token reaches the output', async ({ app }) => {
  const window = await app.open();
  await window.button('New instance').click();
  const dialog = window.page.getByRole('dialog', { name: 'New instance' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('secret');
  const more = dialog.getByRole('button', { name: /more options/i });
  if (await more.isVisible()) await more.click();
  await dialog.getByLabel('Superuser password').fill('correct-horse-battery');

  const seen: string[] = [];
  const watching = setInterval(() => seen.push(...[...processes().values()].map((command) => command.join(' '))), 5);
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(window.status).toContainText('Running');
  clearInterval(watching);
  expect(seen.some((command) => command.includes('migrate up'))).toBe(true);
  expect(seen.filter((command) => command.includes('correct-horse-battery'))).toEqual([]);

  await expect(window.output).toContainText('Dashboard');
  const output = await window.output.innerText();
  expect(output).not.toMatch(/eyJ|pbinstal/);
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(output)?.[1]);
  const login = await fetch(`http://127.0.0.1:${String(port)}/api/collections/_superusers/auth-with-password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identity: 'admin@example.com', password: 'correct-horse-battery' }),
  });
  expect(login.status).toBe(200);
});
