/** What needs the window: how soon it is there, what it costs, how soon it shows and announces a death. */
import { pidOf, type Instance } from '../../shared/instance';
import { NotificationDaemon } from '../../e2e/desktop/notification-daemon';
import { TrayHost } from '../../e2e/desktop/tray-host';
import type { ElectronRuntime } from '../../build/electron-runtime';
import { timed } from '../contenders/contender';
import { makeHome } from '../homes';
import type { Measurements } from '../measurements';
import { WindowApp } from '../window-app';
import { measureAtRest } from './rest';

export interface WindowBench {
  readonly electron: ElectronRuntime;
  readonly env: NodeJS.ProcessEnv;
  readonly quick: boolean;
  readonly measurements: Measurements;
  readonly note: (text: string) => void;
}

/** More in a minute are not announced one by one. */
const ANNOUNCED = 3;

/** How many instances, and how often the app is launched with them. */
const LIVES = [
  [0, 5],
  [10, 5],
  [20, 5],
  [50, 1],
] as const;

export async function measureWindow({ electron, env, quick, measurements, note }: WindowBench): Promise<void> {
  const add: Add = (figure, value) => measurements.add(figure, 'basekeeper', value);
  process.env['DBUS_SESSION_BUS_ADDRESS'] = env['DBUS_SESSION_BUS_ADDRESS'];
  const tray = new TrayHost();
  await tray.start();
  const notifications = new NotificationDaemon();
  await notifications.start();
  try {
    for (const [count, lives] of LIVES) {
      note(`with ${String(count)} instances`);
      const home = await makeHome(count);
      for (let life = 0; life < (quick ? 1 : lives); life++) {
        const startedAtMs = performance.now();
        const app = await WindowApp.open(electron.executable, env, home.path);
        add(`launch-${String(count)}`, performance.now() - startedAtMs);
        try {
          const instances = await app.untilRunning(count);
          if (count > 0) add(`launch-running-${String(count)}`, performance.now() - startedAtMs);
          if (life === 0) await measureCost(app, count, quick, add);
          if (count === 20) await measureDeaths(app, instances, notifications, quick ? 4 : 15, add);
        } finally {
          const quitMs = await timed(() => app.quit());
          if (count === 10) add('window-quit-10', quitMs);
        }
      }
    }
  } finally {
    notifications.stop();
    tray.stop();
  }
}

type Add = (figure: string, value: number) => void;

async function measureCost(app: WindowApp, count: number, quick: boolean, add: Add): Promise<void> {
  // In the first minute the window counts the seconds: that is not rest.
  await new Promise((resolve) => setTimeout(resolve, quick ? 1_000 : 65_000));
  const rest = await measureAtRest(() => app.pids(), quick ? 2_000 : 30_000);
  add(`memory-${String(count)}`, rest.pssMiB);
  add(`memory-rss-${String(count)}`, rest.rssMiB);
  add(`processor-${String(count)}`, rest.processorPercent);
}

/** The first is the one on screen, whose death needs no notification. */
async function measureDeaths(
  app: WindowApp,
  instances: readonly Instance[],
  notifications: NotificationDaemon,
  deaths: number,
  add: Add,
): Promise<void> {
  for (const [index, instance] of instances.slice(1, 1 + deaths).entries()) {
    const pid = pidOf(instance.state);
    if (pid === null) throw new Error(`${instance.name} does not run`);
    await app.listenForDeath(instance.id);
    const seen = timed(() => app.untilDeathSeen());
    const shownBefore = notifications.shown.length;
    const announced = index < ANNOUNCED ? timed(() => untilShown(notifications, shownBefore + 1)) : null;
    process.kill(pid, 'SIGKILL');
    add('death-in-window', await seen);
    if (announced !== null) add('death-notification', await announced);
  }
  for (const { id } of instances.slice(1, 1 + deaths)) await app.leaveMaintenance(id);
  await app.untilRunning(instances.length);
}

async function untilShown(notifications: NotificationDaemon, count: number): Promise<void> {
  const until = performance.now() + 10_000;
  while (notifications.shown.length < count) {
    if (performance.now() > until) throw new Error('Nothing was announced');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
