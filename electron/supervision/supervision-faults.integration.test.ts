/** Races and refusals of stopping and starting, and what many instances do at once. Real processes; a script where it must not obey. */
import { readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { displayStatus } from '../../shared/display-status';
import { pidOf, type Instance } from '../../shared/instance';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { SUPERVISOR_TIMING, type SupervisorTiming } from './supervisor-parts';

const SHORT: SupervisorTiming = {
  startLimitMs: 700,
  stopGraceMs: 500,
  killLimitMs: 2000,
  health: { readinessIntervalMs: 20, livenessIntervalMs: 100, answerTimeoutMs: 200, misses: 3 },
};

let bench: Workbench;
afterEach(() => bench.dispose());

const running = async (name = 'blog'): Promise<Instance & { readonly pid: number }> => {
  const { id } = await bench.create(name, '0.40.6');
  const instance = await bench.untilRunning(id);
  return { ...instance, pid: pidOf(instance.state) ?? 0 };
};

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

const untilStopped = (id: string): Promise<Instance> =>
  bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');

/** SIGTERM is the fifteenth bit of the signals a process ignores. */
const ignoresTerm = (pid: number): boolean => {
  const ignored = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? '0';
  return (BigInt(`0x${ignored}`) & (1n << 14n)) !== 0n;
};

/** From now on a script stands for PocketBase. */
async function asScript(id: string, script: string): Promise<void> {
  orThrow(bench.instances.stop(id));
  await untilStopped(id);
  const copy = bench.versions.replaceWithCopy('0.40.6');
  writeFileSync(copy, `#!/bin/sh\n${script}\n`);
}

test('F9: a process that dies just before our signal was stopped, not lost', async () => {
  bench = createWorkbench();
  const { id } = await running();
  for (let round = 0; round < 10; round += 1) {
    const { state } = await bench.untilRunning(id);
    // Both in one turn: its end is not known yet when the stop is asked for.
    process.kill(pidOf(state) ?? 0, 'SIGKILL');
    orThrow(bench.instances.stop(id));
    await untilStopped(id);
    orThrow(bench.instances.start(id));
  }
  const { incidents } = await bench.untilRunning(id);
  expect(incidents).toEqual([]);
});

test('F10: a stop while it starts ends it before it serves, and is no crash', async () => {
  bench = createWorkbench();
  const { id } = await running();
  orThrow(bench.instances.stop(id));
  await untilStopped(id);
  orThrow(bench.instances.start(id));
  const { state } = await bench.until(id, 'a process', (one) => pidOf(one.state) !== null);
  orThrow(bench.instances.stop(id));
  const { incidents, intent } = await untilStopped(id);
  expect(incidents).toEqual([]);
  expect(intent).toEqual({ shouldRun: false, maintenance: null });
  expect(isGone(pidOf(state) ?? 0)).toBe(true);
});

test('F11: a process that ignores SIGTERM is killed after the grace, and the stop is no crash', async () => {
  bench = createWorkbench({ timing: { ...SHORT, startLimitMs: 60_000 } });
  const { id } = await running();
  await asScript(id, `trap '' TERM\nwhile :; do sleep 0.05; done`);
  orThrow(bench.instances.start(id));
  const { state } = await bench.until(id, 'a process', (one) => pidOf(one.state) !== null);
  const pid = pidOf(state) ?? 0;
  // Until the shell has come to ignoring it.
  await expect.poll(() => ignoresTerm(pid)).toBe(true);
  const askedAt = performance.now();
  orThrow(bench.instances.enterMaintenance(id, 'window'));
  const { incidents, intent } = await bench.untilMaintenance(id);
  expect(performance.now() - askedAt).toBeGreaterThanOrEqual(SHORT.stopGraceMs);
  expect(incidents).toEqual([]);
  expect(intent.maintenance?.reason).toBe('requested');
  expect(isGone(pid)).toBe(true);
});

test('F11: quitting in the middle of a restart makes it a stop, and its grace does not begin anew', async () => {
  const stopGraceMs = 3000;
  bench = createWorkbench({ timing: { ...SHORT, startLimitMs: 60_000, stopGraceMs } });
  const { id } = await running();
  await asScript(id, `trap '' TERM\nwhile :; do sleep 0.05; done`);
  orThrow(bench.instances.start(id));
  const { state } = await bench.until(id, 'a process', (one) => pidOf(one.state) !== null);
  const pid = pidOf(state) ?? 0;
  await expect.poll(() => ignoresTerm(pid)).toBe(true);
  const askedAt = performance.now();
  orThrow(bench.instances.restart(id));
  expect(displayStatus(bench.now(id)).kind).toBe('restarting');
  // How late in the grace is the subject here: begun anew, it would end half as late again.
  await wait(stopGraceMs / 2);
  const quit = bench.quit();
  const shown = displayStatus(bench.now(id)).kind;
  await quit;
  const endedAfter = performance.now() - askedAt;
  expect(shown).toBe('stopping');
  expect(endedAfter).toBeGreaterThanOrEqual(stopGraceMs);
  expect(endedAfter).toBeLessThan(stopGraceMs * 1.45);
  expect(bench.now(id)).toMatchObject({ intent: { shouldRun: true, maintenance: null }, state: { kind: 'stopped' } });
  expect(isGone(pid)).toBe(true);
});

test('F7: a start that never serves is ended, killed if need be, and told', async () => {
  bench = createWorkbench({ timing: SHORT });
  const { id } = await running();
  await asScript(id, `trap '' TERM\necho "still here"\nwhile :; do sleep 0.05; done`);
  orThrow(bench.instances.start(id));
  const { incidents, intent } = await bench.untilMaintenance(id);
  expect(intent.maintenance?.reason).toBe('start-failed');
  expect(incidents).toMatchObject([{ cause: 'start-timeout', uptimeMs: null }]);
  const { output } = orThrow(bench.instances.incident(id, incidents[0]?.id ?? ''));
  expect(output).toContain('still here');
});

test('F13: a start while it stops follows the exit; there are never two processes', async () => {
  bench = createWorkbench();
  const { id, pid } = await running();
  orThrow(bench.instances.stop(id));
  orThrow(bench.instances.start(id));
  expect(bench.now(id).state).toMatchObject({ kind: 'stopping', pid });
  const seen: boolean[] = [];
  const stop = bench.store.subscribe(() => {
    const now = pidOf(bench.now(id).state);
    if (now !== null && now !== pid) seen.push(isGone(pid));
  });
  const again = await bench.until(id, 'a new process', ({ state }) => state.kind === 'running' && state.pid !== pid);
  stop();
  expect(seen.length).toBeGreaterThan(0);
  expect(seen).not.toContain(false);
  expect(again.incidents).toEqual([]);
});

test('F14: maintenance while it starts, stops or restarts wins, and nothing is left running', async () => {
  bench = createWorkbench();
  const { id } = await running();
  const wishes = [
    () => bench.instances.restart(id),
    () => bench.instances.stop(id),
    () => bench.instances.start(id),
    () => bench.instances.restart(id),
  ];
  for (const wish of wishes) {
    orThrow(wish());
    orThrow(bench.instances.enterMaintenance(id, 'tray'));
    const { state, incidents } = await bench.untilMaintenance(id);
    expect(pidOf(state)).toBeNull();
    expect(incidents).toEqual([]);
    orThrow(bench.instances.leaveMaintenance(id));
    orThrow(bench.instances.start(id));
    await bench.untilRunning(id);
  }
});

test('F16: a crash right after maintenance was left leads back into it, as an incident of its own', async () => {
  bench = createWorkbench();
  const { id } = await running();
  for (const count of [1, 2, 3]) {
    const { state } = await bench.untilRunning(id);
    process.kill(pidOf(state) ?? 0, 'SIGKILL');
    const { incidents } = await bench.untilMaintenance(id);
    expect(incidents).toHaveLength(count);
    expect(incidents.map(({ sequence }) => sequence)).toEqual([3, 2, 1].slice(3 - count));
    orThrow(bench.instances.leaveMaintenance(id));
  }
  await bench.untilRunning(id);
});

test('F17: twenty processes killed at once are twenty instances in maintenance, each written down', async () => {
  bench = createWorkbench();
  const all = [];
  for (let index = 0; index < 20; index += 1) all.push(await running(`blog ${String(index)}`));
  for (const { pid } of all) process.kill(pid, 'SIGKILL');
  for (const { id, pid } of all) {
    const { incidents } = await bench.untilMaintenance(id);
    expect(incidents).toMatchObject([{ cause: 'killed', pid }]);
  }
  const again = bench.reopen();
  again.instances.resume();
  for (const { id } of all) expect(again.now(id).intent.maintenance?.reason).toBe('crashed');
});

test('F22: while the computer sleeps and shortly after, no silence counts; later it does', async () => {
  let pausedUntilMs = Number.POSITIVE_INFINITY;
  bench = createWorkbench({ timing: SHORT, healthPausedUntilMs: () => pausedUntilMs });
  const { id, pid, state } = await running();
  process.kill(pid, 'SIGSTOP');
  const asleepAt = performance.now();
  // Longer than it would take to call it unresponsive: time is the subject here.
  await expect.poll(() => performance.now() - asleepAt, { timeout: 10_000 }).toBeGreaterThan(2500);
  expect(bench.now(id)).toMatchObject({ state, incidents: [] });
  pausedUntilMs = performance.now();
  const { intent } = await bench.untilMaintenance(id);
  expect(intent.maintenance?.reason).toBe('unresponsive');
});

test('F59: incidents are in their order although the clock went back by years', async () => {
  bench = createWorkbench();
  const { id } = await running();
  const RealDate = Date;
  const yearsAgo = class extends RealDate {
    constructor(time?: string) {
      super(time ?? RealDate.now());
      if (time === undefined) this.setFullYear(2001);
    }
  };
  const crash = async (): Promise<Instance> => {
    const { state } = await bench.untilRunning(id);
    process.kill(pidOf(state) ?? 0, 'SIGKILL');
    const instance = await bench.untilMaintenance(id);
    orThrow(bench.instances.leaveMaintenance(id));
    return instance;
  };
  await crash();
  globalThis.Date = yearsAgo as DateConstructor;
  try {
    const { incidents } = await crash();
    expect(incidents.map(({ sequence }) => sequence)).toEqual([2, 1]);
    expect(incidents[0]?.at.startsWith('2001-')).toBe(true);
    expect(incidents[0]?.uptimeMs).toBeGreaterThanOrEqual(0);
  } finally {
    globalThis.Date = RealDate;
  }
  const again = bench.reopen();
  again.instances.resume();
  expect(again.now(id).incidents.map(({ sequence }) => sequence)).toEqual([2, 1]);
});

test('the limits are those that people are told of', () => {
  bench = createWorkbench();
  expect(SUPERVISOR_TIMING).toEqual({
    startLimitMs: 15_000,
    stopGraceMs: 10_000,
    killLimitMs: 5000,
    health: { readinessIntervalMs: 2, livenessIntervalMs: 5000, answerTimeoutMs: 2000, misses: 3 },
  });
});
