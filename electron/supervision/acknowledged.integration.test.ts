/**
 * G14: what PocketBase has acknowledged is there in the end, whatever was done to it and to the app meanwhile.
 * `BASEKEEPER_MINUTES` of it, with `BASEKEEPER_SEED`. Prints what it did.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pidOf } from '../../shared/instance';
import { foldersOf } from '../pocketbase/arguments';
import { askApi, createCollection, storedNumbers, WHOLE_HOOK, Writers } from '../testing/acknowledged-writes';
import { AppProcess, newHome, WITHOUT_DEATH_SIGNAL } from '../testing/app-process';
import { servingProcesses } from '../testing/serving-processes';

const SEED = Number(process.env['BASEKEEPER_SEED'] ?? 20260101);
const RUN_MS = Number(process.env['BASEKEEPER_MINUTES'] ?? 0.25) * 60_000;
const SUPERUSER = { email: 'admin@example.com', password: 'a password of this test' };

/** Without a death signal the next app starts processes that outlive it. */
const FAULTS = [
  'SIGKILL the child',
  'SIGTERM the child',
  'maintenance',
  'restart',
  'stop',
  'kill the app',
  'kill the app, open without death signal',
  'quit',
] as const;
type Fault = (typeof FAULTS)[number];

let home: string;
let app: AppProcess;
beforeEach(() => {
  home = newHome();
});
afterEach(async () => {
  await app.quit();
  for (const pid of servingProcesses(home)) process.kill(pid, 'SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

/** What the nemesis does: all faults in one order after the other, and how much is written before each. */
function* nemesis(): Generator<{ readonly fault: Fault; readonly writes: number }> {
  const round = fc.record({
    order: fc.shuffledSubarray([...FAULTS], { minLength: FAULTS.length }),
    writes: fc.array(fc.integer({ min: 1, max: 120 }), { minLength: FAULTS.length, maxLength: FAULTS.length }),
  });
  for (let number = 0; ; number += 1) {
    const [{ order, writes } = { order: [], writes: [] }] = fc.sample(round, { seed: SEED + number, numRuns: 1 });
    for (const [index, fault] of order.entries()) yield { fault, writes: writes[index] ?? 1 };
  }
}

async function inflict(fault: Fault, id: string): Promise<void> {
  const pid = pidOf(app.now(id).state);
  if (pid === null) throw new Error(`No process to begin with: ${JSON.stringify(app.now(id), null, 1)}`);
  switch (fault) {
    case 'SIGKILL the child':
    case 'SIGTERM the child':
      process.kill(pid, fault === 'SIGKILL the child' ? 'SIGKILL' : 'SIGTERM');
      await app.untilMaintenance(id);
      await app.send('maintenance-off', id);
      return;
    case 'maintenance':
      await app.send('maintenance-on', id);
      await app.untilMaintenance(id);
      await app.send('maintenance-off', id);
      return;
    case 'restart':
      await app.send('restart', id);
      return;
    case 'stop':
      await app.send('stop', id);
      await app.send('start', id);
      return;
    case 'kill the app':
    case 'kill the app, open without death signal':
      await app.kill();
      app = await AppProcess.open(home, fault === 'kill the app' ? {} : WITHOUT_DEATH_SIGNAL);
      return;
    case 'quit':
      await app.quit();
      app = await AppProcess.open(home);
      return;
  }
}

test(
  `G14: what was acknowledged in ${(RUN_MS / 60_000).toFixed(1)} min of faults is there, seed ${SEED}`,
  { timeout: RUN_MS * 2 + 120_000 },
  async () => {
    app = await AppProcess.open(home);
    const { id, port, folder } = await app.create('blog', '0.40.6', SUPERUSER);
    await app.untilRunning(id);
    await createCollection(port, SUPERUSER);

    const counts = new Map<Fault, number>();
    let incidents = 0;
    const writers = new Writers(port);
    const startedAt = performance.now();
    for (const { fault, writes } of nemesis()) {
      if (performance.now() - startedAt > RUN_MS) break;
      const before = writers.acknowledged.length;
      await expect
        .poll(() => writers.acknowledged.length, { timeout: 20_000, interval: 5 })
        .toBeGreaterThan(before + writes);
      await inflict(fault, id);
      await app.untilRunning(id);
      counts.set(fault, (counts.get(fault) ?? 0) + 1);
      if (fault.endsWith('the child')) incidents += 1;
      expect(app.now(id).incidents[0]?.sequence ?? 0, `after: ${fault}`).toBe(incidents);
    }
    await writers.end();

    // The hook is read at the next start.
    await app.send('stop', id);
    await app.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
    writeFileSync(join(foldersOf(folder).hooks, 'whole.pb.js'), WHOLE_HOOK);
    await app.send('start', id);
    await app.untilRunning(id);
    const stored = await storedNumbers(port);
    const lost = writers.acknowledged.filter((number) => !stored.has(number));
    const whole = await askApi(port, 'GET', '/whole');

    const faults = [...counts].map(([fault, count]) => `${fault}: ${count}`).join(', ');
    process.stdout.write(
      `acknowledged ${writers.acknowledged.length}, lost ${lost.length}, not acknowledged ${writers.unanswered}, ` +
        `stored ${stored.size}; seed ${SEED}; ${faults}\n`,
    );
    expect(lost).toEqual([]);
    expect(whole).toEqual({ status: 200, body: { data: ['ok'], logs: ['ok'] } });
    expect(writers.acknowledged.length).toBeGreaterThan(200);
    expect(counts.size, 'every fault came').toBe(FAULTS.length);
  },
);
