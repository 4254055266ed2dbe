/**
 * The PATH of a person's terminal. Who starts an app from a launcher gives it a short PATH, and hooks would not find the
 * programs that they find when `pocketbase` is started by hand.
 *
 * Not by a library: those at hand wait for a shell without a limit, and give the short PATH without a word where it fails.
 */
import { spawn } from 'node:child_process';
import { userInfo } from 'node:os';
import { delimiter } from 'node:path';
import { fail, ok, type Result } from '../../shared/result';
import {
  didNotAnswerWithin,
  endedWithoutAnswer,
  HAS_NO_PATH,
  PATH_KEPT,
  shellNotRun,
} from '../../shared/words/login-path-words';

const LIMIT_MS = 5000;
const MARK = '--basekeeper-path--';
/** Understood by bash, zsh, dash and fish; interactive, because most people add to PATH where only such shells look. */
const COMMAND = ['-i', '-l', '-c', `echo ${MARK}; command printenv PATH; echo ${MARK}; exit`];
/** Keeps Oh My Zsh from asking whether to update itself, and from opening tmux. */
const QUIET = { DISABLE_AUTO_UPDATE: 'true', ZSH_TMUX_AUTOSTARTED: 'true', ZSH_TMUX_AUTOSTART: 'false' };

export interface LoginShell {
  /** Absolute path of the shell. */
  readonly shell: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly limitMs?: number;
}

/**
 * Asks the shell for its PATH, in a group of its own that is ended when it takes too long.
 * @returns the PATH, or why there is none, as the end of a sentence that starts with the shell
 */
export function askShell({ shell, environment, limitMs = LIMIT_MS }: LoginShell): Promise<Result<string, string>> {
  return new Promise((resolve) => {
    const child = spawn(shell, COMMAND, {
      env: { ...environment, ...QUIET },
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    let said = '';
    const answer = (result: Result<string, string>): void => {
      clearTimeout(timer);
      child.stdout.destroy();
      // What it has started in the background, e.g. an agent for keys, goes on by itself.
      child.unref();
      resolve(result);
    };
    const timer = setTimeout(() => {
      endGroup(child.pid);
      answer(fail(didNotAnswerWithin(limitMs)));
    }, limitMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, path, end] = said.split(`${MARK}\n`);
      if (end !== undefined) answer(isPath(path) ? ok(path.trim()) : fail(HAS_NO_PATH));
    });
    child.once('error', (error) => answer(fail(shellNotRun(error.message))));
    child.once('close', (code, signal) => answer(fail(endedWithoutAnswer(String(code ?? signal)))));
  });
}

const isPath = (text: string | undefined): text is string => text !== undefined && /^\/[^\n]*\n$/.test(text);

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended at this very moment.
  }
}

/** First what the shell says, in its order; then what only we have. */
export const joined = (path: string, ours: string | undefined): string =>
  [...new Set([...path.split(delimiter), ...(ours ?? '').split(delimiter)])]
    .filter((folder) => folder !== '')
    .join(delimiter);

/** Why nobody has to be asked; null when the shell has to be. */
export function whyNotAsked(
  environment: Readonly<Record<string, string | undefined>>,
  { platform, isTerminal }: { readonly platform: NodeJS.Platform; readonly isTerminal: boolean },
): string | null {
  if (platform === 'win32') return PATH_KEPT.windows;
  if (isTerminal) return PATH_KEPT.fromTerminal;
  return environment['BASEKEEPER_KEEP_PATH'] === undefined ? null : PATH_KEPT.wanted;
}

let looking: Promise<void> = Promise.resolve();

/** Begins to look, once at launch, and from then on this process has that PATH. Nothing waits for it but what starts a process. */
export function takeLoginPath(log: (line: string) => void): void {
  const isTerminal = process.stdin.isTTY || process.stdout.isTTY;
  const why = whyNotAsked(process.env, { platform: process.platform, isTerminal });
  if (why !== null) {
    log(`PATH is kept as it is: ${why}`);
    return;
  }
  const shell = userInfo().shell ?? process.env['SHELL'] ?? '/bin/sh';
  looking = askShell({ shell, environment: process.env }).then((asked) => {
    if (asked.ok) process.env['PATH'] = joined(asked.value, process.env['PATH']);
    log(asked.ok ? `PATH was taken from ${shell}` : `PATH is kept as it is: ${shell} ${asked.error}`);
  });
}

/** Resolves within a few seconds at most. */
export const pathTaken = (): Promise<void> => looking;
