/**
 * The port is looked at before a start, and somebody may take it between that look and the child's own bind. Then the
 * child's error decides: never Running. `BASEKEEPER_RACE_ROUNDS=200` is the long mode.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pidOf, type Instance } from '../../shared/instance';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { listenersOnPort } from '../process/listening-socket';

const ROUNDS = Number(process.env['BASEKEEPER_RACE_ROUNDS'] ?? 4);
const LIMIT_MS = 60_000 + ROUNDS * 3 * 4000;

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

/** Answers every request like a healthy PocketBase, so that an answer alone would be taken for ours. */
class Thief {
  readonly #server: Server = createServer((_request, response) =>
    response.end('{"code":200,"message":"API is healthy."}'),
  );

  /** True once it listens; false if somebody else does. Without a host the port is taken before this returns. */
  async take(port: number): Promise<boolean> {
    const taken = once(this.#server, 'listening').then(() => true);
    this.#server.listen(port);
    return taken.catch(() => false);
  }

  async end(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Calls back when the check before the start has passed, before the process is created. */
function onChecked(id: string, act: () => void): void {
  const stop = bench.store.subscribe((_change, after, before) => {
    const [is, was] = [after, before].map(({ state }) => state.instances.find((one) => one.id === id));
    if (is?.state.kind !== 'starting' || is.state.pid !== null || is.state !== was?.state) return;
    // What is told of the port while it is still being checked is something else.
    if (is.maintenanceAnswer !== was.maintenanceAnswer) return;
    // What changed before the failure of the round before is added to its incident a moment later.
    if (is.incidents !== was.incidents) return;
    stop();
    act();
  });
}

/** Whenever it is called Running, its own process has to be the one that listens. */
function watchForLies(id: string): { readonly checked: () => Promise<readonly string[]> } {
  const looks: Promise<string | null>[] = [];
  let lastRun = 0;
  bench.store.subscribe(() => {
    const { state, port } = bench.now(id);
    if (state.kind !== 'running' || state.runNumber === lastRun) return;
    lastRun = state.runNumber;
    const { pid } = state;
    looks.push(
      listenersOnPort(port).then((owners) =>
        owners.length === 1 && owners[0]?.pid === pid
          ? null
          : `run ${String(state.runNumber)}: process ${String(pid)} is called Running, ${JSON.stringify(owners)} listens`,
      ),
    );
  });
  return { checked: async () => (await Promise.all(looks)).filter((lie): lie is string => lie !== null) };
}

async function stopped(version: string): Promise<Instance> {
  const { id } = await bench.create('blog', version);
  await bench.untilRunning(id);
  // Else the answer in maintenance would be one more that holds the port.
  orThrow(bench.instances.setOptions(id, { answerInMaintenance: false }));
  orThrow(bench.instances.stop(id));
  return bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
}

const start = (id: string): void => {
  if (bench.now(id).intent.maintenance === null) orThrow(bench.instances.start(id));
  else orThrow(bench.instances.leaveMaintenance(id));
};

describe.each(['0.23.12', '0.28.4', '0.40.6'])('PocketBase %s', (version) => {
  test(
    'loses the port after the check: never Running, and the reason is the port',
    async () => {
      const { id, port } = await stopped(version);
      const states = new Set<string>();
      bench.store.subscribe(() => states.add(bench.now(id).state.kind));
      for (let round = 1; round <= ROUNDS; round += 1) {
        const thief = new Thief();
        let taking: Promise<boolean> | undefined;
        onChecked(id, () => {
          taking = thief.take(port);
        });
        start(id);
        const { incidents } = await bench.untilMaintenance(id);
        expect(await taking, 'the port was to be taken').toBe(true);
        expect(incidents[0], `round ${String(round)}`).toMatchObject({ reason: 'start-failed', cause: 'port-taken' });
        expect(incidents[0]?.pid, 'the check before the start was to pass').not.toBeNull();
        await thief.end();
      }
      expect([...states].sort()).toEqual(['starting', 'stopped']);
    },
    LIMIT_MS,
  );

  test(
    'races with somebody for the port: Running if its own process has it, else not',
    async () => {
      const { id, port } = await stopped(version);
      const lies = watchForLies(id);
      for (let round = 1; round <= ROUNDS; round += 1) {
        const thief = new Thief();
        // From before the process exists to after it serves.
        const taking = new Promise<boolean>((resolve, reject) => {
          onChecked(id, () => {
            setTimeout(() => void thief.take(port).then(resolve, reject), (round * 7) % 60);
          });
        });
        start(id);
        const outcome = await bench.until(
          id,
          'running or in maintenance',
          ({ state, intent }) => state.kind === 'running' || (intent.maintenance !== null && state.kind === 'stopped'),
        );
        if (outcome.intent.maintenance !== null) expect(outcome.incidents[0]).toMatchObject({ cause: 'port-taken' });
        expect(await taking, 'either of them has it').toBe(outcome.intent.maintenance !== null);
        await thief.end();
        expect(await lies.checked()).toEqual([]);
        if (pidOf(outcome.state) === null) continue;
        orThrow(bench.instances.stop(id));
        await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
      }
    },
    LIMIT_MS,
  );
});
