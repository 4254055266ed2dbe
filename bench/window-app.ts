/** The app with its window, and what a person could notice of it, timed in this process. */
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { sandboxArguments } from '../build/sandbox';
import { inProject } from '../build/project';
import type { Bridge } from '../shared/ipc';
import type { Instance } from '../shared/instance';
import { treeOf } from './proc';

declare global {
  interface Window {
    readonly basekeeper: Bridge;
    deathSeen: Promise<void> | undefined;
  }
}

const RUNNING_LIMIT_MS = 60_000;

export class WindowApp {
  readonly #electron: ElectronApplication;
  readonly #page: Page;

  private constructor(electron: ElectronApplication, page: Page) {
    this.#electron = electron;
    this.#page = page;
  }

  /** Resolves when the window can be used: its list is drawn, and the button that creates an instance is enabled. */
  static async open(executable: string, env: NodeJS.ProcessEnv, home: string): Promise<WindowApp> {
    const defined = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const electron = await _electron.launch({
      executablePath: executable,
      args: [...sandboxArguments(), inProject()],
      cwd: inProject(),
      env: { ...Object.fromEntries(defined), BASEKEEPER_HOME: home },
      chromiumSandbox: sandboxArguments().length === 0,
    });
    const page = await electron.firstWindow();
    await page.getByRole('navigation', { name: 'Instances' }).waitFor();
    await page.getByRole('button', { name: 'New instance', exact: true }).click({ trial: true });
    return new WindowApp(electron, page);
  }

  async instances(): Promise<readonly Instance[]> {
    return this.#page.evaluate(async () => {
      const snapshot = await window.basekeeper.call('get-snapshot', undefined);
      if (!snapshot.ok) throw new Error(snapshot.error.code);
      return snapshot.value.state.instances;
    });
  }

  async untilRunning(count: number): Promise<readonly Instance[]> {
    const until = performance.now() + RUNNING_LIMIT_MS;
    for (;;) {
      const instances = await this.instances();
      if (instances.filter(({ state }) => state.kind === 'running').length === count) return instances;
      if (performance.now() > until) throw new Error(`Not ${String(count)} are running, but: ${inShort(instances)}`);
      await this.#page.waitForTimeout(20);
    }
  }

  /** Waits for the message that has the instance in maintenance; listens once this promise is resolved. */
  async listenForDeath(id: string): Promise<void> {
    await this.#page.evaluate((instanceId) => {
      window.deathSeen = new Promise((resolve) => {
        const stop = window.basekeeper.onPush((push) => {
          if (push.type !== 'changed' || !('instance' in push.change)) return;
          const { id: changed, intent } = push.change.instance;
          if (changed !== instanceId || intent.maintenance === null) return;
          stop();
          resolve();
        });
      });
    }, id);
  }

  untilDeathSeen(): Promise<void> {
    return this.#page.evaluate(() => window.deathSeen);
  }

  async leaveMaintenance(instanceId: string): Promise<void> {
    await this.#page.evaluate((id) => window.basekeeper.call('leave-maintenance', { instanceId: id }), instanceId);
  }

  pids(): readonly number[] {
    return treeOf(this.#electron.process().pid ?? 0);
  }

  /** As the menu does it; resolves when the process is gone. */
  async quit(): Promise<void> {
    const { exitCode } = this.#electron.process();
    if (exitCode !== null) return;
    const gone = new Promise((resolve) => this.#electron.process().once('exit', resolve));
    await this.#electron.evaluate(({ app }) => app.quit()).catch(() => undefined);
    await gone;
  }
}

const inShort = (instances: readonly Instance[]): string =>
  instances
    .filter(({ state }) => state.kind !== 'running')
    .map(({ name, state, incidents: [latest] }) => `${name} ${state.kind} ${JSON.stringify(latest ?? null)}`)
    .join('; ');
