/** Any answer from its own socket proves that a process lives, whatever it says. Times are a fraction of those in life. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pidOf, type Instance } from '../../shared/instance';
import { foldersOf } from '../pocketbase/arguments';
import { limitRates, type RateRule } from '../testing/api-settings';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const SUPERUSER = { email: 'a@example.com', password: '1234567890' };
let bench: Workbench;
beforeAll(() => {
  bench = createWorkbench({
    timing: {
      startLimitMs: 8000,
      stopGraceMs: 2000,
      killLimitMs: 2000,
      health: { readinessIntervalMs: 20, livenessIntervalMs: 100, answerTimeoutMs: 600, misses: 3 },
    },
  });
});
afterAll(() => bench.dispose());

interface Case {
  readonly name: string;
  readonly hook: string;
  /** What is said of its health. */
  readonly note: string;
}

const ALIVE: readonly Case[] = [
  {
    name: 'guarded',
    hook: `routerUse((e) => { if (!e.request.header.get('X-Key')) throw new UnauthorizedError('no key'); return e.next() })`,
    note: '/api/health answers 401 (a hook turns everybody away), so its content cannot be checked.',
  },
  {
    name: 'redirected',
    hook: `routerUse((e) => e.redirect(301, 'https://example.com' + e.request.url.path))`,
    note: '/api/health answers 301 (a redirect), so its content cannot be checked.',
  },
  {
    name: 'failing',
    hook: `routerUse((e) => { throw new InternalServerError('all of it') })`,
    note: '/api/health answers 500, so its content cannot be checked.',
  },
  {
    name: 'no-health',
    hook: `routerUse((e) => { if (e.request.url.path === '/api/health') sleep(600000); return e.next() })`,
    note: '/api/health does not answer, other addresses do.',
  },
  {
    name: 'no-dashboard',
    hook: `routerUse((e) => { if (e.request.url.path.startsWith('/_/')) sleep(600000); return e.next() })`,
    note: '',
  },
  { name: 'slow', hook: `routerUse((e) => { sleep(1500); return e.next() })`, note: '' },
];

const hookOf = ({ folder }: Instance, name = 'case.pb.js'): string => join(foldersOf(folder).hooks, name);
const healthNoteOf = ({ warnings }: Instance): string =>
  warnings.find(({ kind }) => kind === 'health-not-checked')?.evidence ?? '';
const untilStopped = (id: string): Promise<Instance> =>
  bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
const isUntouched = (id: string): void => {
  const { state, incidents, intent } = bench.now(id);
  expect([state.kind, incidents, intent.maintenance]).toEqual(['running', [], null]);
};

/** One after the other: two at once would be offered the same port. */
let creating: Promise<unknown> = Promise.resolve();

async function served(name: string): Promise<Instance> {
  const created = creating.then(() => bench.create(name, '0.40.6', SUPERUSER));
  creating = created;
  return bench.untilRunning((await created).id);
}

async function startedWith(name: string, hook: string): Promise<Instance> {
  const { id } = await served(name);
  orThrow(bench.instances.stop(id));
  writeFileSync(hookOf(await untilStopped(id)), hook);
  orThrow(bench.instances.start(id));
  return bench.now(id);
}

/** How long it is asked is the subject here: silent rounds would have ended it twice over, and a limit be used up. */
const afterManyRounds = (): Promise<unknown> => new Promise((done) => setTimeout(done, 4500));

test.concurrent.each(ALIVE)(
  'whoever answers is running, and what is not 200 is said: $name',
  async ({ name, hook, note }) => {
    const { id } = await startedWith(name, hook);
    const running = await bench.untilRunning(id);
    if (note !== '') await bench.until(id, 'a note', (now) => healthNoteOf(now) === note);
    await afterManyRounds();
    isUntouched(id);
    await bench.until(id, 'still this note', (now) => healthNoteOf(now) === note);
    rmSync(hookOf(running));
    await bench.until(id, 'no note', (now) => healthNoteOf(now) === '');
    isUntouched(id);
  },
);

test.concurrent('hooks that hold up every request while it runs are no answer at all', async () => {
  const instance = await served('hung');
  writeFileSync(hookOf(instance), `routerUse((e) => { sleep(600000); return e.next() })`);
  const { intent, incidents } = await bench.untilMaintenance(instance.id);
  expect(intent.maintenance?.reason).toBe('unresponsive');
  expect(incidents).toMatchObject([{ cause: 'no-answer', evidence: 'no answer within 0.6 s' }]);
});

test.concurrent('hooks that hold up every request from the start on are a start that failed', async () => {
  const { id } = await startedWith('never', `routerUse((e) => { sleep(600000); return e.next() })`);
  const { intent, incidents } = await bench.untilMaintenance(id);
  expect(intent.maintenance?.reason).toBe('start-failed');
  expect(incidents).toMatchObject([{ cause: 'start-timeout' }]);
});

test.concurrent('while questions go unanswered it is said how many, and no more when it answers', async () => {
  const instance = await served('frozen');
  const { id, state } = instance;
  const seen = new Set<string>();
  const stop = bench.store.subscribe(() => {
    const { unanswered } = bench.now(id);
    if (unanswered !== undefined) seen.add(`${String(unanswered.questions)} of ${String(unanswered.of)}`);
  });
  process.kill(pidOf(state) ?? 0, 'SIGSTOP');
  await bench.until(id, 'two unanswered', ({ unanswered }) => unanswered?.questions === 2);
  process.kill(pidOf(state) ?? 0, 'SIGCONT');
  await bench.until(id, 'answers again', ({ unanswered }) => unanswered === undefined);
  stop();
  expect([...seen]).toEqual(['1 of 3', '2 of 3']);
  isUntouched(id);
});

const get = async (port: number, path: string): Promise<number> =>
  (await fetch(`http://127.0.0.1:${String(port)}${path}`)).status;

const LIMITS: readonly (readonly [string, readonly RateRule[], string])[] = [
  ['on /api/', [{ label: '/api/', maxRequests: 5, duration: 60 }], '/api/health'],
  ['on everything', [{ label: '/', maxRequests: 5, duration: 60 }], '/_/'],
];

test.concurrent.each(LIMITS)('our asking uses up no rate limit: five requests %s', async (name, rules, path) => {
  const { id, port } = await served(`limited ${name.replaceAll('/', '')}`);
  await limitRates(port, SUPERUSER, rules);
  await afterManyRounds();
  isUntouched(id);
  const statuses: number[] = [];
  for (let count = 0; count < 6; count += 1) statuses.push(await get(port, path));
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  // Now it is used up, and its answers are life all the same.
  await afterManyRounds();
  isUntouched(id);
});

test.concurrent('four hundred requests to a hook under the preset limits leave it running', async ({ expect }) => {
  const instance = await served('preset');
  const { id, port } = instance;
  await limitRates(port, SUPERUSER, [
    { label: '*:auth', maxRequests: 2, duration: 3 },
    { label: '*:create', maxRequests: 20, duration: 5 },
    { label: '/api/batch', maxRequests: 3, duration: 1 },
    { label: '/api/', maxRequests: 300, duration: 10 },
  ]);
  writeFileSync(hookOf(instance), `routerAdd('GET', '/api/mine', (e) => e.json(200, {}))`);
  await expect.poll(() => get(port, '/api/mine').catch(() => 0)).toBe(200);
  const statuses: number[] = [];
  for (let count = 0; count < 400; count += 1) statuses.push(await get(port, '/api/mine'));
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  await afterManyRounds();
  isUntouched(id);
});
