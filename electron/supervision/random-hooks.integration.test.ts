/**
 * Automatic maintenance if and only if the process ended, could not start, gave no answer at all or restarted itself without
 * end: whatever hooks people write. BASEKEEPER_HOOK_SETS and BASEKEEPER_SEED choose how many and which.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { SELF_RESTART_LIMITS } from '../../shared/self-restarts';
import { isOverloaded } from '../process/machine-load';
import { foldersOf } from '../pocketbase/arguments';
import { expectedReason, fileOf, hookSets, type HookSet } from '../testing/random-hooks';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const SETS = Number(process.env['BASEKEEPER_HOOK_SETS'] ?? 5);
const SEED = Number(process.env['BASEKEEPER_SEED'] ?? 1);
const AT_A_TIME = 4;
/** How long a healthy one is watched is the subject: time enough for every limit. */
const WATCHED_MS = 6000;
/** Four times the patience, and one more try, where the computer is overloaded. */
const WAIT_LIMIT_MS = 90_000;

let bench: Workbench;
beforeAll(() => {
  bench = createWorkbench({
    // With limits this short a busy computer is no exception here; the rule for it is that of the app.
    isOverloaded,
    timing: {
      startLimitMs: 3500,
      stopGraceMs: 3000,
      killLimitMs: 3000,
      health: { readinessIntervalMs: 20, livenessIntervalMs: 250, answerTimeoutMs: 1500, misses: 3 },
      selfRestarts: { ...SELF_RESTART_LIMITS, loopFrom: 8, loopAfterMs: 5000, longestLifeMs: 2500 },
    },
  });
});
afterAll(() => bench.dispose());

const untilStopped = (id: string): Promise<Instance> =>
  bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');

const isSettled = ({ state, intent }: Instance): boolean =>
  state.kind === 'running' || (intent.maintenance !== null && state.kind === 'stopped');

const banners = (id: string): number =>
  orThrow(bench.instances.output(id)).lines.filter(({ text }) => text.includes('Server started at')).length;

/** True when it was not answered: `/exit` has been carried out. */
async function request(port: number, path: string): Promise<boolean> {
  const signal = AbortSignal.timeout(2500);
  return fetch(`http://127.0.0.1:${String(port)}${path}`, {
    signal,
    redirect: 'manual',
    headers: { 'x-key': '1' },
  }).then(
    () => false,
    () => path === '/exit' && !signal.aborted,
  );
}

/** Until it has restarted with what was saved, or will not. */
async function save(id: string, hook: string, set: HookSet): Promise<void> {
  const before = banners(id);
  writeFileSync(hook, fileOf(set));
  const isOver = (): boolean => banners(id) > before || bench.now(id).state.kind !== 'running';
  await expect
    .poll(isOver, { timeout: 5000 })
    .toBe(true)
    .catch(() => undefined);
}

/** What came of it, in place of what had to; null when it is as it had to be. */
async function played(set: HookSet, instance: Instance): Promise<string | null> {
  const { id, port } = instance;
  const hooks = foldersOf(instance.folder).hooks;
  const hook = join(hooks, 'case.pb.js');
  rmSync(hooks, { recursive: true, force: true });
  mkdirSync(hooks);
  const bannersBefore = banners(id);
  const incidentsBefore = bench.now(id).incidents.length;
  if (!set.isSavedLater) writeFileSync(hook, fileOf(set));
  const leave = bench.now(id).intent.maintenance !== null;
  orThrow(leave ? bench.instances.leaveMaintenance(id) : bench.instances.start(id));
  await bench.until(id, 'settled', isSettled, WAIT_LIMIT_MS);
  // What it has written may be read a moment later.
  await expect.poll(() => bench.now(id).intent.maintenance !== null || banners(id) > bannersBefore).toBe(true);
  if (set.isSavedLater) await save(id, hook, set);
  let expected = expectedReason(set);
  if (expected === null) {
    for (let count = 0; count < set.saves; count += 1) await save(id, hook, set);
    for (const path of set.requests) {
      if (!(await request(port, path))) continue;
      expected = 'crashed';
      break;
    }
  }
  if (expected === null) await wait(WATCHED_MS);
  else
    await bench
      .until(id, 'maintenance', ({ intent }) => intent.maintenance !== null, WAIT_LIMIT_MS)
      .catch(() => undefined);
  const { intent, state, incidents } = bench.now(id);
  const came = intent.maintenance?.reason ?? null;
  if (intent.maintenance === null) orThrow(bench.instances.stop(id));
  await untilStopped(id);
  const isAsExpected = came === expected && (came !== null || state.kind === 'running');
  // A start that is late on an overloaded computer is tried once more: that is told, and is no alarm.
  const ends = incidents.slice(0, incidents.length - incidentsBefore).filter((one) => one.retryDelayMs === null);
  if (isAsExpected && ends.length === (expected === null ? 0 : 1)) return null;
  const told = ends.map(({ at, cause, evidence }) => `${at} ${cause}: ${evidence}`).join(', ');
  return `${String(expected)} expected, ${String(came)} (${String(ends.length)} ends: ${told}) came of ${JSON.stringify(set)}`;
}

test(
  'no hooks that people write put a healthy instance into maintenance, and none that fail go unnoticed',
  async () => {
    const sets = hookSets(SETS, SEED);
    const waiting = [...sets];
    const wrong: string[] = [];
    const pool = new Map<string, Instance[]>();
    for (const version of new Set(sets.map((set) => set.version))) {
      const made: Instance[] = [];
      for (let count = 0; count < AT_A_TIME; count += 1) {
        const { id } = await bench.create(`${version} ${String(count)}`, version);
        await bench.untilRunning(id);
        orThrow(bench.instances.stop(id));
        made.push(await untilStopped(id));
      }
      pool.set(version, made);
    }
    const work = async (worker: number): Promise<void> => {
      for (let set = waiting.shift(); set !== undefined; set = waiting.shift()) {
        const instance = pool.get(set.version)?.[worker];
        if (instance === undefined) throw new Error(set.version);
        const problem = await played(set, instance);
        if (problem !== null) wrong.push(problem);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, (_, worker) => work(worker)));
    const falseAlarms = wrong.filter((one) => one.startsWith('null'));
    process.stdout.write(
      `${String(SETS)} hook sets from seed ${String(SEED)}: ${String(falseAlarms.length)} false alarms, ${String(wrong.length - falseAlarms.length)} misses\n`,
    );
    expect(wrong).toEqual([]);
  },
  60_000 + SETS * 20_000,
);
