/** What main does with processes, as a Windows program. */
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { PortOwner } from '../../../shared/errors';
import type { Exit } from '../../../shared/incident';
import { causeOfEnd } from '../../pocketbase/exit-causes';
import { startChild } from '../../process/child-process';
import { findDataOwners } from '../../process/data-owner';
import { endsWithUs } from '../../process/ends-with-us';
import { untilServing } from '../../process/health';
import { listenersOnPort, listensOnPort } from '../../process/listening-socket';
import { measureProcess } from '../../process/measure-process';
import { inheritedDescriptors, openFiles } from '../../process/own-descriptors';
import { checkPortFree } from '../../process/ports';
import {
  bootId,
  findByRunId,
  identify,
  isStillThere,
  recognise,
  RUN_ID_VARIABLE,
  type ProcessMarks,
} from '../../process/process-identity';
import { processName } from '../../process/processes';
import type { RunProcess } from '../../process/run-process';
import { findTool } from '../../process/system-tools';
import { windowsProcesses, windowsProcessesNow } from '../../process/windows-processes';
import { IS_WINE, newFolder, POCKETBASE, until } from './surroundings';

const children: ChildProcess[] = [];
after(() => children.forEach((child) => child.kill('SIGKILL')));

/** A Node that waits, with a run id. */
async function waiting(runId: string, ...more: readonly string[]): Promise<ProcessMarks> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '--', ...more], {
    env: { ...process.env, [RUN_ID_VARIABLE]: runId },
    stdio: 'ignore',
  });
  children.push(child);
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  const identity = identify(pid);
  assert.ok(identity, 'it is there');
  return { ...identity, executable: process.execPath, dataArgument: more[0] ?? '', runId };
}

