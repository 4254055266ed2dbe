/** Promise 1, as clients see it: in maintenance nothing is served, and who asks is told so. Real PocketBase. */
import { writeFileSync } from 'node:fs';
import { createServer, get, type Server } from 'node:http';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { createInstance, newInstanceDefaults } from '../new-instance/create-instance';
import { checkPortFree } from '../process/ports';
import { foldersOf, serveArguments } from '../pocketbase/arguments';
import { TEST_VERSIONS } from '../testing/test-versions';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

const VERSION = '0.40.6';

/** The status of an answer, or the code of the error when there is none. A connection of its own each time. */
function ask(port: number): Promise<number | string> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/api/health', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

async function running(name = 'blog'): Promise<Instance> {
  const { id } = await bench.create(name, VERSION);
  return bench.untilRunning(id);
}

const enter = (id: string): undefined => orThrow(bench.instances.enterMaintenance(id, 'window'));
const leave = (id: string): undefined => orThrow(bench.instances.leaveMaintenance(id));
const untilAnswer = (id: string, kind: Instance['maintenanceAnswer']['kind']): Promise<Instance> =>
  bench.until(id, `an answer of the kind ${kind}`, ({ maintenanceAnswer }) => maintenanceAnswer.kind === kind);

async function processesOf(folder: string): Promise<readonly string[]> {
  const { stdout } = await execa('pgrep', ['-f', `--dir=${join(folder, 'pb_data')}`], { reject: false });
  return stdout.split('\n').filter(Boolean);
}

test('in maintenance the port answers 503 and no process exists; afterwards PocketBase answers', async () => {
  const { id, port, folder } = await running();
  expect(await ask(port)).toBe(200);
  enter(id);
  await untilAnswer(id, 'answering');
  expect(await ask(port)).toBe(503);
  expect(await processesOf(folder)).toEqual([]);
  expect(bench.now(id)).toMatchObject({ state: { kind: 'stopped' }, incidents: [] });
  leave(id);
  await bench.untilRunning(id);
  expect(await ask(port)).toBe(200);
  expect(bench.now(id).maintenanceAnswer).toEqual({ kind: 'none' });
  expect(bench.now(id).incidents).toEqual([]);
});

test('a crash, and a start that fails, are answered for too', async () => {
  const { id, port, state, folder } = await running();
  if (state.kind === 'running') process.kill(state.pid, 'SIGKILL');
  await untilAnswer(id, 'answering');
  expect(await ask(port)).toBe(503);
  writeFileSync(join(foldersOf(folder).migrations, '1_bad.js'), `migrate(() => { throw new Error('boom') })`);
  leave(id);
  await bench.until(id, 'a second incident', ({ incidents }) => incidents.length === 2);
  await untilAnswer(id, 'answering');
  expect(await ask(port)).toBe(503);
  expect(bench.now(id).incidents[0]?.cause).toBe('migration-failed');
});

test('a start that is refused before a process exists does not interrupt the answers', async () => {
  const { id, port } = await running();
  enter(id);
  await untilAnswer(id, 'answering');
  bench.versions.missing.add(VERSION);
  const poll = startPolling(port);
  for (let time = 1; time <= 5; time += 1) {
    leave(id);
    await bench.until(id, 'an incident', ({ incidents }) => incidents.length === time);
    const known = poll.answers.length;
    await expect.poll(() => poll.answers.length, { timeout: 10_000 }).toBeGreaterThan(known + 1);
  }
  await poll.stop();
  expect(new Set(poll.answers)).toEqual(new Set([503]));
  expect(bench.now(id).maintenanceAnswer).toEqual({ kind: 'answering' });
});

test('an instance that is only stopped is not answered for', async () => {
  const { id, port } = await running();
  orThrow(bench.instances.stop(id));
  await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  expect(await ask(port)).toBe('ECONNREFUSED');
  // Nor is one whose maintenance ends without a start.
  enter(id);
  await untilAnswer(id, 'answering');
  leave(id);
  await untilAnswer(id, 'none');
  expect(await ask(port)).toBe('ECONNREFUSED');
});

test('with the option off connections are refused; it can be switched during maintenance and is kept', async () => {
  const { id, port } = await running();
  orThrow(bench.instances.setOptions(id, { answerInMaintenance: false }));
  enter(id);
  await bench.untilMaintenance(id);
  expect(await ask(port)).toBe('ECONNREFUSED');
  orThrow(bench.instances.setOptions(id, { answerInMaintenance: true }));
  await untilAnswer(id, 'answering');
  expect(await ask(port)).toBe(503);
  orThrow(bench.instances.setOptions(id, { answerInMaintenance: false }));
  await untilAnswer(id, 'refused');
  expect(await ask(port)).toBe('ECONNREFUSED');

  await bench.quit();
  const again = bench.reopen();
  again.instances.resume();
  expect(again.now(id).answerInMaintenance).toBe(false);
  expect(await ask(port)).toBe('ECONNREFUSED');
});

