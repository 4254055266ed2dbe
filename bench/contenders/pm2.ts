import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { argumentsOf, untilHealthy, type Contender, type Program } from './contender';

type Callback<Value> = (error: Error | null, value: Value) => void;

/** The part of pm2's programming interface that is used here. */
interface Api {
  connect(done: Callback<unknown>): void;
  launchBus(done: Callback<Bus>): void;
  start(options: Readonly<Record<string, unknown>>, done: Callback<unknown>): void;
  restart(name: string, done: Callback<unknown>): void;
  stop(name: string, done: Callback<unknown>): void;
  describe(name: string, done: Callback<readonly { readonly pid?: number }[]>): void;
  killDaemon(done: Callback<unknown>): void;
  disconnect(): void;
}

interface Bus {
  on(event: 'process:event', listener: (told: BusEvent) => void): void;
}

interface BusEvent {
  readonly event: string;
  readonly process: { readonly name: string };
}

/** pm2's daemon, through its own programming interface and event bus. */
export class Pm2 implements Contender {
  readonly name = 'pm2';
  readonly #api: Api;
  readonly #home: string;
  readonly #known = new Set<string>();
  readonly #onExit = new Map<string, () => void>();

  private constructor(api: Api, home: string) {
    this.#api = api;
    this.#home = home;
  }

  /** Once in each process: pm2 reads its home folder when it is loaded. */
  static async open(folderOfPeers: string, home: string): Promise<Pm2> {
    mkdirSync(home, { recursive: true });
    process.env['PM2_HOME'] = home;
    process.env['PM2_DISABLE_VERSION_CHECK'] = 'true';
    const load = createRequire(join(folderOfPeers, 'package.json'));
    const peer = new Pm2(load('pm2') as Api, home);
    await called((done) => peer.#api.connect(done));
    const bus = await called<Bus>((done) => peer.#api.launchBus(done));
    bus.on('process:event', ({ event, process: { name } }) => {
      if (event === 'exit') peer.#onExit.get(name)?.();
    });
    return peer;
  }

  async start(program: Program): Promise<void> {
    if (this.#known.has(program.id)) await called((done) => this.#api.restart(program.id, done));
    else {
      this.#known.add(program.id);
      const options = {
        name: program.id,
        script: program.executable,
        args: argumentsOf(program),
        cwd: program.folder,
        interpreter: 'none',
        autorestart: false,
        pmx: false,
        vizion: false,
      };
      await called((done) => this.#api.start(options, done));
    }
    await untilHealthy(program);
  }

  async stop({ id }: Program): Promise<void> {
    await called((done) => this.#api.stop(id, done));
  }

  async pidOf({ id }: Program): Promise<number> {
    const [found] = await called<readonly { readonly pid?: number }[]>((done) => this.#api.describe(id, done));
    return found?.pid ?? 0;
  }

  untilDeathNoticed({ id }: Program): Promise<void> {
    return new Promise((resolve) => this.#onExit.set(id, resolve));
  }

  async close(): Promise<void> {
    await called((done) => this.#api.killDaemon(done));
    this.#api.disconnect();
  }

  ownPids(): readonly number[] {
    return [Number(readFileSync(join(this.#home, 'pm2.pid'), 'utf8'))];
  }
}

function called<Value>(work: (done: Callback<Value>) => void): Promise<Value> {
  return new Promise((resolve, reject) => work((error, value) => (error === null ? resolve(value) : reject(error))));
}
