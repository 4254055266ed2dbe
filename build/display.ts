/** A virtual display and a private session bus, for machines without a screen and for tests. */
import { spawn, type ChildProcess } from 'node:child_process';
import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { inProject } from './project';
import { StepFailure } from './report';
import { atExit } from './signals';

const SIZE = '1440x900';
const START_TIMEOUT_MS = 15_000;

/** The user that programs run as; left out: the one who started this. */
export interface ProcessUser {
  readonly uid: number;
  readonly gid: number;
}

export interface Display {
  /** To be laid over the environment of the programs that shall use it. */
  readonly env: Readonly<Record<string, string>>;
  /** For people, e.g. `a virtual display (:99, 1440x900) and a session bus of its own`. */
  readonly description: string;
  stop(): void;
}

/** Windows and macOS always have a place for windows. */
export const needsDisplay = (env: NodeJS.ProcessEnv): boolean =>
  process.platform === 'linux' && (env['DISPLAY'] ?? '') === '' && (env['WAYLAND_DISPLAY'] ?? '') === '';

/** Both end with this process, however it ends. A session bus serves only the user it runs as, hence `user`. */
export async function startDisplay(user?: ProcessUser): Promise<Display> {
  const screen = await startServer(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${SIZE}x24`, '-noreset', '-nolisten', 'tcp'],
    'xvfb',
    user,
  );
  const config = inProject('build', 'session-bus.conf');
  const bus = await startServer(
    'dbus-daemon',
    [`--config-file=${config}`, '--nofork', '--nopidfile', '--print-address=3'],
    'dbus-daemon',
    user,
  ).catch((error: unknown) => {
    screen.stop();
    throw error;
  });
  const name = `:${screen.answer}`;
  return {
    env: { DISPLAY: name, DBUS_SESSION_BUS_ADDRESS: bus.answer, XDG_SESSION_TYPE: 'x11' },
    description: `a virtual display (${name}, ${SIZE}) and a session bus of its own`,
    stop() {
      bus.stop();
      screen.stop();
    },
  };
}

interface Server {
  /** The line it wrote once it was ready. */
  readonly answer: string;
  stop(): void;
}

/** Starts a server that writes a line to descriptor 3 when it is ready. */
async function startServer(
  command: string,
  args: readonly string[],
  debianPackage: string,
  user: ProcessUser | undefined,
): Promise<Server> {
  // A group of its own, so that Ctrl+C in the terminal lets the app quit before its display goes away.
  const [program, ...all] = [...(await diesWithParent()), command, ...args] as [string, ...string[]];
  const child = spawn(program, all, { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'pipe'], ...user });
  const forget = atExit(() => child.kill());
  const stop = (): void => {
    forget();
    child.kill();
  };
  try {
    return { answer: await firstLine(child, command), stop };
  } catch (error) {
    stop();
    const words = error instanceof Error ? error.message : String(error);
    throw new StepFailure(
      `${words}. It is needed because there is no display here. On Debian and Ubuntu it is in the package ` +
        `${debianPackage}; install it, or set DISPLAY to a display that works, and run this again.`,
    );
  }
}

async function firstLine(child: ChildProcess, command: string): Promise<string> {
  const errors: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => {
    // Servers are talkative; the first words are the ones that explain a failure.
    if (errors.length < 20) errors.push(chunk);
  });
  const answers = child.stdio[3] as Readable;
  return new Promise((resolve, reject) => {
    const failure = (what: string): void => {
      const words = Buffer.concat(errors).toString('utf8').trim().split('\n').slice(-2).join(' ');
      reject(new Error(`${command} ${what}${words === '' ? '' : ` (${words})`}`));
    };
    const timer = setTimeout(
      () => failure(`was not ready within ${String(START_TIMEOUT_MS / 1000)} s`),
      START_TIMEOUT_MS,
    );
    let text = '';
    answers.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const end = text.indexOf('\n');
      if (end < 0) return;
      clearTimeout(timer);
      child.unref();
      resolve(text.slice(0, end).trim());
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      failure(`could not be started: ${error.message}`);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      failure(`ended at once with ${signal ?? `code ${String(code)}`}`);
    });
  });
}

/** Lets the kernel end the server when this process is killed and cannot do it itself. */
async function diesWithParent(): Promise<readonly string[]> {
  const setpriv = '/usr/bin/setpriv';
  if (!existsSync(setpriv)) return [];
  return access(setpriv, constants.X_OK).then(
    () => [setpriv, '--pdeathsig', 'TERM', '--'],
    () => [],
  );
}