async function ended(pid: number): Promise<void> {
  const child = children.find((one) => one.pid === pid);
  if (child === undefined) throw new Error('no such child');
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

describe('processes', () => {
  test('this one is listed with its start time, program, arguments and folder', async () => {
    const own = (await windowsProcesses()).find(({ pid }) => pid === process.pid);
    assert.match(own?.startedAt ?? '', /^1[34]\d{16}$/);
    assert.equal(own?.executable.toLowerCase(), process.execPath.toLowerCase());
    assert.ok(own.arguments?.some((one) => one.endsWith('processes.mjs')));
    assert.ok(own.folder.length > 3);
    assert.ok(own.memoryBytes > 1_000_000);
  });

  test('arguments and run ids come over as they were given, whatever letters they have', async () => {
    const { pid } = await waiting('läuft-北京', '--dir=C:\\Ä ö\\北京 😀\\', 'a "quoted" one', '');
    const [found] = windowsProcessesNow(pid) ?? [];
    assert.deepEqual(found?.arguments?.slice(-3), ['--dir=C:\\Ä ö\\北京 😀\\', 'a "quoted" one', '']);
    assert.equal(found.runId, 'läuft-北京');
    await ended(pid);
  });

  test('a process is the same as long as it lives, and found by its run id', async () => {
    const marks = await waiting('run-one', '--dir=C:\\one');
    assert.equal(isStillThere(marks), true);
    assert.equal(recognise(marks), 'same');
    assert.equal(findByRunId('run-one', '--dir=C:\\one')?.pid, marks.pid);
    await ended(marks.pid);
    assert.equal(recognise(marks), 'gone');
    assert.equal(isStillThere(marks), false);
    assert.equal(findByRunId('run-one', '--dir=C:\\one'), null);
  });

  test('who has the pid of an earlier process is not taken for it; what differs is left alone', async () => {
    const marks = await waiting('another', '--dir=C:\\two');
    assert.equal(recognise({ ...marks, runId: 'ours' }), 'gone');
    assert.equal(recognise({ ...marks, startedAt: '1' }), 'gone');
    assert.equal(recognise({ ...marks, dataArgument: '--dir=C:\\other' }), 'uncertain');
    assert.equal(recognise({ ...marks, executable: 'C:\\x.exe' }), 'uncertain');
    await ended(marks.pid);
  });

  test('its name, what it takes, and the start of the computer', async () => {
    assert.match(await processName(String(process.pid)), /^node.*\.exe$/);
    assert.equal(await processName('4294967295'), 'unknown');
    const measured = await measureProcess(process.pid);
    assert.ok(measured !== null && measured.memoryBytes > 1_000_000 && measured.processorMs > 0);
    assert.equal(bootId(), bootId());
  });

  test('programs of the system are found by absolute path; nothing is inherited; there is no limit of open files', () => {
    assert.match(findTool('netstat') ?? '', /^C:\\windows\\system32\\netstat\.exe$/i);
    assert.equal(findTool('no-such-program'), null);
    assert.deepEqual(inheritedDescriptors(), []);
    assert.equal(openFiles(), null);
    assert.equal(endsWithUs(), true);
  });
});

interface Served {
  readonly child: RunProcess;
  readonly dataFolder: string;
  readonly output: () => string;
  readonly exit: Promise<Exit>;
  readonly left: PortOwner[];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

let template: string | undefined;

/** Data with a superuser: without one PocketBase opens a browser. */
function newDataFolder(folder: string): string {
  const dataFolder = join(folder, 'pb_data');
  if (template === undefined) {
    template = join(newFolder(), 'pb_data');
    const words = ['superuser', 'upsert', 'admin@example.com', 'a long password', `--dir=${template}`];
    assert.equal(spawnSync(POCKETBASE, words, { windowsHide: true }).status, 0);
  }
  cpSync(template, dataFolder, { recursive: true });
  return dataFolder;
}

function serve(port: number, runId: string): Served {
  const folder = newFolder();
  const dataFolder = newDataFolder(folder);
  const outputFile = join(folder, 'output.log');
  const left: PortOwner[] = [];
  let tell: (exit: Exit) => void;
  const exit = new Promise<Exit>((resolve) => (tell = resolve));
  const environment = { ...(process.env as Record<string, string>), [RUN_ID_VARIABLE]: runId };
  const child = startChild(
    {
      executable: POCKETBASE,
      arguments: ['serve', `--dir=${dataFolder}`, `--http=127.0.0.1:${String(port)}`],
      workingFolder: folder,
      environment,
      outputFile,
    },
    {
      onRefused: (error) => tell({ code: null, signal: error.message }),
      onLeftOver: (some) => left.push(...some),
      onExited: (end) => tell(end),
    },
  );
  assert.ok(child, 'it was started');
  return { child, dataFolder, output: () => readFileSync(outputFile, 'utf8'), exit, left };
}

describe('pocketbase.exe', () => {
  test('serves; its port, its folder and its owner are told; a console event ends it in order', async () => {
    const port = await freePort();
    const { child, dataFolder, exit, output } = serve(port, 'served');
    const { pid } = child;
    const expected = { pid, port, networkAccess: 'this-computer' } as const;
    const heard = await untilServing(expected, AbortSignal.timeout(30_000));
    assert.ok(heard, output());
    assert.equal(await listensOnPort(pid, port, 'network'), false);
    assert.deepEqual(await listenersOnPort(port), [{ pid, name: 'pocketbase.exe' }]);
    const free = await checkPortFree(port);
    assert.deepEqual(free.ok ? null : free.error, {
      code: 'port-in-use',
      port,
      owner: { pid, name: 'pocketbase.exe' },
    });
    const owners = await findDataOwners([dataFolder, newFolder()]);
    assert.deepEqual([...owners], [[dataFolder, [{ pid, name: 'pocketbase.exe' }]]]);
    child.terminate();
    assert.deepEqual(await exit, { code: 0, signal: null });
    // Closed in order: nothing waits to be written.
    assert.equal(existsSync(join(dataFolder, 'data.db-wal')), false);
    assert.equal((await checkPortFree(port)).ok, true);
  });

  test('a kill ends it at once', async () => {
    const port = await freePort();
    const { child, exit } = serve(port, 'killed');
    await untilServing({ pid: child.pid, port, networkAccess: 'this-computer' }, AbortSignal.timeout(30_000));
    child.kill();
    assert.notDeepEqual(await exit, { code: 0, signal: null });
    assert.deepEqual(await listenersOnPort(port), []);
  });

  test('what it has started ends with it, and is ended when it was killed by somebody else', async () => {
    const port = await freePort();
    const { child, exit, left } = serve(port, 'with-child');
    await untilServing({ pid: child.pid, port, networkAccess: 'this-computer' }, AbortSignal.timeout(30_000));
    // As a hook would start it, with the environment it was given itself.
    const { pid } = await waiting('with-child');
    process.kill(child.pid, 'SIGKILL');
    await exit;
    assert.deepEqual(left, []);
    await until('the child is gone', () => identify(pid) === null);
  });

  test('a program that is no program is refused', async () => {
    let refused: NodeJS.ErrnoException | undefined;
    const folder = newFolder();
    const child = startChild(
      {
        executable: join(folder, 'none.exe'),
        arguments: [],
        workingFolder: folder,
        environment: {},
        outputFile: join(folder, 'output.log'),
      },
      { onRefused: (error) => (refused = error), onExited: () => undefined },
    );
    assert.equal(child, null);
    await until('it is told', () => refused !== undefined);
    assert.equal(refused?.code, 'ENOENT');
  });
});

test('two consoles are two: an event for one process does not reach another', async () => {
  const [first, second] = [await freePort(), await freePort()];
  const one = serve(first, 'one');
  const other = serve(second, 'other');
  const serving = (served: Served, port: number): Promise<unknown> =>
    untilServing({ pid: served.child.pid, port, networkAccess: 'this-computer' }, AbortSignal.timeout(30_000));
  await Promise.all([serving(one, first), serving(other, second)]);
  one.child.terminate();
  assert.deepEqual(await one.exit, { code: 0, signal: null });
  assert.equal(await listensOnPort(other.child.pid, second, 'this-computer'), true);
  other.child.terminate();
  assert.deepEqual(await other.exit, { code: 0, signal: null });
});

test('a port that is taken at the last moment is named as the cause', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { exit, output } = serve(port, 'taken');
  const lines = { exit: await exit, served: false, output: output().split('\n'), databaseLeftOpen: false };
  assert.equal(causeOfEnd(lines).cause, 'port-taken');
  server.close();
});

test('names of processes of other users are told, nothing else', { skip: IS_WINE && 'wine has one user' }, async () => {
  const system = (await windowsProcesses()).find(({ name }) => name === 'csrss.exe');
  assert.equal(system?.arguments, null);
});
