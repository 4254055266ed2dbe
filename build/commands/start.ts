/** From a fresh clone to the open window. `--demo` plays the main job in it; other arguments go to the app. */
import { ensureBuilt } from '../app-build';
import { needsDisplay, startDisplay } from '../display';
import { type ElectronRuntime, obtainElectron } from '../electron-runtime';
import { launch } from '../launch';
import { appVersionStore, ensurePocketBase, NEWEST_VERSION } from '../pocketbase-versions';
import { isRoot, PROJECT } from '../project';
import { Report, StepFailure } from '../report';
import { SANDBOX_ADVICE, sandboxArguments, sandboxWorks } from '../sandbox';
import { ensureSystemPackages } from '../system-packages';

export interface DemoOptions {
  readonly electron: ElectronRuntime;
  readonly env: NodeJS.ProcessEnv;
  /** For Electron: switches first, then the folder of the app. */
  readonly appArguments: string[];
}

export async function run(args: readonly string[]): Promise<number> {
  const report = new Report(process.stdout);
  await ensureSystemPackages('start', report);
  const electron = await obtainElectron(report);
  if (electron.source === 'fallback') {
    report.line(`Using the older Electron ${electron.version}, because the current one cannot be downloaded here.`);
  }
  await ensureSomePocketBase(report);
  await ensureBuilt(report);

  const env = { ...process.env };
  if (needsDisplay(env)) {
    const display = await startDisplay();
    report.line(`There is no display here, so ${display.description} were started.`);
    Object.assign(env, display.env);
  }
  if (isRoot()) report.line('You are root, so Chromium’s sandbox is off. Use an ordinary user for more than a look.');
  else if (!(await sandboxWorks())) report.line(SANDBOX_ADVICE);

  const own = args.filter((argument) => argument !== '--demo');
  const appArguments = [...sandboxArguments(), PROJECT, ...own];
  if (args.includes('--demo')) {
    const { runDemo } = await loadDemo();
    return runDemo({ electron, env, appArguments });
  }
  report.line('Opening the window. Ctrl+C quits and stops every instance.');
  return launch(electron, appArguments, env);
}

/** The app can do without the newest version as long as it has any. */
async function ensureSomePocketBase(report: Report): Promise<void> {
  const store = await appVersionStore();
  try {
    await ensurePocketBase(store, NEWEST_VERSION, report);
  } catch (error) {
    const [newest] = await store.list();
    if (!(error instanceof StepFailure) || newest === undefined) throw error;
    report.line(`${error.message}\nGoing on with PocketBase ${newest.version}, which is installed.`);
  }
}

async function loadDemo(): Promise<{ runDemo(options: DemoOptions): Promise<number> }> {
  const demo = new URL('../../e2e/demo.ts', import.meta.url).href;
  return (await import(demo)) as { runDemo(options: DemoOptions): Promise<number> };
}
