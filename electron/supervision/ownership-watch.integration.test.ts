/** PocketBase takes no lock: a second process on the same data looks healthy. That it is there is shown while it is there. */
import { once } from 'node:events';
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import type { Warning } from '../../shared/warning';
import { foldersOf, serveArguments } from '../pocketbase/arguments';
import { TEST_VERSIONS } from '../testing/test-versions';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { checkPortFree } from '../process/ports';
import { watchOwnership } from './ownership-watch';

let bench: Workbench;
const strangers: ChildProcess[] = [];
beforeEach(() => {
  bench = createWorkbench({ ownershipIntervalMs: 50 });
});
afterEach(async () => {
  await Promise.all(strangers.splice(0).map(end));
  await bench.dispose();
});

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Somebody serves the same folder from a terminal, on another port. */
async function serveByHand({ folder, version }: Instance, port: number): Promise<ChildProcess> {
  const child = spawn(join(TEST_VERSIONS, version, 'pocketbase'), [...serveArguments(foldersOf(folder), port)], {
    stdio: 'ignore',
  });
  strangers.push(child);
  await expect.poll(async () => (await checkPortFree(port)).ok).toBe(false);
  return child;
}

const isShared = ({ warnings }: Instance): boolean => warnings.some(({ kind }) => kind === 'data-shared');
const untilShared = (id: string): Promise<Instance> => bench.until(id, 'shared', isShared);
const untilAlone = (id: string): Promise<Instance> => bench.until(id, 'alone', (instance) => !isShared(instance));

describe.runIf(process.platform === 'linux').each(['0.23.12', '0.40.6'])('PocketBase %s', (version) => {
  test('a second process on the data is named with its pid, until it is gone; nothing else changes', async () => {
    const { id } = await bench.create('blog', version);
    const other = await bench.create('shop', version);
    await bench.untilRunning(id);
    await bench.untilRunning(other.id);
    const { state, folder } = bench.now(id);
    const stranger = await serveByHand(bench.now(id), 8970);

    const warned = await untilShared(id);
    expect(warned.warnings).toMatchObject([
      {
        kind: 'data-shared',
        evidence: `pocketbase (pid ${String(stranger.pid)}) works on the databases in ${foldersOf(folder).data} too.`,
      },
    ] satisfies Partial<Warning>[]);
    expect(warned.state).toEqual(state);
    expect(bench.now(other.id).warnings).toEqual([]);

    await end(stranger);
    expect(await untilAlone(id)).toMatchObject({ state, warnings: [], incidents: [], intent: { maintenance: null } });
  });
});

describe.runIf(process.platform === 'linux')('the evidence', () => {
  test('follows the processes: one more, then another one', async () => {
    const { id } = await bench.create('blog', '0.40.6');
    await bench.untilRunning(id);
    const first = await serveByHand(bench.now(id), 8970);
    await untilShared(id);
    const second = await serveByHand(bench.now(id), 8971);
    await bench.until(id, 'both named', ({ warnings }) => {
      const evidence = warnings[0]?.evidence ?? '';
      return (
        [first, second].every(({ pid }) => evidence.includes(`(pid ${String(pid)})`)) && evidence.includes(' work on ')
      );
    });
    await end(first);
    const { warnings } = await bench.until(
      id,
      'one named',
      (instance) => instance.warnings[0]?.evidence.includes(`(pid ${String(first.pid)})`) === false,
    );
    expect(warnings[0]?.evidence).toContain(`pocketbase (pid ${String(second.pid)}) works `);
  });

  test('is gone with the run it was about, and the next start is refused because of it', async () => {
    const { id } = await bench.create('blog', '0.40.6');
    await bench.untilRunning(id);
    await serveByHand(bench.now(id), 8970);
    await untilShared(id);
    orThrow(bench.instances.restart(id));
    const { incidents, warnings } = await bench.untilMaintenance(id);
    expect(warnings).toEqual([]);
    expect(incidents[0]?.cause).toBe('data-in-use');
  });
});

test('an instance that has its data to itself is never warned about, whatever it does', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  const shown: Instance['warnings'][] = [];
  bench.store.subscribe(() => shown.push(bench.now(id).warnings));
  for (let round = 1; round <= 5; round += 1) {
    await bench.untilRunning(id);
    orThrow(bench.instances.restart(id));
    await bench.until(id, 'starting', ({ state }) => state.kind === 'starting');
  }
  await bench.untilRunning(id);
  expect(shown.flat()).toEqual([]);
});

test.runIf(process.platform === 'linux')('a deleted log is told with the next look at the logs', async () => {
  await bench.dispose();
  bench = createWorkbench();
  const { id } = await bench.create('blog', '0.40.6');
  const { folder } = await bench.untilRunning(id);
  const told: (readonly [string, string])[] = [];
  const stop = watchOwnership({
    supervisors: () => [
      {
        get instance() {
          return bench.now(id);
        },
        warn: (kind, evidence) => void told.push([kind, evidence]),
        allClear: () => undefined,
      },
    ],
    reportBug: (error) => void told.push(['bug', String(error)]),
    intervalMs: 600_000,
    logsIntervalMs: 20,
  });
  const log = join(foldersOf(folder).data, 'data.db-wal');
  rmSync(log);
  await expect.poll(() => told, { timeout: 10_000 }).not.toEqual([]);
  stop();
  expect(told[0]).toEqual(['data-files-deleted', `${log} is not the file that PocketBase has open.`]);
});
