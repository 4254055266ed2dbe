/** G27: cycles of start, stop, kill and toggle leave nothing behind in this process. `BASEKEEPER_CYCLES=2000` is the long mode. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pidOf } from '../../shared/instance';
import { servingProcesses } from '../testing/serving-processes';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { listenersOnPort } from '../process/listening-socket';

const CYCLES = Number(process.env['BASEKEEPER_CYCLES'] ?? 20);
const NAMES = ['blog', 'shop', 'crm'];
/** Until code is compiled, the allocator has its arenas, and what is kept on purpose (output, incidents) nears its limits. */
const WARM_UP_CYCLES = Math.max(45, Math.floor(CYCLES / 2));
const RSS_MORE_BYTES = 10 * 1024 * 1024;
const HEAP_MORE_BYTES = 6 * 1024 * 1024;
const LOGS_BYTES_PER_INSTANCE = 4 * 1024 * 1024;
const LIMIT_MS = 30_000 + (CYCLES + WARM_UP_CYCLES) * 500;

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const HOWS = ['stop', 'kill', 'toggle', 'restart'] as const;

/** From running to running. */
async function cycle(id: string, how: (typeof HOWS)[number]): Promise<void> {
  const { instances } = bench;
  const pid = pidOf(bench.now(id).state);
  // Never a signal to process 0, which would be our own group.
  if (pid === null) throw new Error(`No process to begin with: ${JSON.stringify(bench.now(id), null, 1)}`);
  switch (how) {
    case 'stop':
      orThrow(instances.stop(id));
      await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
      orThrow(instances.start(id));
      break;
    case 'kill':
      process.kill(pid, 'SIGKILL');
      await bench.untilMaintenance(id);
      orThrow(instances.leaveMaintenance(id));
      break;
    case 'toggle':
      orThrow(instances.enterMaintenance(id, 'tray'));
      await bench.untilMaintenance(id);
      orThrow(instances.leaveMaintenance(id));
      break;
    case 'restart':
      orThrow(instances.restart(id));
      break;
  }
  await bench.until(id, 'running anew', ({ state }) => state.kind === 'running' && state.pid !== pid);
}

async function cycles(ids: readonly string[], count: number): Promise<void> {
  let next = 0;
  await Promise.all(
    ids.map(async (id) => {
      while (next < count) {
        const how = HOWS[next++ % HOWS.length] ?? 'stop';
        await cycle(id, how);
      }
    }),
  );
}

/** Our children, also those that have ended and were not reaped. */
function children(): readonly string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
        const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return Number(parent) === process.pid ? [`${state} ${readFileSync(`/proc/${entry}/comm`, 'utf8').trim()}`] : [];
      } catch {
        return [];
      }
    })
    .sort();
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesBelow(path) : statSync(path).size);
  }, 0);
}

/** Calls that are on their way to the disk. */
const ON_DISK = ['FSReqPromise', 'CloseReq'];
/** Gone in a moment, like the next turn. */
const PASSING = [...ON_DISK, 'Immediate'];

function counted(): Readonly<Record<string, number>> {
  const kinds = process.getActiveResourcesInfo().filter((kind) => !PASSING.includes(kind));
  return Object.fromEntries(
    [...new Set(kinds)].sort().map((kind) => [kind, kinds.filter((one) => one === kind).length]),
  );
}

/** With every instance at rest, so that nothing but what stays is counted. */
async function measure(ids: readonly string[]) {
  for (const id of ids) orThrow(bench.instances.stop(id));
  for (const id of ids) await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  // The exit of a process is told before its handle is closed.
  await expect.poll(() => counted()['ProcessWrap'] ?? 0).toBe(0);
  // Copies of the settings follow in the background.
  await bench.list.copiesSettled();
  await expect.poll(() => process.getActiveResourcesInfo().filter((kind) => ON_DISK.includes(kind))).toEqual([]);
  const owners = await Promise.all(ids.map((id) => listenersOnPort(bench.now(id).port)));
  const resting = {
    descriptors: readdirSync('/proc/self/fd').length,
    listeners: owners.flat(),
    handles: counted(),
    children: children(),
    processes: servingProcesses(bench.home),
    files: readdirSync(join(bench.home, 'settings')).sort(),
  };
  collectGarbage();
  collectGarbage();
  const { rss: bytes, heapUsed: heapBytes } = process.memoryUsage();
  for (const id of ids) orThrow(bench.instances.start(id));
  for (const id of ids) await bench.untilRunning(id);
  return { resting, bytes, heapBytes };
}

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

test(`G27: ${CYCLES} cycles leave nothing behind`, { timeout: LIMIT_MS }, async () => {
  const ids: string[] = [];
  for (const name of NAMES) ids.push((await bench.create(name, '0.40.6')).id);
  for (const id of ids) await bench.untilRunning(id);
  await cycles(ids, WARM_UP_CYCLES);
  // The first look compiles and opens something too.
  await measure(ids);
  const before = await measure(ids);

  const startedAt = performance.now();
  await cycles(ids, CYCLES);
  const durationMs = performance.now() - startedAt;
  const after = await measure(ids);

  const moreBytes = after.bytes - before.bytes;
  const moreHeapBytes = after.heapBytes - before.heapBytes;
  const logsBytes = bytesBelow(join(bench.home, 'logs'));
  process.stdout.write(
    `${CYCLES} cycles in ${(durationMs / 1000).toFixed(1)} s; descriptors ${before.resting.descriptors} → ` +
      `${after.resting.descriptors}; memory ${mebibytes(before.bytes)} + ${mebibytes(moreBytes)}, ` +
      `heap ${mebibytes(before.heapBytes)} + ${mebibytes(moreHeapBytes)}; logs ${mebibytes(logsBytes)}\n`,
  );
  expect(after.resting).toEqual(before.resting);
  expect(after.resting).toMatchObject({ listeners: [], processes: [] });
  expect(after.resting.children.filter((child) => child.startsWith('Z'))).toEqual([]);
  expect(moreHeapBytes).toBeLessThanOrEqual(HEAP_MORE_BYTES);
  expect(moreBytes).toBeLessThanOrEqual(RSS_MORE_BYTES);
  expect(logsBytes).toBeLessThanOrEqual(LOGS_BYTES_PER_INSTANCE * ids.length);
  if (CYCLES >= 2000) expect(durationMs).toBeLessThanOrEqual(5 * 60_000);
});
