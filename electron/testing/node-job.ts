import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import type { JobMessage, JobOrder } from '../data/job-contract';
import type { JobProcess } from '../data/run-job';

const checkout = resolve(import.meta.dirname, '../..');

/** One file, as in the app: to translate dozens of files anew for each job would take longer than most jobs do. */
let bundle: Promise<string> | undefined;

async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: checkout,
    // Everything is in the file but the module that finds its native part beside its own files.
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: 'electron/data/job-process.ts',
      write: false,
      target: 'node20',
      rolldownOptions: { output: { format: 'cjs', codeSplitting: false } },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('Nothing was built');
  const { code } = output.output[0];
  const folder = join(checkout, '.cache/tests/jobs');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${createHash('sha256').update(code).digest('hex').slice(0, 16)}.cjs`);
  // Several test processes may write the same file at once.
  const unfinished = `${file}.${String(process.pid)}`;
  writeFileSync(unfinished, code);
  renameSync(unfinished, file);
  return file;
}

/** The process for heavy work under plain Node. */
export function startNodeJob(): JobProcess {
  bundle ??= bundled();
  let child: ChildProcess | null = null;
  let isKilled = false;
  const messageListeners: ((message: JobMessage) => void)[] = [];
  const exitListeners: ((code: number | null) => void)[] = [];
  let order: JobOrder | null = null;
  const exited = (code: number | null): void => exitListeners.forEach((listener) => listener(code));
  void bundle.then((file) => {
    if (isKilled) {
      exited(null);
      return;
    }
    child = fork(file, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.on('message', (message) => messageListeners.forEach((listener) => listener(message as JobMessage)));
    child.once('exit', exited);
    if (order !== null) child.send(order);
  });
  return {
    send: (given) => {
      order = given;
      child?.send(given);
    },
    onMessage: (listener) => void messageListeners.push(listener),
    onExit: (listener) => void exitListeners.push(listener),
    kill: () => {
      isKilled = true;
      child?.kill('SIGKILL');
    },
  };
}
