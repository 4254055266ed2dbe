/** Runs the headless app for tests that have to kill it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Instance } from '../../shared/instance';
import type { HeadlessCommand, HeadlessMessage, HeadlessOptions } from './headless-app';
import { programOf } from './program';
import { processesOfGroup, servingProcesses } from './serving-processes';
import type { Superuser } from './workbench';

const checkout = resolve(import.meta.dirname, '../..');

export function newHome(): string {
  const scratch = join(checkout, '.cache/tests');
  mkdirSync(scratch, { recursive: true });
  return mkdtempSync(join(scratch, 'home-'));
}

export const OPTIONS_VARIABLE = 'BASEKEEPER_HEADLESS_OPTIONS';

/** As environment of an app. */
export const headlessOptions = (options: HeadlessOptions): Readonly<Record<string, string>> => ({
  [OPTIONS_VARIABLE]: JSON.stringify(options),
});

/** A system on which processes outlive the app. */
export const WITHOUT_DEATH_SIGNAL = headlessOptions({ survivors: true });

export class AppProcess {
  readonly home: string;
  readonly #process: ChildProcess;
  readonly #instances = new Map<string, Instance>();
  readonly #listeners = new Set<() => void>();
  readonly #answers = new Map<number, (message: HeadlessMessage & { type: 'answer' }) => void>();
  readonly #exited: Promise<void>;
  #isReady = false;
  #nextId = 1;
  errors = '';
  /** Of operations, on the disk. */
  readonly steps: string[] = [];

  /** `through`: a program that is asked to run it, e.g. as another user, with its arguments. */
  constructor(home: string, environment: Readonly<Record<string, string>> = {}, through: readonly string[] = []) {
    this.home = home;
    const { file, nodeArguments } = programOf('headless-app');
    const [program, ...before] = through;
    const ours = [...nodeArguments, file, home];
    const rest = program === undefined ? ours : [...before, process.execPath, ...ours];
    this.#process = spawn(program ?? process.execPath, rest, {
      cwd: checkout,
      env: { ...process.env, ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own: the processes for its jobs can be found when it is gone. On Windows: without our console. Wine
      // sends Ctrl+C within one group only.
      detached: process.env['BASEKEEPER_WINE'] !== '1',
    });
    this.#process.stderr?.on('data', (text: Buffer) => (this.errors += text.toString()));
    this.#process.stdin?.on('error', () => undefined);
    this.#exited = new Promise((done) => this.#process.once('exit', () => done()));
    if (this.#process.stdout !== null) {
      createInterface({ input: this.#process.stdout }).on('line', (line) =>
        this.#take(JSON.parse(line) as HeadlessMessage),
      );
    }
  }

  static async open(
    home: string,
    environment: Readonly<Record<string, string>> = {},
    through: readonly string[] = [],
  ): Promise<AppProcess> {
    const app = new AppProcess(home, environment, through);
    await app.#until('the app is ready', () => (app.#isReady ? true : undefined));
    return app;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  get instances(): readonly Instance[] {
    return [...this.#instances.values()];
  }

  now(id: string): Instance {
    const instance = this.#instances.get(id);
    if (instance === undefined) throw new Error(`No instance ${id}. ${this.errors}`);
    return instance;
  }

  async create(name: string, version: string, superuser?: Superuser): Promise<Instance> {
    return (await this.send('create', name, { version, ...(superuser && { superuser }) })) as Instance;
  }

  send(name: HeadlessCommand['name'], instance = '', more: Partial<HeadlessCommand> = {}): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((done, refused) => {
      this.#answers.set(id, ({ ok, value }) => (ok ? done(value) : refused(new Error(String(value)))));
      void this.#exited.then(() => refused(new Error(`The app has ended. ${this.errors}`)));
      this.#process.stdin?.write(`${JSON.stringify({ ...more, id, name, instance } satisfies HeadlessCommand)}\n`);
    });
  }

  until(
    id: string,
    description: string,
    condition: (instance: Instance) => boolean,
    limitMs = 20_000,
  ): Promise<Instance> {
    const find = (): Instance | undefined => {
      const instance = this.#instances.get(id);
      return instance !== undefined && condition(instance) ? instance : undefined;
    };
    return this.#until(description, find, limitMs, () => JSON.stringify(this.#instances.get(id), null, 1));
  }

  untilRunning(id: string): Promise<Instance> {
    return this.until(id, 'running', ({ state }) => state.kind === 'running');
  }

  untilMaintenance(id: string): Promise<Instance> {
    return this.until(
      id,
      'maintenance',
      ({ intent, state }) => intent.maintenance !== null && state.kind === 'stopped',
    );
  }

  /** Resolves when it has ended, whatever ended it. */
  untilGone(): Promise<void> {
    return this.#exited;
  }

  /** It and what it started: children may end a moment after it. Linux. */
  get alive(): readonly number[] {
    return [...processesOfGroup(this.pid), ...servingProcesses(this.home)];
  }

  /** SIGKILL: it dies without a word. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#exited;
  }

  async quit(): Promise<void> {
    void this.send('quit').catch(() => undefined);
    await this.#exited;
  }

  #take(message: HeadlessMessage): void {
    if (message.type === 'answer') {
      this.#answers.get(message.id)?.(message);
      this.#answers.delete(message.id);
      return;
    }
    if (message.type === 'removed') this.#instances.delete(message.instanceId);
    else if (message.type === 'ready') {
      this.#isReady = true;
      for (const instance of message.instances) this.#instances.set(instance.id, instance);
    } else if (message.type === 'step') this.steps.push(message.name);
    else this.#instances.set(message.instance.id, message.instance);
    for (const listener of [...this.#listeners]) listener();
  }

  #until<Value>(
    description: string,
    find: () => Value | undefined,
    limitMs = 20_000,
    instead: () => string = () => '',
  ): Promise<Value> {
    return new Promise((done, refused) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#listeners.delete(look);
      };
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        end();
        done(found);
      };
      const fail = (why: string): void => {
        end();
        refused(new Error(`${why} for: ${description}. It is ${instead()} ${this.errors}`));
      };
      const timer = setTimeout(() => fail('Waited in vain'), limitMs);
      this.#listeners.add(look);
      void this.#exited.then(() => fail('The app ended before what was waited'));
      look();
    });
  }
}
