/** `basekeeper` against the engine of the app, with real PocketBase. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import {
  backupsShape,
  changedShape,
  createdShape,
  doctorShape,
  environmentShape,
  errorShape,
  incidentsShape,
  listShape,
  logLineShape,
  operationsShape,
  statusShape,
  versionsShape,
  watchShape,
} from '../../shared/command-line/shapes';
import { readEndpoint } from '../control/endpoint';
import { cli, type CliEnd, type CliOptions } from '../testing/cli';
import { servingProcesses } from '../testing/serving-processes';
import { createWorkbench, type Workbench } from '../testing/workbench';
import { serveCommands, type CommandLineServer } from './serve-commands';

let bench: Workbench;
let server: CommandLineServer;
let control: string;
const shown: (string | null)[][] = [];
let quits = 0;
beforeAll(async () => {
  bench = createWorkbench();
  control = join(bench.home, 'control');
  server = serveCommands({
    engine: bench,
    folder: control,
    show: (id, incident) => shown.push([id, incident]) > 0,
    quit: () => void (quits += 1),
    reportBug: (error) => {
      throw error;
    },
  });
  await server.settled();
});
afterAll(async () => {
  await server.close();
  await bench.dispose();
});

const give = (words: string, options?: CliOptions): Promise<CliEnd> => cli(control, words.split(' '), options);
/** With `--json`, as its schema has it. */
async function json<Schema extends z.ZodType>(schema: Schema, words: string, code = 0): Promise<z.output<Schema>> {
  const ended = await give(`${words} --json`);
  expect(ended, ended.out + ended.err).toMatchObject({ code, err: '' });
  return schema.parse(JSON.parse(ended.out));
}

