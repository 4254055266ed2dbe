import { _electron, expect, type ElectronApplication } from '@playwright/test';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { execa } from 'execa';
import { environmentOf, type OrdinaryUser } from '../../build/ordinary-user';
import { INSTALLED } from '../../build/package/installed';
import { processes } from '../processes';
import { BasekeeperWindow } from '../window';

const COMMAND = 'basekeeper';
const VERSION = '0.40.6';

export interface CommandEnd {
  readonly exitCode?: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the package installed, used by an ordinary user in a home of its own. */
export class InstalledApp {
  readonly user: OrdinaryUser;
  #electron: ElectronApplication | undefined;
  #version: string | undefined;

  constructor(user: OrdinaryUser) {
    // Not the user's own home: other tests are at work there.
    this.user = { ...user, home: join(user.home, 'with-package') };
    this.#makeFolder(this.user.home);
  }

  get data(): string {
    return join(this.user.home, '.local/share/basekeeper');
  }

  get log(): string {
    const file = join(this.user.home, '.local/state/basekeeper/basekeeper.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  get electron(): ElectronApplication {
    if (this.#electron === undefined) throw new Error('The app is not open');
    return this.#electron;
  }

  /** As the package manager has it. */
  get version(): string {
    const asked = ['-W', '-f', '${Version}', 'basekeeper'];
    return (this.#version ??= execFileSync('dpkg-query', asked, { encoding: 'utf8' }));
  }

  /** As if the user had installed this PocketBase in the window before. */
  installPocketBase(versions: string): void {
    this.#makeFolder(this.data);
    cpSync(join(versions, VERSION), join(this.data, 'versions', VERSION), {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
    });
    execFileSync('chown', ['-R', `${String(this.user.uid)}:${String(this.user.gid)}`, this.user.home]);
  }

  /** The installed command, as the user gives it: from the PATH. */
  command(...given: readonly (string | { readonly input: string })[]): Promise<CommandEnd> {
    const words = given.filter((one) => typeof one === 'string');
    const [{ input } = { input: '' }] = given.filter((one) => typeof one !== 'string');
    // Nothing of ours: no way to the app but the one it finds itself.
    const env = { ...this.environment(), PATH: '/usr/bin:/bin' };
    return execa(COMMAND, words, { ...this.#ids, env, extendEnv: false, cwd: '/', input, reject: false });
  }

  /** What it answers with `--json`. */
  async json<Shape = unknown>(...words: readonly string[]): Promise<Shape> {
    const { stdout, stderr } = await this.command('--json', ...words);
    if (stdout === '') throw new Error(`basekeeper ${words.join(' ')}: ${stderr}`);
    return JSON.parse(stdout) as Shape;
  }

  /** `basekeeper serve`, in the foreground. */
  serve(): ChildProcess {
    return spawn(COMMAND, ['serve'], { ...this.#ids, env: this.environment(), cwd: '/', stdio: 'ignore' });
  }

  /** What a start of the app says that is refused. Its dialog is left unanswered. */
  async refusal(): Promise<string> {
    const app = spawn(INSTALLED, [], {
      ...this.#ids,
      env: this.environment(),
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    app.stderr.on('data', (text: Buffer) => (said += text.toString()));
    await expect.poll(() => said, { timeout: 30_000 }).toContain('Basekeeper is ');
    app.kill('SIGKILL');
    return said;
  }

  /** What bash offers for the last word. */
  completed(...words: readonly string[]): readonly string[] {
    const script = [
      'source /usr/share/bash-completion/completions/basekeeper',
      'COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))',
      '_basekeeper',
      'printf "%s\\n" "${COMPREPLY[@]}"',
    ].join('\n');
    const asked = execFileSync('bash', ['-c', script, 'bash', ...words], {
      ...this.#ids,
      env: this.environment(),
      cwd: '/',
      encoding: 'utf8',
    });
    return asked.trim().split('\n');
  }

  /** Resolves when the app that runs, however it was started, has ended. */
  async endByHand(): Promise<void> {
    const [main] = [...this.processes()].find(([, command]) => !command.includes('--type=')) ?? [];
    if (main === undefined) throw new Error('No app runs');
    process.kill(main, 'SIGTERM');
    await expect.poll(() => this.processes().size, { timeout: 30_000 }).toBe(0);
  }

  /** Pids of the processes that draw a window. */
  renderers(): readonly number[] {
    return [...this.processes()].filter(([, command]) => command.includes('--type=renderer')).map(([pid]) => pid);
  }

  /** Starts the installed program the way a menu does. */
  start(args: readonly string[] = [], variables: Readonly<Record<string, string>> = {}): ChildProcess {
    const env = { ...this.environment(), ...variables };
    return spawn(INSTALLED, args, { ...this.#ids, env, cwd: '/', stdio: 'ignore' });
  }

  /** Opens it and holds on to its window. Only with `letTestsIn`. */
  async open(): Promise<BasekeeperWindow> {
    this.#electron = await _electron.launch({
      executablePath: this.#launcher(),
      cwd: '/',
      env: this.environment(),
      chromiumSandbox: true,
    });
    const page = await this.#electron.firstWindow();
    await page.getByRole('navigation', { name: 'Instances' }).waitFor();
    return new BasekeeperWindow(page);
  }

  async quit(): Promise<void> {
    const closed = this.electron.waitForEvent('close');
    await this.electron.evaluate(({ app }) => {
      app.quit();
    });
    await closed;
    this.#electron = undefined;
  }

  /** The installed program accepts no debugger. On this copy of a system one fuse is changed, so that a test can drive it. */
  async letTestsIn(): Promise<void> {
    await flipFuses(INSTALLED, { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: true });
  }

  /** Command lines of its processes, those of Chromium included, by pid. */
  processes(): ReadonlyMap<number, string> {
    const own = [...processes()].filter(([pid]) => programOf(pid)?.startsWith(INSTALLED));
    // Helpers that Chromium forks write their whole command line into the place of the first word.
    return new Map(own.map(([pid, command]) => [pid, command.join(' ')]));
  }

  environment(): Record<string, string> {
    const desktop = ['DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_SESSION_TYPE'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    return environmentOf(this.user, Object.fromEntries(desktop));
  }

  get #ids(): { readonly uid: number; readonly gid: number } {
    return { uid: this.user.uid, gid: this.user.gid };
  }

  /** Playwright cannot start a program as somebody else. */
  #launcher(): string {
    const path = join(this.user.home, 'start-as-user');
    const { uid, gid } = this.#ids;
    const change = `setpriv --reuid=${String(uid)} --regid=${String(gid)} --clear-groups`;
    writeFileSync(path, `#!/bin/sh\nexec ${change} -- ${INSTALLED} "$@"\n`, { mode: 0o755 });
    return path;
  }

  #makeFolder(path: string): void {
    mkdirSync(path, { recursive: true });
    chownSync(path, this.user.uid, this.user.gid);
  }
}

/** With ` (deleted)` behind it once the file has gone. */
function programOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${String(pid)}/exe`);
  } catch {
    return undefined; // It ended while we looked.
  }
}
