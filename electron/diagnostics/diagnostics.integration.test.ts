/** No byte of what is saved holds a secret, wherever it was: in a variable, an argument, the output, a log, an incident, an address. */
import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import yauzl from 'yauzl';
import { diagnosticsShape } from '../../shared/command-line/shapes';
import type { InstanceId } from '../../shared/ids';
import { serveCommands, type CommandLineServer } from '../command-line/serve-commands';
import { setLaunchOptions } from '../instances/set-launch-options';
import { cli } from '../testing/cli';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { collectDiagnostics } from './collect';

const SUPERUSER = { email: 'owner.of.it@private-mail.example', password: 'Superuser-Password-77' };
const SEALED = 'sealed-variable-value-4711';
const PLAIN = 'plain-variable-value-0815';
const KEY = 'k3y-of-exactly-thirty-two-chars!';
const TOKEN = ['eyJhbGciOiJIUzI1NiJ9', 'eyJpZCI6IjEyMzQ1Njc4OSJ9', 'c2lnbmF0dXJlLW9mLWl0'].join('.');
const HIDDEN = [SUPERUSER.email, SUPERUSER.password, SEALED, PLAIN, KEY, TOKEN, 'hunter2-in-address', homedir()];

let bench: Workbench;
let server: CommandLineServer;
let id: InstanceId;
beforeAll(async () => {
  bench = createWorkbench();
  ({ id } = await bench.create('blog', '0.40.6', SUPERUSER));
  const running = await bench.untilRunning(id);
  orThrow(
    await setLaunchOptions(
      id,
      {
        revision: running.launchOptions.revision,
        environment: [
          { name: 'API', secret: true, value: SEALED },
          { name: 'HOST', secret: false, value: PLAIN },
        ],
        encryptionKey: KEY,
        arguments: ['--queryTimeout=30'],
      },
      bench.launchOptions,
    ),
  );
  // It writes all of them, then fails, so that they are in the output, in an incident and in the journal.
  const said = [
    ...[SUPERUSER.email, SEALED, PLAIN, KEY, TOKEN],
    `password: "${SUPERUSER.password}"`,
    'https://me:hunter2-in-address@example.com/x',
    `${homedir()}/notes`,
  ];
  const hook = `${said.map((text) => `console.log('said: ' + ${JSON.stringify(text)})`).join('\n')}\nconsole.log('env ' + $os.getenv('API'))\n`;
  writeFileSync(join(running.folder, 'pb_hooks', 'say.pb.js'), hook);
  orThrow(bench.instances.restart(id));
  const again = await bench.until(
    id,
    'runs with its new options',
    ({ state, launchedWith, launchOptions }) =>
      state.kind === 'running' && launchedWith?.revision === launchOptions.revision,
    60_000,
  );
  process.kill(again.state.kind === 'running' ? again.state.pid : 0, 'SIGKILL');
  await bench.untilMaintenance(id);
  mkdirSync(bench.logs, { recursive: true });
  appendFileSync(
    join(bench.logs, 'basekeeper.log'),
    `${said.map((text) => `told: ${text}`).join('\n')}\npassword=${KEY}\n`,
  );
  server = serveCommands({
    engine: bench,
    folder: join(bench.home, 'control'),
    show: () => false,
    quit: () => undefined,
    reportBug: (error) => {
      throw error;
    },
  });
  await server.settled();
}, 120_000);
afterAll(async () => {
  await server.close();
  await bench.dispose();
});

test('what is collected names each file, its size and what it is, and holds what helps', async () => {
  const files = await collectDiagnostics(bench);
  const text = (name: string): string => files.find((file) => file.name === name)?.bytes.toString() ?? '';
  expect(files.map(({ name }) => name)).toEqual([
    'README.txt',
    'versions.json',
    'settings.json',
    'instances.json',
    'checks.json',
    'tasks.json',
    `incidents/${id}.json`,
    `activity/${id}.txt`,
    `output/${id}.txt`,
    'basekeeper.log',
  ]);
  for (const { bytes, name, sizeBytes, what } of files) {
    expect(sizeBytes).toBe(bytes.length);
    expect(what).toMatch(/\.$/);
    expect(text('README.txt').includes(name) || name === 'README.txt').toBe(true);
  }
  expect(JSON.parse(text('versions.json'))).toMatchObject({ appVersion: '0.0.0', system: { processor: process.arch } });
  expect(JSON.parse(text('instances.json'))).toMatchObject([
    {
      name: 'blog',
      state: { kind: 'stopped' },
      launchOptions: {
        variables: [
          { name: 'API', isSealed: true },
          { name: 'HOST', isSealed: false },
        ],
        hasEncryptionKey: true,
        flags: ['--queryTimeout'],
      },
    },
  ]);
  expect(text(`incidents/${id}.json`)).toContain('"cause": "killed"');
  expect(text(`output/${id}.txt`)).toContain('said: [secret removed]');
  expect(text(`output/${id}.txt`)).toContain('said: [e-mail removed]');
  expect(text('basekeeper.log')).toContain('told: [token removed]');
});

test('no planted secret is in any byte of the zip, packed or unpacked', async () => {
  const zip = join(bench.home, 'out.zip');
  const ended = await cli(join(bench.home, 'control'), ['diagnostics', zip, '--json']);
  expect(ended, ended.err).toMatchObject({ code: 0, err: '' });
  const told = diagnosticsShape.parse(JSON.parse(ended.out));
  expect(told.path).toBe(zip);
  expect(statSync(zip).mode & 0o777).toBe(0o600);
  const entries = await contentsOf(zip);
  expect([...entries.keys()]).toEqual(told.files.map(({ name }) => name));
  const everything = [readFileSync(zip), ...entries.values(), Buffer.from(ended.out)];
  for (const secret of HIDDEN) {
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
      expect(
        everything.some((bytes) => bytes.includes(form)),
        secret,
      ).toBe(false);
  }
  const again = await cli(join(bench.home, 'control'), ['diagnostics', zip]);
  expect(again.code).toBe(2);
  expect(again.err).toContain('is there already. Name another file.');
});

function contentsOf(path: string): Promise<ReadonlyMap<string, Buffer>> {
  return new Promise((resolve, reject) => {
    const found = new Map<string, Buffer>();
    yauzl.open(path, { lazyEntries: true }, (problem, zip) => {
      if (problem !== null) {
        reject(problem);
        return;
      }
      zip.on('end', () => resolve(found));
      zip.on('error', reject);
      zip.on('entry', (entry: yauzl.Entry) => {
        zip.openReadStream(entry, (unread, stream) => {
          if (unread !== null) {
            reject(unread);
            return;
          }
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            found.set(entry.fileName, Buffer.concat(chunks));
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });
}
