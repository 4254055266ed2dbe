/** Plays the main job from end to end in the real window, says what was observed, and fails if anything was not so. */
import { _electron, expect, type ElectronApplication } from '@playwright/test';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoOptions } from '../build/commands/start';
import { inProject } from '../build/project';
import { appPaths } from '../electron/storage/paths';
import { NotificationDaemon } from './desktop/notification-daemon';
import { TrayHost } from './desktop/tray-host';
import { ask, pocketbasesBelow } from './processes';
import { BasekeeperWindow } from './window';

const folder = inProject('out', 'demo');
const home = join(folder, 'home');

/** Returns the exit code: 0 only if every observation held. */
export async function runDemo({ electron, env, appArguments }: DemoOptions): Promise<number> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const { versions } = requireValue(appPaths(process.env));
  if (existsSync(versions)) cpSync(versions, join(home, 'versions'), { recursive: true });

  const desktop = await startDesktop(env);
  const app = await _electron.launch({
    executablePath: electron.executable,
    args: appArguments,
    env: { ...definedOnly(env), BASEKEEPER_HOME: home },
    chromiumSandbox: !appArguments.includes('--no-sandbox'),
  });
  try {
    await play(new Demo(app, desktop));
    console.log('\nEverything was observed as it should be. Pictures are in out/demo/.');
    return 0;
  } catch (error) {
    console.log(`  ✗ ${error instanceof Error ? error.message : String(error)}`);
    console.log('\nThe demo failed at the step above.');
    return 1;
  } finally {
    const closed = app.waitForEvent('close');
    await app.evaluate(({ app: electronApp }) => electronApp.quit()).catch(() => undefined);
    await closed.catch(() => undefined);
    desktop?.notifications.stop();
    desktop?.tray.stop();
  }
}

interface Desktop {
  readonly notifications: NotificationDaemon;
  readonly tray: TrayHost;
}

/** On a display of our own there is nobody else to show popups and the tray. On a real desktop its own programs do. */
async function startDesktop(env: NodeJS.ProcessEnv): Promise<Desktop | null> {
  if ((process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '' || process.platform !== 'linux')
    return null;
  process.env['DBUS_SESSION_BUS_ADDRESS'] = env['DBUS_SESSION_BUS_ADDRESS'];
  const desktop = { notifications: new NotificationDaemon(), tray: new TrayHost() };
  await desktop.tray.start();
  await desktop.notifications.start();
  return desktop;
}

async function play(demo: Demo): Promise<void> {
  const window = await demo.openedWindow();
  const { page } = window;

  demo.step('Create an instance named “demo”');
  const port = await window.createInstance('demo');
  await expect(window.status).toContainText('Running');
  const [pid] = pocketbasesBelow(home);
  if (pid === undefined) throw new Error('the window says Running, but there is no pocketbase process');
  demo.observed(`the window says Running; pocketbase is process ${String(pid)}`);
  await demo.picture(page, '1-running');

  demo.step('Send a request');
  await demo.expectAnswer(port, 200);

  demo.step('Turn Maintenance mode on');
  await window.turnMaintenanceOn();
  demo.expectNoProcess();
  await demo.picture(page, '2-maintenance');

  demo.step('Send a request');
  await demo.expectAnswer(port, 503);

  demo.step('Turn Maintenance mode off');
  await window.maintenanceSwitch.click();
  await expect(window.status).toContainText('Running');
  await demo.expectAnswer(port, 200);

  demo.step('Hide the window and kill the process with SIGKILL, as the system does when memory runs out');
  await demo.hideWindow();
  const [victim] = pocketbasesBelow(home);
  if (victim === undefined) throw new Error('there is no process to kill');
  process.kill(victim, 'SIGKILL');
  await demo.expectNotification();
  await expect(window.status).toContainText('Maintenance');
  await expect(window.maintenanceSwitch).toHaveAttribute('aria-checked', 'true');
  demo.observed(`the window says: ${(await window.status.innerText()).replaceAll('\n', ' ')}`);
  demo.expectNoProcess();
  await demo.expectAnswer(port, 503);
  await expect(window.incidents).toContainText('PocketBase was killed (SIGKILL)');
  demo.observed('its incident says: PocketBase was killed (SIGKILL)');
  await demo.picture(page, '3-killed');

  demo.step('Turn Maintenance mode off again');
  await window.maintenanceSwitch.click();
  await expect(window.status).toContainText('Running');
  await demo.expectAnswer(port, 200);
  await demo.picture(page, '4-running-again');
}

class Demo {
  readonly #app: ElectronApplication;
  readonly #desktop: Desktop | null;
  #steps = 0;

  constructor(app: ElectronApplication, desktop: Desktop | null) {
    this.#app = app;
    this.#desktop = desktop;
  }

  async openedWindow(): Promise<BasekeeperWindow> {
    const window = new BasekeeperWindow(await this.#app.firstWindow());
    await window.instances.waitFor();
    return window;
  }

  step(text: string): void {
    this.#steps += 1;
    console.log(`\n${String(this.#steps)}. ${text}`);
  }

  observed(text: string): void {
    console.log(`  ✓ ${text}`);
  }

  async picture(page: BasekeeperWindow['page'], name: string): Promise<void> {
    await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  }

  async expectAnswer(port: number, status: number): Promise<void> {
    await expect.poll(() => ask(port)).toBe(status);
    this.observed(`port ${String(port)} answers ${String(status)}`);
  }

  expectNoProcess(): void {
    const alive = pocketbasesBelow(home);
    if (alive.length > 0) throw new Error(`pocketbase process ${alive.join(', ')} still exists`);
    this.observed('no pocketbase process of it exists');
  }

  async hideWindow(): Promise<void> {
    await this.#app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  }

  async expectNotification(): Promise<void> {
    if (this.#desktop === null) {
      this.observed('the popup is on your desktop; only a display of our own lets us read it back');
      await this.#app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
      return;
    }
    const { notifications, tray } = this.#desktop;
    await expect.poll(() => notifications.shown.length).toBe(1);
    const [shown] = notifications.shown;
    this.observed(`popup: “${shown?.title ?? ''}”: ${shown?.body ?? ''}`);
    await expect.poll(() => tray.tooltip()).toContain('1 in maintenance');
    this.observed(`tray: ${await tray.tooltip()}`);
    // The first click may come before the app listens for it.
    await expect(async () => {
      notifications.click(shown?.id ?? 0);
      const visible = await this.#app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
      expect(visible).toBe(true);
    }).toPass();
    this.observed('a click on the popup brings the window back');
  }
}

function requireValue<Value>(result: { readonly ok: true; readonly value: Value } | { readonly ok: false }): Value {
  if (!result.ok) throw new Error('BASEKEEPER_HOME is not an absolute path.');
  return result.value;
}

const definedOnly = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
