/** The installer of a package, with Node in the place of Electron: installed, used, upgraded while it runs, removed. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { identify } from '../../process/process-identity';
import { headlessOptions } from '../app-process';
import { programOf } from '../program';
import type { HeadlessMessage } from '../headless-app';
import { given, newFolder, POCKETBASE, POCKETBASE_VERSION, until } from './surroundings';

const local = given('LOCALAPPDATA');
const program = join(local, 'Programs', 'Basekeeper');
const app = join(program, 'Basekeeper.exe');
const relay = join(program, 'resources', 'bin', 'basekeeper.exe');
const uninstaller = join(program, 'Uninstall Basekeeper.exe');
const home = newFolder();
const env = { ...process.env, BASEKEEPER_HOME: home };

/** Without a window. Answers the exit code. */
function run(path: string, ...more: readonly string[]): number | null {
  return spawnSync(path, ['/S', ...more], { env, timeout: 120_000 }).status;
}

after(() => {
  if (existsSync(uninstaller)) run(uninstaller, `_?=${program}`);
});

test('it installs for this person, without an administrator: program, command, uninstaller', () => {
  assert.equal(run(given('BASEKEEPER_INSTALLER')), 0);
  for (const path of [app, relay, uninstaller, join(program, 'resources', 'app.asar')])
    assert.ok(existsSync(path), path);
  assert.ok(existsSync(join(program, 'resources', 'bin', 'basekeeper-processes.exe')));
  const menu = join(given('APPDATA'), 'Microsoft', 'Windows', 'Start Menu', 'Programs');
  assert.ok(readdirSync(menu).includes('Basekeeper.lnk'));
  const key = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall`;
  const { stdout } = spawnSync('reg', ['query', key, '/s'], { encoding: 'utf8' });
  assert.match(stdout, /DisplayName\s+REG_SZ\s+Basekeeper 0\.1\.0/);
});

test('it is not installed where instances are kept, nor for all people', () => {
  assert.equal(run(given('BASEKEEPER_INSTALLER'), '/allusers'), 6);
  assert.equal(run(given('BASEKEEPER_INSTALLER'), `/D=${join(local, 'Basekeeper')}`), 6);
});

interface Running {
  readonly pid: number;
  readonly pocketbase: number;
  readonly dataFolder: string;
  readonly gone: Promise<unknown>;
}

/** The installed program, with an instance that is served. */
async function startInstalled(): Promise<Running> {
  const { file, nodeArguments } = programOf('headless-app');
  const child = spawn(app, [...nodeArguments, file, home], {
    env: { ...env, ...headlessOptions({ standIns: { [POCKETBASE_VERSION]: POCKETBASE }, control: true }) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const superuser = { email: 'admin@example.com', password: 'a long password' };
  const order = { id: 1, name: 'create', instance: 'blog', version: POCKETBASE_VERSION, superuser };
  for await (const line of createInterface({ input: child.stdout })) {
    const message = JSON.parse(line) as HeadlessMessage;
    if (message.type === 'ready') child.stdin.write(`${JSON.stringify(order)}\n`);
    if (message.type !== 'changed' || message.instance.state.kind !== 'running') continue;
    child.stdout.resume();
    const { state, folder } = message.instance;
    return { pid: child.pid ?? 0, pocketbase: state.pid, dataFolder: join(folder, 'pb_data'), gone };
  }
  throw new Error('The installed program has ended');
}

test('an upgrade while it runs asks it to quit, which stops its instances in order', async () => {
  const { pid, pocketbase, dataFolder, gone } = await startInstalled();
  const before = readFileSync(app).length;
  assert.equal(run(given('BASEKEEPER_NEWER_INSTALLER')), 0);
  await gone;
  await until('both have ended', () => identify(pid) === null && identify(pocketbase) === null);
  // In order: nothing waits to be written.
  assert.equal(existsSync(join(dataFolder, 'data.db-wal')), false);
  assert.ok(existsSync(join(dataFolder, 'data.db')));
  assert.equal(readFileSync(app).length, before);
  assert.match(
    readFileSync(join(program, 'resources', 'app.asar'), 'latin1').slice(0, 20_000_000),
    /"version": ?"0\.10\.0"/,
  );
});

test('it is removed; instances, backups and settings stay', async () => {
  const own = join(local, 'Basekeeper', 'Data', 'instances', 'mine');
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'data.db'), 'x');
  assert.equal(run(uninstaller, `_?=${program}`), 0);
  await until('its program is gone', () => !existsSync(app));
  assert.equal(existsSync(relay), false);
  assert.equal(readFileSync(join(own, 'data.db'), 'utf8'), 'x');
  assert.ok(readdirSync(join(home, 'instances')).length > 0);
});
