import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { argumentsOf, untilHealthy, type Contender, type Program } from './contender';
import { untilFile } from './file-watch';

/** Supervisor's daemon, told what to do through its own socket: its command line tool alone takes longer than a start. */
export class Supervisord implements Contender {
  readonly name = 'supervisord';
  readonly #executable: string;
  readonly #configuration: string;
  readonly #daemon: ChildProcess;
  readonly #socket: string;
  readonly #log: string;
  readonly #deaths = new Map<string, number>();

  private constructor(
    executable: string,
    configuration: string,
    daemon: ChildProcess,
    { socket, log }: { readonly socket: string; readonly log: string },
  ) {
    this.#executable = executable;
    this.#configuration = configuration;
    this.#daemon = daemon;
    this.#socket = socket;
    this.#log = log;
  }

  static async open(executable: string, folder: string, programs: readonly Program[]): Promise<Supervisord> {
    mkdirSync(folder, { recursive: true });
    const socket = join(folder, 'socket');
    const log = join(folder, 'supervisord.log');
    const configuration = join(folder, 'supervisord.conf');
    writeFileSync(log, '');
    writeFileSync(configuration, configurationOf(folder, socket, log, programs));
    const words = openSync(join(folder, 'words'), 'a');
    const daemon = spawn(executable, ['--nodaemon', '--configuration', configuration], {
      stdio: ['ignore', words, words],
    });
    closeSync(words);
    await untilFile(log, (text) => text.includes('supervisord started') && existsSync(socket));
    return new Supervisord(executable, configuration, daemon, { socket, log });
  }

  async start(program: Program): Promise<void> {
    await this.#call('startProcess', program.id);
    await untilHealthy(program);
  }

  async stop({ id }: Program): Promise<void> {
    await this.#call('stopProcess', id);
  }

  async pidOf({ id }: Program): Promise<number> {
    const answer = await this.#call('getProcessInfo', id);
    return Number(/<name>pid<\/name>\s*<value><int>(\d+)/.exec(answer)?.[1] ?? 0);
  }

  async untilDeathNoticed({ id }: Program): Promise<void> {
    const before = this.#deaths.get(id) ?? 0;
    const line = new RegExp(`exited: ${id} \\(`, 'g');
    await untilFile(this.#log, (text) => (text.match(line)?.length ?? 0) > before);
    this.#deaths.set(id, before + 1);
  }

  async close(): Promise<void> {
    const gone = once(this.#daemon, 'exit');
    this.#daemon.kill('SIGTERM');
    await gone;
  }

  /** Its command line tool, which tells the state of all. */
  statusCommand(): readonly [string, ...string[]] {
    return [join(dirname(this.#executable), 'supervisorctl'), '-c', this.#configuration, 'status'];
  }

  ownPids(): readonly number[] {
    return [this.#daemon.pid ?? 0];
  }

  #call(method: string, name: string): Promise<string> {
    const waits = method === 'getProcessInfo' ? '' : '<param><value><boolean>1</boolean></value></param>';
    const body =
      `<?xml version="1.0"?><methodCall><methodName>supervisor.${method}</methodName>` +
      `<params><param><value><string>${name}</string></value></param>${waits}</params></methodCall>`;
    return new Promise((resolve, reject) => {
      const asking = request({ socketPath: this.#socket, path: '/RPC2', method: 'POST' }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.once('end', () =>
          text.includes('<fault>') ? reject(new Error(`${method}: ${text}`)) : resolve(text),
        );
      });
      asking.once('error', reject);
      asking.setHeader('content-type', 'text/xml');
      asking.setHeader('content-length', Buffer.byteLength(body));
      asking.end(body);
    });
  }
}

/** As its manual recommends for a server, except that nothing starts by itself and a start is not held for a second. */
function configurationOf(folder: string, socket: string, log: string, programs: readonly Program[]): string {
  const program = (one: Program): string =>
    [
      `[program:${one.id}]`,
      `command=${[one.executable, ...argumentsOf(one)].join(' ')}`,
      `directory=${one.folder}`,
      'autostart=false',
      'autorestart=false',
      'startsecs=0',
      `stdout_logfile=${join(folder, `${one.id}.log`)}`,
      'redirect_stderr=true',
    ].join('\n');
  return [
    `[supervisord]\nlogfile=${log}\npidfile=${join(folder, 'pid')}\nchildlogdir=${folder}`,
    `[supervisorctl]\nserverurl=unix://${socket}`,
    `[unix_http_server]\nfile=${socket}`,
    '[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface',
    ...programs.map(program),
    '',
  ].join('\n\n');
}
