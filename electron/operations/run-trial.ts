import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Exit } from '../../shared/incident';
import { fail, type Result } from '../../shared/result';
import { causeWords } from '../../shared/words/incident-words';
import { startChild } from '../process/child-process';
import type { RunRecords } from '../supervision/persistence';
import { RUN_ID_VARIABLE } from '../process/process-identity';
import { untilServing } from '../process/health';
import { untilOutOfPatience } from '../supervision/start-watch';
import { chooseFreePort } from '../process/ports';
import { causeOfRefusal, causeOfEnd } from '../pocketbase/exit-causes';
import { abilitiesOf } from '../pocketbase/abilities';
import { foldersOf, known, serveArguments } from '../pocketbase/arguments';
import { environmentFor } from '../pocketbase/environment';
import { pathTaken } from '../pocketbase/login-path';
import { piecesOf, presentable } from '../pocketbase/redact';
import type { OpenedLaunchOptions } from '../pocketbase/opened-launch-options';
import { noteTrial } from './trial-record';
import { SUGGESTED_PORTS } from '../../shared/app-settings';
import { noProgressWithin, NOT_IN_A_TRIAL, trialFailedBecause } from '../../shared/words/trial-words';

const SERVE_LIMIT_MS = 60_000;
const STOP_GRACE_MS = 10_000;
/** Ports of instances are below. */
const FIRST_PORT_OF_COPIES = 8900;

export interface Trial {
  /** Looks like the folder of an instance. */
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
  /** The migrations of the instance itself, unless the copy has its own. */
  readonly migrationsFolder: string;
  /** Null: without hooks, because they may reach out, e.g. send mails. */
  readonly hooksFolder: string | null;
  readonly takenPorts: readonly number[];
  readonly signal: AbortSignal;
  /** Under which its process is written down, so that it is found should the app die. */
  readonly operationId: string;
  readonly records: RunRecords;
  /** The same as the instance: without its key the settings could not be read. */
  readonly launchOptions: OpenedLaunchOptions;
}

export interface TrialResult {
  readonly servedAfterMs: number;
  /** What it wrote, without secrets. */
  readonly output: readonly string[];
}

/**
 * Lets a version serve a copy of the data on a port of its own until it is healthy, then ends it: its migrations have run,
 * and the copy is settled. The instance itself has no part in it. `copy-not-served` when it made no progress for a minute.
 */
export async function runTrial(copy: Trial): Promise<Result<TrialResult>> {
  const { folder, executable, version, launchOptions, signal } = copy;
  await pathTaken();
  const port = await chooseFreePort(new Set(copy.takenPorts), SUGGESTED_PORTS, FIRST_PORT_OF_COPIES);
  if (!port.ok) return port;
  const noHooks = join(folder, '.no-hooks');
  await mkdir(noHooks, { recursive: true, mode: 0o700 });
  const outputFile = join(folder, '.served.log');
  const folders = {
    ...foldersOf(folder),
    hooks: copy.hooksFolder ?? noHooks,
    migrations: copy.migrationsFolder,
  };
  const abilities = await abilitiesOf(executable);
  const limit = new AbortController();
  const startedMs = performance.now();
  let ended: Exit | null = null;
  let refused: NodeJS.ErrnoException | null = null;
  let tellGone = (): void => undefined;
  const gone = new Promise<void>((resolve) => (tellGone = resolve));
  const child = startChild(
    {
      executable,
      arguments: [
        ...serveArguments(folders, port.value, launchOptions, 'this-computer', abilities),
        ...known(['--automigrate=false', '--hooksWatch=false'], abilities),
      ],
      workingFolder: folder,
      // The same as the instance itself has.
      environment: environmentFor(await withoutBrowser(launchOptions, folder), { [RUN_ID_VARIABLE]: copy.operationId }),
      outputFile,
    },
    {
      onRefused: (error) => {
        refused = error;
        tellGone();
        limit.abort();
      },
      onExited: (exit) => {
        ended = exit;
        tellGone();
        limit.abort();
      },
    },
  );
  if (child !== null) {
    noteTrial(copy.operationId, { executable, folder, pid: child.pid, port: port.value, version }, copy.records);
  }
  void untilOutOfPatience({
    pid: child?.pid ?? null,
    outputFile,
    dataFolder: folders.data,
    limitMs: SERVE_LIMIT_MS,
    signal: limit.signal,
  }).then((isOver) => {
    if (isOver) limit.abort();
  });
  const cancel = (): void => limit.abort();
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  const serving =
    child !== null &&
    (await untilServing({ pid: child.pid, port: port.value, networkAccess: 'this-computer' }, limit.signal)) !== null;
  const servedAfterMs = Math.round(performance.now() - startedMs);
  limit.abort();
  signal.removeEventListener('abort', cancel);
  const exitByItself = ended as Exit | null;
  if (child !== null && exitByItself === null) {
    child.terminate();
    const kill = setTimeout(() => child.kill(), STOP_GRACE_MS);
    await gone;
    clearTimeout(kill);
  } else if (child === null) await Promise.race([gone, wait(STOP_GRACE_MS)]);

  copy.records.remove(copy.operationId);
  if (signal.aborted) return fail({ code: 'cancelled' });
  const output = (await readFile(outputFile, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  const secrets = piecesOf(launchOptions.secrets);
  const readable = output.map((line) => presentable(line, secrets));
  if (serving) return { ok: true, value: { servedAfterMs, output: readable } };
  const why = whyNot(refused, exitByItself, readable, executable);
  const detail = copy.hooksFolder === null ? why : why + whatIsNotThere(why);
  return fail({ code: 'copy-not-served', version, detail });
}

/**
 * Without a superuser PocketBase opens a browser. On Linux it cannot, because nothing of the desktop is inherited; elsewhere
 * it finds a program that does nothing first.
 */
async function withoutBrowser(launchOptions: OpenedLaunchOptions, folder: string): Promise<OpenedLaunchOptions> {
  if (process.platform === 'linux') return launchOptions;
  const none = join(folder, '.no-browser');
  await mkdir(none, { recursive: true, mode: 0o700 });
  await writeFile(join(none, 'open'), '#!/bin/sh\n', { mode: 0o700 });
  await writeFile(join(none, 'rundll32.bat'), '@exit /b 0\r\n', { mode: 0o700 });
  return { ...launchOptions, pathFolders: [none, ...launchOptions.pathFolders] };
}

function whyNot(
  refused: NodeJS.ErrnoException | null,
  exit: Exit | null,
  output: readonly string[],
  executable: string,
): string {
  if (refused !== null) return causeOfRefusal(refused, executable).evidence;
  if (exit === null) return noProgressWithin(SERVE_LIMIT_MS);
  const { cause, evidence } = causeOfEnd({ exit, served: false, output, databaseLeftOpen: false });
  return trialFailedBecause(causeWords(cause).title, findable(evidence), output.at(-1));
}

const NOT_FOUND = /no such file or directory|executable file not found|cannot find (?:module|the file)|invalid module/i;

const whatIsNotThere = (why: string): string => (NOT_FOUND.test(why) ? ` ${NOT_IN_A_TRIAL}` : '');

/** Without the time of day, and without places in files of the copy, which is gone when somebody looks for them. */
const findable = (line: string): string =>
  line.replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, '').replace(/ at \S*\/pb\.js:[\d:]+\(\d+\)/g, '');
