/** `basekeeper` from the checkout: what the relay of packages does, under plain Node. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { runCommandLine } from '../../electron/command-line/command-line';
import { savedSource } from '../../electron/command-line/saved-source';
import type { Call } from '../../electron/control/conversation';
import { readEndpoint } from '../../electron/control/endpoint';
import { giveCommand, type Given, type Surroundings } from '../../electron/control/give-command';
import { appPaths, type AppPaths } from '../../electron/storage/paths';
import { EXIT } from '../../shared/command-line/exit-codes';
import { CALL_VARIABLES, type CallContent, type LaunchMode } from '../../shared/command-line/protocol';
import { errorWords } from '../../shared/words/error-words';
import { ensureBuilt } from '../app-build';
import { obtainElectron } from '../electron-runtime';
import { PROJECT } from '../project';
import { Report } from '../report';
import { sandboxArguments } from '../sandbox';

const LAUNCH_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 50;

export async function run(words: readonly string[]): Promise<number> {
  const paths = appPaths(process.env);
  if (!paths.ok) return say(`${errorWords(paths.error).text}\n`, EXIT.failed);
  const around = terminal();
  const content = contentOf(words);
  let given = await attempt(content, around, paths.value);
  if (given.kind === 'launch') {
    const served = await launch(given.mode, paths.value);
    if (served !== null) return served;
    given = await attempt(content, around, paths.value);
  }
  switch (given.kind) {
    case 'exit':
      return given.code;
    case 'refused':
      return say(`${given.text}\n`, EXIT.notAnswering);
    default:
      return say('Basekeeper does not answer.\n', EXIT.notAnswering);
  }
}

async function attempt(content: CallContent, around: Surroundings, paths: AppPaths): Promise<Given> {
  const endpoint = readEndpoint(paths.control);
  const given: Given = endpoint === null ? { kind: 'nobody' } : await giveCommand(endpoint, content, around);
  return given.kind === 'nobody' ? answerFromDisk(content, around, paths) : given;
}

async function answerFromDisk(content: CallContent, around: Surroundings, paths: AppPaths): Promise<Given> {
  const source = await savedSource(paths, 'from the checkout');
  if (!source.ok) return { kind: 'refused', text: errorWords(source.error).text };
  const wanted: { mode?: LaunchMode } = {};
  const call: Call = {
    content,
    ...around,
    interrupted: around.interrupted ?? new AbortController().signal,
    gone: new AbortController().signal,
    launch: (mode) => Promise.resolve(void (wanted.mode = mode)),
  };
  const code = await runCommandLine(call, source.value);
  return wanted.mode === undefined ? { kind: 'exit', code } : { kind: 'launch', mode: wanted.mode };
}

/** The exit code of one in the foreground; null when one in the background listens. */
async function launch(mode: LaunchMode, paths: AppPaths): Promise<number | null> {
  const report = new Report(process.stderr);
  const electron = await obtainElectron(report);
  await ensureBuilt(report);
  const headless = mode === 'serve' ? ['--ozone-platform=headless', '--disable-gpu', '--log-level=3'] : [];
  const app = spawn(electron.executable, [...sandboxArguments(), ...headless, PROJECT, `--${mode}`], {
    cwd: PROJECT,
    stdio: mode === 'serve' ? 'inherit' : 'ignore',
    detached: mode !== 'serve',
  });
  if (mode === 'serve') {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.kill(signal));
    const [code] = (await once(app, 'exit')) as [number | null];
    return code ?? EXIT.failed;
  }
  app.unref();
  for (let waitedMs = 0; waitedMs < LAUNCH_LIMIT_MS && app.exitCode === null; waitedMs += LOOK_EVERY_MS) {
    if (readEndpoint(paths.control)?.pid === app.pid) return null;
    await wait(LOOK_EVERY_MS);
  }
  return null;
}

const contentOf = (words: readonly string[]): CallContent => ({
  arguments: [...words],
  // npm changes the folder, and says which it was.
  folder: process.env['INIT_CWD'] ?? process.cwd(),
  variables: Object.fromEntries(
    CALL_VARIABLES.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  ),
  terminal: {
    in: isatty(0),
    out: isatty(1),
    err: isatty(2),
    columns: process.stdout.columns || process.stderr.columns || 0,
  },
  program: process.argv[1] ?? '',
});

function terminal(): Surroundings {
  const interrupted = new AbortController();
  process.on('SIGINT', () => {
    // Whoever presses it again does not want to wait for the app either.
    if (interrupted.signal.aborted) process.exit(EXIT.interrupted);
    interrupted.abort();
  });
  // `| head` has read enough.
  process.stdout.on('error', () => process.exit(EXIT.done));
  let lines: AsyncIterator<string> | undefined;
  return {
    interrupted: interrupted.signal,
    out: (text) => written(process.stdout, text),
    err: (text) => written(process.stderr, text),
    readLine: async () => {
      lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
      const next = await lines.next();
      return next.done === true ? null : next.value;
    },
  };
}

const written = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((resolve) => stream.write(text, () => resolve()));

function say(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}
