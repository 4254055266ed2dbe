import { join } from 'node:path';
import { isMaintenanceSaved } from '../saved-instances';
import { AppProcess } from '../../electron/testing/app-process';
import type { Contender, Program } from './contender';
import { untilFile } from './file-watch';

/** The app without its window, in a process of its own: commands go in and changes come out as they do for the window. */
export class Basekeeper implements Contender {
  readonly name = 'basekeeper';
  readonly app: AppProcess;

  private constructor(app: AppProcess) {
    this.app = app;
  }

  static async open(home: string): Promise<Basekeeper> {
    const opened = new Basekeeper(await AppProcess.open(home));
    await Promise.all(opened.app.instances.map(({ id }) => opened.#bringToRest(id)));
    return opened;
  }

  async start({ id }: Program): Promise<void> {
    // A death is noticed on disk before the message about it has come.
    const stopped = await this.app.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
    const inMaintenance = stopped.intent.maintenance !== null;
    const running = this.app.untilRunning(id);
    await this.app.send(inMaintenance ? 'maintenance-off' : 'start', id);
    await running;
  }

  async stop({ id }: Pick<Program, 'id'>): Promise<void> {
    const stopped = this.app.until(id, 'stopped', ({ intent, state }) => !intent.shouldRun && state.kind === 'stopped');
    await this.app.send('stop', id);
    await stopped;
  }

  /** The switch: resolves when the process is gone. */
  async switchOn({ id }: Program): Promise<void> {
    const inMaintenance = this.app.untilMaintenance(id);
    await this.app.send('maintenance-on', id);
    await inMaintenance;
  }

  pidOf({ id }: Program): Promise<number> {
    const { state } = this.app.now(id);
    return Promise.resolve('pid' in state && state.pid !== null ? state.pid : 0);
  }

  untilDeathNoticed({ id }: Program): Promise<void> {
    return untilFile(join(this.app.home, 'settings', 'instances.json'), (text) => isMaintenanceSaved(text, id));
  }

  /** What was meant to run has been started with the app. */
  async #bringToRest(id: string): Promise<void> {
    const { intent } = this.app.now(id);
    if (intent.maintenance !== null) await this.app.send('maintenance-off', id);
    else if (!intent.shouldRun) return;
    await this.app.untilRunning(id);
    await this.stop({ id });
  }

  close(): Promise<void> {
    return this.app.quit();
  }

  ownPids(): readonly number[] {
    return [this.app.pid];
  }
}
