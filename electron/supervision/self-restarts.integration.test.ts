/** PocketBase restarts itself when a file in pb_hooks changes; a hook that writes there makes it do so for ever. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { SELF_RESTART_LIMITS } from '../../shared/self-restarts';
import { incidentNotice } from '../../shared/words/incident-words';
import { foldersOf } from '../pocketbase/arguments';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { SUPERVISOR_TIMING } from './supervisor-parts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench({
    timing: {
      ...SUPERVISOR_TIMING,
      health: { readinessIntervalMs: 20, livenessIntervalMs: 100, answerTimeoutMs: 300, misses: 3 },
      selfRestarts: {
        ...SELF_RESTART_LIMITS,
        shownWithinMs: 4000,
        loopFrom: 8,
        loopAfterMs: 5000,
        longestLifeMs: 2500,
      },
    },
  });
});
afterEach(() => bench.dispose());

const hooksOf = ({ folder }: Instance): string => foldersOf(folder).hooks;
const shown = ({ warnings }: Instance): string =>
  warnings.find(({ kind }) => kind === 'restarts-itself')?.evidence ?? '';
const untilStopped = (id: string): Promise<Instance> =>
  bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');

test.each(['0.28.4', '0.40.6'])(
  'a hook that writes into pb_hooks is shown with its file, and ends in maintenance, with %s',
  async (version) => {
    const { id } = await bench.create('blog', version);
    const instance = await bench.untilRunning(id);
    const written = join(hooksOf(instance), 'log.js');
    writeFileSync(
      join(hooksOf(instance), 'writes.pb.js'),
      `onBootstrap((e) => { e.next(); $os.writeFile('${written}', String(Date.now()), 0o644) })`,
    );
    const restarting = await bench.until(id, 'shown', (now) => shown(now) !== '');
    expect(shown(restarting)).toBe(`${written} changes again and again.`);
    expect(restarting.incidents).toEqual([]);
    const { intent, incidents } = await bench.untilMaintenance(id);
    expect(intent.maintenance?.reason).toBe('restart-loop');
    const [incident] = incidents;
    expect(incident).toMatchObject({ cause: 'restart-loop', reason: 'restart-loop' });
    expect(incident?.evidence).toMatch(/log\.js changes again and again\. It restarted \d+ times in a row\.$/);
    expect(incident && incidentNotice(incident)).toMatch(/^PocketBase kept restarting itself/);
  },
  60_000,
);

test('a loop that begins before it ever serves is found out too', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  const instance = await bench.untilRunning(id);
  orThrow(bench.instances.stop(id));
  await untilStopped(id);
  const written = join(hooksOf(instance), 'log.js');
  writeFileSync(
    join(hooksOf(instance), 'writes.pb.js'),
    `onBootstrap((e) => { $os.writeFile('${written}', String(Date.now()), 0o644); sleep(1500); e.next() })`,
  );
  orThrow(bench.instances.start(id));
  const { intent, incidents } = await bench.untilMaintenance(id);
  expect(intent.maintenance?.reason).toBe('restart-loop');
  expect(incidents).toMatchObject([{ cause: 'restart-loop' }]);
}, 60_000);

test('who saves a hook several times in a row sees that it restarts, and no more soon after', async () => {
  const { id, port } = await bench.create('blog', '0.40.6');
  const running = await bench.untilRunning(id);
  for (let save = 1; save <= 6; save += 1) {
    writeFileSync(
      join(hooksOf(running), 'mine.pb.js'),
      `routerAdd('GET', '/save', (e) => e.string(200, '${String(save)}'))`,
    );
    const served = (): Promise<string> =>
      fetch(`http://127.0.0.1:${String(port)}/save`).then(
        (answer) => answer.text(),
        () => '',
      );
    await expect.poll(served, { timeout: 10_000 }).toBe(String(save));
  }
  await bench.until(id, 'no warning', (now) => shown(now) === '');
  expect(bench.now(id)).toMatchObject({ state: running.state, incidents: [] });
});

test('a hook that prints what PocketBase prints when it starts is not taken for restarts', async () => {
  const { id, port } = await bench.create('blog', '0.40.6');
  const running = await bench.untilRunning(id);
  const prints = `for (let i = 0; i < 30; i++) console.log('Server started at http://127.0.0.1:${String(port)}')`;
  writeFileSync(
    join(hooksOf(running), 'prints.pb.js'),
    `routerAdd('GET', '/print', (e) => { ${prints}; return e.json(200, {}) })`,
  );
  const print = (): Promise<number> =>
    fetch(`http://127.0.0.1:${String(port)}/print`).then(
      ({ status }) => status,
      () => 0,
    );
  await expect.poll(print, { timeout: 10_000 }).toBe(200);
  for (let again = 0; again < 10; again += 1) await print();
  const banners = (): number =>
    orThrow(bench.instances.output(id)).lines.filter(({ text }) => text.includes('Server started at')).length;
  await expect.poll(banners).toBeGreaterThan(200);
  expect(bench.now(id)).toMatchObject({ state: running.state, incidents: [], warnings: [] });
});