test('quitting lets go of the port, and the next launch answers again', async () => {
  const { id, port } = await running();
  enter(id);
  await untilAnswer(id, 'answering');
  await bench.quit();
  expect(await ask(port)).toBe('ECONNREFUSED');
  expect(await checkPortFree(port)).toEqual({ ok: true, value: undefined });
  bench = bench.reopen();
  bench.instances.resume();
  await untilAnswer(id, 'answering');
  expect(await ask(port)).toBe(503);
});

test('a stranger on the port is told, and replaced by the answer when it goes', async () => {
  const { id, port } = await running();
  orThrow(bench.instances.setOptions(id, { answerInMaintenance: false }));
  enter(id);
  await bench.untilMaintenance(id);
  const stranger: Server = createServer((_request, response) => response.end('mine'));
  await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve));
  orThrow(bench.instances.setOptions(id, { answerInMaintenance: true }));
  const { maintenanceAnswer } = await untilAnswer(id, 'port-in-use');
  expect(maintenanceAnswer).toMatchObject({ owner: { pid: process.pid } });
  expect(await ask(port)).toBe(200);
  stranger.closeAllConnections();
  await new Promise((resolve) => stranger.close(resolve));
  await untilAnswer(id, 'answering');
  expect(await ask(port)).toBe(503);
});

test('a port that is answered on: new instances get another unless they ask for it, and then the answer gives way', async () => {
  const { id, port } = await running();
  enter(id);
  await untilAnswer(id, 'answering');
  const defaults = orThrow(await newInstanceDefaults(bench.creation));
  expect(defaults.port).not.toBe(port);
  const created = await createInstance({ ...defaults, name: 'shop', port }, bench.creation);
  const shop = orThrow(created);
  await bench.untilRunning(shop);
  expect(await ask(port)).toBe(200);
  await untilAnswer(id, 'other-instance');
  orThrow(bench.instances.stop(shop));
  await untilAnswer(id, 'answering');
  expect(await ask(port)).toBe(503);
});

test('maintenance pressed and left a hundred times, at every moment of a start, leaves no port behind', async () => {
  const { id, port } = await running();
  for (let time = 0; time < 100; time += 1) {
    enter(id);
    if (time % 5 !== 0) await bench.untilMaintenance(id);
    if (time % 3 === 0) await untilAnswer(id, 'answering');
    leave(id);
    if (time % 4 === 0)
      await bench.until(id, 'a process', ({ state }) => state.kind !== 'starting' || state.pid !== null);
  }
  await bench.untilRunning(id);
  expect(bench.now(id).incidents).toEqual([]);
  expect(await ask(port)).toBe(200);
});

interface Polling {
  readonly answers: readonly (number | string)[];
  /** Ends it; answers the longest time between two answers with refusals in between. */
  stop(): Promise<number>;
}

/** Asks every few milliseconds, whether or not the question before has been answered. */
function startPolling(port: number, everyMs = 5): Polling {
  const answers: (number | string)[] = [];
  const waiting: Promise<void>[] = [];
  let lastAnswerMs: number | null = null;
  let refused = false;
  let refusedMs = 0;
  const note = (answer: number | string): void => {
    answers.push(answer);
    if (typeof answer === 'string') {
      refused = true;
      return;
    }
    const nowMs = performance.now();
    if (refused && lastAnswerMs !== null) refusedMs = Math.max(refusedMs, nowMs - lastAnswerMs);
    refused = false;
    lastAnswerMs = nowMs;
  };
  const timer = setInterval(() => waiting.push(ask(port).then(note)), everyMs);
  return {
    answers,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(waiting);
      return refusedMs;
    },
  };
}

/** From nothing to the first answer of a PocketBase that nobody supervises. */
async function bareStart(folder: string, port: number): Promise<number> {
  const since = performance.now();
  const child = execa(join(TEST_VERSIONS, VERSION, 'pocketbase'), serveArguments(foldersOf(folder), port), {
    stdio: 'ignore',
    reject: false,
  });
  while ((await ask(port)) !== 200) await wait(5);
  const tookMs = performance.now() - since;
  child.kill('SIGTERM');
  await child;
  return tookMs;
}

test('leaving maintenance refuses clients hardly longer than a bare start of PocketBase takes', async () => {
  const { id, port, folder } = await running();
  const refusedMs: number[] = [];
  for (let time = 0; time < 5; time += 1) {
    enter(id);
    await untilAnswer(id, 'answering');
    const poll = startPolling(port);
    await expect.poll(() => poll.answers, { timeout: 10_000 }).toContain(503);
    leave(id);
    await expect.poll(() => poll.answers, { timeout: 10_000 }).toContain(200);
    refusedMs.push(await poll.stop());
    await bench.untilRunning(id);
  }
  orThrow(bench.instances.stop(id));
  await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  const bareMs: number[] = [];
  for (let time = 0; time < 5; time += 1) bareMs.push(await bareStart(folder, port));
  const measured = { refusedMs: median(refusedMs), bareMs: median(bareMs) };
  // As much again for the port check, the spawn and a busy machine.
  expect(measured.refusedMs, JSON.stringify(measured)).toBeLessThan(measured.bareMs * 2 + 50);
});

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[2] ?? 0;
