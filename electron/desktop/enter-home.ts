import { app, dialog } from 'electron';
import { statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { AppNotice } from '../../shared/app-state';
import type { DeepLink } from '../../shared/deep-link';
import type { AppError } from '../../shared/errors';
import { ok, type Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { homeNotLocked } from '../../shared/words/home-words';
import { readEndpoint } from '../control/endpoint';
import { giveCommand } from '../control/give-command';
import { thisPlace, thisProcess } from '../process/this-process';
import { takeHome, type HomeLock } from '../storage/home-lock';
import type { AppPaths } from '../storage/paths';
import type { StartMode } from './start-mode';

/** Of a process that works; the one we start has nothing else to do meanwhile. */
const ANSWERS_WITHIN_MS = 3000;
const LOOK_EVERY_MS = 25;
const KNOCK = 'SIGUSR2';

export interface Home {
  /** What is to be said about it. */
  readonly notices: readonly AppNotice[];
  /** Called whenever somebody opens the app a second time; with the words of that command line, where they come along. */
  onKnock(listener: (words: readonly string[]) => void): void;
}

/**
 * Takes the home for this process, for as long as it lives. Chromium's own lock comes not into it, except on Windows: it lies
 * in the folder for temporary files, knows nothing of other computers, and kills a first app that does not answer in time.
 */
export function enterHome(
  { lock: folder, electronData }: Pick<AppPaths, 'lock' | 'electronData'>,
  { kind }: Pick<StartMode, 'kind'>,
): Result<Home> {
  let raise = (_words: readonly string[]): void => undefined;
  const onKnock: Home['onKnock'] = (listener) => void (raise = listener);
  if (process.platform === 'win32') {
    app.setPath('userData', electronData);
    if (!app.requestSingleInstanceLock()) app.exit(0);
    app.on('second-instance', (_event, words) => raise(words));
    return ok({ notices: [], onKnock });
  }
  let lock: HomeLock | null = null;
  // Before there is anything that tells others to knock: unheard, this signal ends a process.
  process.on(KNOCK, () => {
    lock?.answer();
    raise([]);
  });
  const taken = takeHome({ folder, here: thisPlace(), self: { ...thisProcess(), headless: kind === 'serve' } });
  if (!taken.ok) return taken;
  const { problem, release } = taken.value;
  lock = taken.value;
  app.on('quit', release);
  app.setPath('userData', electronData);
  return ok({ notices: problem === null ? [] : [homeNotLocked(problem)], onKnock });
}

/**
 * Somebody else has the home: has it show what was asked for, or its window, or says why that is not possible. Ends this
 * process. `control` is where the other one listens for commands.
 */
export async function giveWay(error: AppError, mode: StartMode, control: string): Promise<void> {
  const answered = mode.kind !== 'serve' && ((await isShown(mode.link, control)) || (await isAnswered(error)));
  if (!answered) await say(error, mode).catch(() => undefined);
  app.exit(answered ? 0 : 1);
}

/** A link goes as a command: a knock has no words. */
async function isShown(link: DeepLink | null, control: string): Promise<boolean> {
  const endpoint = link === null ? null : readEndpoint(control);
  if (link === null || endpoint === null) return false;
  const at = link.incidentId === null ? [] : ['--incident', link.incidentId];
  const silent = (): Promise<void> => Promise.resolve();
  const given = await giveCommand(
    endpoint,
    {
      arguments: ['show', link.instanceId, ...at],
      folder: '/',
      variables: {},
      terminal: { in: false, out: false, err: false, columns: 0 },
      program: process.execPath,
    },
    { out: silent, err: silent, readLine: () => Promise.resolve(null) },
  );
  return given.kind === 'exit' && given.code === 0;
}

async function say(error: AppError, { kind }: StartMode): Promise<void> {
  const { title, text } = errorWords(error);
  process.stderr.write(`${title}. ${text}\n`);
  // Nobody sits there, or there is nothing to show it on.
  if (kind === 'serve' || kind === 'background') return;
  // What Chromium writes down must not get in the way of the other one.
  app.setPath('userData', await mkdtemp(join(tmpdir(), 'basekeeper-')));
  await app.whenReady();
  await dialog.showMessageBox({ type: 'warning', title: 'Basekeeper', message: title, detail: text });
}

/** Knocks where somebody is known to live. A frozen one hears it when it goes on, and nothing happens to it. */
async function isAnswered(error: AppError): Promise<boolean> {
  if (error.code !== 'home-in-use' || error.where !== 'here' || error.holder === null) return false;
  // It would hear it, and have nothing to show.
  if (error.holder.headless) return false;
  const answeredAt = (): number => statSync(error.path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const before = answeredAt();
  try {
    process.kill(error.holder.pid, KNOCK);
  } catch {
    return false;
  }
  const untilMs = performance.now() + ANSWERS_WITHIN_MS;
  while (answeredAt() === before && performance.now() < untilMs) await wait(LOOK_EVERY_MS);
  return answeredAt() !== before;
}
