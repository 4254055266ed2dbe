import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { constants, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { NotificationDaemon } from './desktop/notification-daemon';
import { TrayHost } from './desktop/tray-host';
import { BasekeeperWindow } from './window';

const checkout = resolve(import.meta.dirname, '..');
const VERSIONS = process.env['BASEKEEPER_TEST_VERSIONS'] ?? join(checkout, '.cache/pocketbase-versions');

/** The app in a home of its own. It can be closed and opened again on the same files. */
export class App {
  readonly home: string;
  /** Added to the environment at the next launch. */
  readonly variables: Record<string, string> = {};
  /** Switches of Chromium at the next launch. */
  readonly switches: string[] = [];
  #electron: ElectronApplication | undefined;

  constructor(home: string) {
    this.home = home;
  }

  get electron(): ElectronApplication {
    if (this.#electron === undefined) throw new Error('The app is not open');
    return this.#electron;
  }

  get pid(): number {
    const { pid } = this.electron.process();
    if (pid === undefined) throw new Error('The app has no process');
    return pid;
  }

  async open(): Promise<BasekeeperWindow> {
    const executablePath = process.env['BASEKEEPER_ELECTRON'];
    this.#electron = await _electron.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [checkout, ...this.arguments()],
      cwd: checkout,
      env: this.environment(),
      chromiumSandbox: process.getuid?.() !== 0,
    });
    const page: Page = await this.#electron.firstWindow();
    await page.getByRole('navigation', { name: 'Instances' }).waitFor();
    return new BasekeeperWindow(page);
  }

  arguments(): string[] {
    return [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...this.switches];
  }

  environment(): Record<string, string> {
    const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { ...Object.fromEntries(own), BASEKEEPER_HOME: this.home, BASEKEEPER_KEEP_PATH: '1', ...this.variables };
  }

  /** Quits the way a person does and waits until the process is gone. */
  async quit(): Promise<void> {
    const closed = this.electron.waitForEvent('close');
    await this.electron.evaluate(({ app }) => {
      app.quit();
    });
    await closed;
    this.#electron = undefined;
  }

  /** Resolves once the app has ended by itself. */
  async untilEnded(): Promise<void> {
    const process = this.electron.process();
    if (process.exitCode === null && process.signalCode === null) {
      await new Promise((resolveEnd) => process.once('exit', resolveEnd));
    }
    this.#electron = undefined;
  }

  async close(): Promise<void> {
    const { exitCode, signalCode } = this.#electron?.process() ?? { exitCode: 0, signalCode: null };
    if (exitCode === null && signalCode === null) await this.quit();
  }
}

interface Fixtures {
  /** False: the desktop has no place for tray icons. */
  readonly withTray: boolean;
  /** PocketBase versions that the user has installed before. */
  readonly installed: readonly string[];
  readonly tray: TrayHost;
  readonly notifications: NotificationDaemon;
  readonly app: App;
}

export const test = base.extend<Fixtures>({
  withTray: [true, { option: true }],
  installed: [['0.40.6'], { option: true }],
  tray: async ({ withTray }, use) => {
    const tray = new TrayHost();
    if (withTray) await tray.start();
    await use(tray);
    tray.stop();
  },
  notifications: async ({}, use) => {
    const notifications = new NotificationDaemon();
    await notifications.start();
    await use(notifications);
    notifications.stop();
  },
  // The tray and the daemon come first: the app looks for them only once.
  app: async ({ tray: _tray, notifications: _notifications, installed }, use) => {
    const home = mkdtempSync(join(homeForTests(), 'basekeeper-e2e-'));
    for (const version of installed) installVersion(home, version);
    const app = new App(home);
    await use(app);
    await app.close();
    rmSync(home, { recursive: true, force: true });
  },
});

export { expect } from '@playwright/test';

/** Not the system's temporary folder where it can be helped: PocketBase behaves differently when it runs from there. */
function homeForTests(): string {
  const folder = join(process.env['HOME'] ?? tmpdir(), '.basekeeper-tests');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A real executable outside of any version store of the app. */
export const executableOf = (version: string): string => join(VERSIONS, version, 'pocketbase');

/** As if the user had installed it before. */
export function installVersion(home: string, version: string): void {
  const from = join(VERSIONS, version);
  if (!existsSync(from)) throw new Error(`PocketBase ${version} is not in ${VERSIONS}. Run \`npm test\` once.`);
  cpSync(from, join(home, 'versions', version), { recursive: true, mode: constants.COPYFILE_FICLONE });
}