describe('the main job', () => {
  test('create, status, maintenance and back, a backup and a restore', async () => {
    const made = await json(createdShape, 'create blog --use 0.40.6');
    expect(made.instance).toMatchObject({ name: 'blog', status: 'running', version: '0.40.6' });
    expect(made.superuser?.password).toMatch(/.{8}/);
    const { id, url } = made.instance;
    expect((await fetch(`${url}/api/health`)).status).toBe(200);

    const { instances } = await json(listShape, 'list');
    expect(instances.map(({ name }) => name)).toEqual(['blog']);
    expect((await give('list')).out).toMatch(/NAME +STATUS[^]*blog +Running +0\.40\.6/);
    expect((await give('list -q')).out).toBe(`${id}\n`);

    // The window asks before it: so does this, where somebody can answer.
    const unasked = await give('maintenance on blog');
    expect(unasked).toMatchObject({ code: 2, out: '' });
    expect(unasked.err).toContain('add -y');
    const refused = await give('maintenance on blog', { terminal: true, input: ['n'] });
    expect(refused.code).toBe(1);
    expect(bench.now(id).intent.maintenance).toBeNull();
    const timed = 'maintenance on blog --for 15m --reason disk';
    expect(await give(timed, { terminal: true, input: ['y'] })).toMatchObject({ code: 0 });
    const is = (await json(statusShape, 'status blog')).instance;
    expect(is).toMatchObject({
      status: 'maintenance',
      pid: null,
      maintenance: { setBy: 'command-line', note: 'disk' },
    });
    expect(Date.parse(is.maintenance?.until ?? '') - Date.now()).toBeGreaterThan(14 * 60_000);
    expect((await give('status blog --exit-code')).code).toBe(3);
    const start = await give('start blog');
    expect(start).toMatchObject({ code: 3, out: '' });
    expect(start.err).toContain('blog is in maintenance. It is not started because you switched it on.');
    expect((await give('wait blog --for running')).code).toBe(3);
    const after = await json(changedShape, 'maintenance off blog');
    expect(after.instances[0]).toMatchObject({ status: 'running', maintenance: null });

    const { operations } = await json(operationsShape, 'backup --all --label nightly');
    expect(operations[0]).toMatchObject({ kind: 'backup', outcome: 'done' });
    const { backups } = await json(backupsShape, 'backups blog');
    expect(backups[0]).toMatchObject({ label: 'nightly' });
    expect((await give('restore blog newest')).code).toBe(2);
    expect(await give('restore blog newest -y')).toMatchObject({ code: 0 });
    expect((await give('restore blog nothing -y')).code).toBe(4);
    const who = bench.activity.load(id).map(({ text }) => text);
    expect(who).toContain('Asked on the command line: a backup.');
    expect(who).toContainEqual(
      expect.stringMatching(/^Maintenance turned on by you, on the command line, until .*: “disk”$/),
    );
  });

  test('what has failed is in maintenance, with the words of the window', async () => {
    const { id } = bench.now((await json(statusShape, 'status blog')).instance.id);
    const pid = (await json(statusShape, 'status blog')).instance.pid ?? 0;
    const waiting = give('wait blog --for maintenance --timeout 20s');
    process.kill(pid, 'SIGKILL');
    expect((await waiting).code).toBe(0);
    const { incidents } = await json(incidentsShape, 'incidents blog');
    expect(incidents[0]).toMatchObject({ cause: 'killed', exit: { signal: 'SIGKILL' } });
    const one = await give(`incidents blog ${incidents[0]?.id ?? ''}`);
    expect(one.out).toContain('Server started');
    expect((await give('incidents blog nothing')).code).toBe(4);
    expect((await json(doctorShape, 'doctor')).ok).toBe(true);
    bench.versions.missing.add('0.40.6');
    const found = await json(doctorShape, 'doctor blog', 1);
    expect(found.instances[0]?.problems).toMatchObject([{ text: 'PocketBase 0.40.6 is not installed.' }]);
    expect(found.instances[0]?.notChecked).toEqual([]);
    const failed = await give('maintenance off blog');
    expect(failed.code).toBe(3);
    expect(failed.err).toContain('PocketBase 0.40.6 is not installed');
    bench.versions.missing.clear();
    expect((await give('maintenance off blog')).code).toBe(0);
    expect(await give(`show blog --incident ${incidents[0]?.id ?? ''}`)).toMatchObject({ code: 0 });
    expect(shown).toEqual([[id, incidents[0]?.id]]);
    expect(await give('quit')).toMatchObject({ code: 0, err: expect.stringContaining('Basekeeper quits.') as string });
    expect(quits).toBe(1);
  });

  test('output, addresses and variables', async () => {
    const { port } = bench.now((await json(statusShape, 'status blog')).instance.id);
    expect((await give('url blog')).out).toBe(`http://127.0.0.1:${String(port)}\n`);
    expect((await give('url blog --admin')).out).toBe(`http://127.0.0.1:${String(port)}/_/\n`);
    expect(await json(environmentShape, 'env blog')).toMatchObject({ POCKETBASE_PORT: String(port) });
    const all = await give('logs blog');
    expect(all.out).toMatch(/— Run 1 —[^]*Server started/);
    expect((await give('logs blog --run last -n 3')).out.split('\n')).toHaveLength(4);
    expect((await give('logs blog --since 1h')).out).toBe(all.out);
    expect((await give('logs blog --since 2100-01-01')).out).toBe('');
    const since = new Date().toISOString();
    expect((await give('restart blog')).code).toBe(0);
    // PocketBase may write its first lines a moment after it answers.
    await expect.poll(async () => (await give(`logs blog --since ${since}`)).out).toContain('Server started');
    const later = await give(`logs blog --since ${since} --json`);
    const [mark, first] = later.out
      .split('\n')
      .map((line) => (line === '' ? null : logLineShape.parse(JSON.parse(line))));
    expect([mark?.kind, first?.kind, Date.parse(first?.at ?? '') >= Date.parse(since)]).toEqual([
      'mark',
      'output',
      true,
    ]);
    expect(mark?.run).toBeGreaterThan(1);
    const abort = new AbortController();
    const followed = await give('logs blog -f', { interrupted: abort.signal, onOut: () => abort.abort() });
    expect(followed.code).toBe(130);
    expect(followed.out).not.toBe('');
    expect(await json(versionsShape, 'versions')).toEqual({ installed: [] });
  });

  test('a clone, its deletion by typing its name, and every change of it seen', async () => {
    const abort = new AbortController();
    const seen: string[] = [];
    const watching = give('watch', { interrupted: abort.signal, onOut: (text) => seen.push(text) });
    expect(await give('clone blog shop')).toMatchObject({ code: 0 });
    expect((await give('delete shop')).code).toBe(2);
    expect((await give('delete shop', { terminal: true, input: ['blog'] })).code).toBe(1);
    expect(await give('delete shop --no-backup', { terminal: true, input: ['shop'] })).toMatchObject({ code: 0 });
    expect((await give('status shop')).code).toBe(4);
    abort.abort();
    await watching;
    const changes = seen
      .join('')
      .trimEnd()
      .split('\n')
      .map((line) => watchShape.parse(JSON.parse(line)));
    expect(new Set(changes.map(({ type }) => type))).toEqual(
      new Set([...changes.map(({ type }) => type), 'instance', 'removed', 'operation']),
    );
  });

  test('Ctrl+C cancels a task, and says so', async () => {
    const abort = new AbortController();
    const ended = give('check blog', { terminal: true, interrupted: abort.signal });
    await expect.poll(() => bench.store.snapshot().state.operations[0]?.kind).toBe('check-integrity');
    abort.abort();
    const { code } = await ended;
    const outcome = bench.store.snapshot().state.operations[0]?.outcome?.kind;
    expect([code, outcome]).toEqual(outcome === 'done' ? [0, 'done'] : [130, 'cancelled']);
  });
});

describe('what cannot be understood', () => {
  test.each([
    ['', 0, 'out', 'Usage: basekeeper'],
    ['--help', 0, 'out', 'Exit codes: 0 done'],
    ['stop --help', 0, 'out', '--no-wait'],
    ['--version', 0, 'out', '0.0.0'],
    ['nonsense', 2, 'err', "unknown command 'nonsense'"],
    ['start', 2, 'err', 'Name at least one instance'],
    ['status --wrong', 2, 'err', "unknown option '--wrong'"],
    ['maintenance maybe blog', 2, 'err', 'Say “on” or “off”'],
    ['maintenance on blog --for lunch', 2, 'err', '“lunch” is no time'],
    ['maintenance off blog --for 15m', 2, 'err', '--for and --reason go with'],
    ['logs blog --since lunch', 2, 'err', '--since takes a time such as 15m'],
    ['logs blog --since 5m -f', 2, 'err', 'Use one of the two'],
    ['logs blog --lines few', 2, 'err', '--lines takes a number, not “few”'],
    ['logs blog --run first', 2, 'err', '--run takes a number or “last”, not “first”'],
    ['wait blog --for lunch', 2, 'err', '--for takes running, maintenance or stopped'],
    ['wait blog --for stopped --timeout soon', 2, 'err', '“soon” is no time'],
    ['wait blog --for stopped --timeout 0s', 7, 'err', 'was not stopped in time'],
    ['create blog', 1, 'err', 'The name is taken'],
    ['create x --port 99999', 2, 'err', 'whole number from 1 to 65535'],
    ['start nobody', 4, 'err', 'There is no instance “nobody”'],
    ['serve', 1, 'err', 'Basekeeper is running already'],
  ] as const)('“%s” ends with %i', async (words, code, where, text) => {
    const ended = await cli(control, words === '' ? [] : words.split(' '));
    expect(ended.code, ended.err).toBe(code);
    expect(ended[where]).toContain(text);
  });

  test('with --json, an error is the one thing on standard output', async () => {
    const { error } = await json(errorShape, 'start nobody', 4);
    expect(error).toMatchObject({ code: 'no-such-instance', title: 'There is no instance “nobody”' });
  });

  test('a name that two have needs an id', async () => {
    const [first] = bench.store.snapshot().state.instances;
    if (first === undefined) throw new Error('no instance');
    bench.store.apply({
      type: 'instance-changed',
      instance: { ...first, id: 'x'.repeat(15), state: { kind: 'stopped' } },
    });
    const ended = await give('status blog');
    expect(ended.code).toBe(4);
    expect(ended.err).toContain(
      `Several instances are named “blog”. Give the id of one: ${first.id}, ${'x'.repeat(15)}.`,
    );
    bench.store.apply({ type: 'instance-removed', instanceId: 'x'.repeat(15) });
  });

  test('words are completed, names of instances too', async () => {
    expect((await give('complete -- sta')).out).toBe('status\tshow one instance, or all\nstart\tstart instances\n');
    expect((await give('complete -- start bl')).out).toMatch(/^blog\tport \d+\n$/);
    expect((await give('complete -- stop --al')).out).toContain('--all\t');
    expect((await give('completion bash')).out).toContain('complete -o default -F _basekeeper basekeeper');
  });
});

describe('many at once', () => {
  test('fifty commands at once are all answered', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => give('status blog --json')));
    expect(new Set(all.map(({ code }) => code))).toEqual(new Set([0]));
  });

  test('window and command line toggle one instance: the last wish wins, and one process exists at most', async () => {
    const { id } = (await json(statusShape, 'status blog')).instance;
    let most = 0;
    const times = Number(process.env['BASEKEEPER_TOGGLES'] ?? 12);
    for (let index = 0; index < times; index += 1) {
      const name = index % 2 === 0 ? 'enter-maintenance' : 'leave-maintenance';
      const words = index % 2 === 0 ? 'maintenance off' : 'maintenance on';
      await Promise.all([
        bench.dispatch({ setBy: 'window' } as never, name, { instanceId: id }),
        give(`${words} blog -y --no-wait`),
      ]);
      most = Math.max(most, servingProcesses(bench.home).length);
      // Now and then it comes to rest, so that there is a process to be in the way.
      if (index % 10 === 9) expect((await give('maintenance off blog')).code).toBe(0);
    }
    expect(most).toBeLessThanOrEqual(1);
    expect((await give('maintenance on blog -y')).code).toBe(0);
    expect(bench.now(id)).toMatchObject({
      state: { kind: 'stopped' },
      intent: { maintenance: { reason: 'requested' } },
    });
    expect((await give('maintenance off blog')).code).toBe(0);
    const { pid } = (await json(statusShape, 'status blog')).instance;
    expect(servingProcesses(bench.home)).toEqual([pid]);
  }, 900_000);
});

test('one setting turns it off, and on again', async () => {
  const before = readEndpoint(control);
  bench.store.apply({
    type: 'settings-changed',
    settings: { ...bench.store.snapshot().state.settings, commandLine: false },
  });
  await server.settled();
  expect(before).not.toBeNull();
  expect(readEndpoint(control)).toBeNull();
  bench.store.apply({
    type: 'settings-changed',
    settings: { ...bench.store.snapshot().state.settings, commandLine: true },
  });
  await server.settled();
  expect((await give('list')).code).toBe(0);
});
