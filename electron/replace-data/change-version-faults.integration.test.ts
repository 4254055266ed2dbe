/** Changes of version that fail, that are interrupted, or in which a person has another wish meanwhile. */
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fail } from '../../shared/result';
import type { Instance } from '../../shared/instance';
import { expectNothingLeft, expectWholeBackups, newScratch, openCopy, textOf } from '../testing/after-operations';
import { countThings, missingOf, seedFolder, type Seed } from '../testing/seeded-data';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

/** `all`: cancelled in every step instead of some. */
const ALL_STEPS = process.env['BASEKEEPER_CANCEL_STEPS'] === 'all';
const ROWS = 500;
const FILES = 10;

let seeds: string;
let seed: Seed;
beforeAll(async () => {
  seeds = newScratch('seed-');
  seed = await seedFolder(seeds, '0.22.27', { rows: ROWS, files: FILES });
});
afterAll(() => rmSync(seeds, { recursive: true, force: true }));

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

const openSeeded = (): Promise<Instance> => openCopy(bench, seeds, '0.22.27');

async function useBench(afterStep: (name: string) => void): Promise<void> {
  await bench.dispose();
  bench = createWorkbench({ afterStep });
}

/** Asks again and again whether the rows can be read, until it is ended; answers how many times they could not. */
function keepAsking(port: number): {
  readonly end: () => Promise<{ readonly asked: number; readonly failed: number }>;
} {
  const over = new AbortController();
  let [asked, failed] = [0, 0];
  const asking = (async () => {
    while (!over.signal.aborted) {
      asked += 1;
      await countThings(port).catch(() => (failed += 1));
    }
  })();
  return {
    end: async () => {
      over.abort();
      await asking;
      return { asked, failed };
    },
  };
}

describe('F49: the new version does not get along with the instance', () => {
  const ONLY_BEFORE_023 = `if (typeof Dao === 'undefined') throw new Error('this needs 0.22')`;

  test('a migration that fails with it is found on the copy, before anything is touched', async () => {
    const instance = await openSeeded();
    writeFileSync(
      join(instance.folder, 'pb_migrations/1900000000_old.js'),
      `migrate(() => { ${ONLY_BEFORE_023} }, () => {})`,
    );
    const asking = keepAsking(instance.port);
    const tried = await orThrow(await bench.operating.changeVersion(instance.id, '0.40.6', true)).ended;
    const { asked, failed } = await asking.end();
    // What a person can find: no time of day, and no file of the copy, which is gone by now.
    expect(textOf(tried)).toMatch(
      /A migration failed: failed to apply migration 1900000000_old\.js: Error: this needs 0\.22\./,
    );
    expect(tried).toMatchObject({ ok: false, error: { code: 'copy-not-served', version: '0.40.6' } });
    expect(asked).toBeGreaterThan(10);
    expect(failed).toBe(0);
    expect(bench.now(instance.id).state).toEqual(instance.state);
    expectNothingLeft(bench, instance);

    // Without a rehearsal the check on the copy refuses it as well.
    orThrow(bench.instances.enterMaintenance(instance.id, 'window'));
    await bench.untilMaintenance(instance.id);
    const before = readFileSync(join(instance.folder, 'pb_data/data.db'));
    const refused = await orThrow(await bench.operating.changeVersion(instance.id, '0.40.6', false)).ended;
    expect(refused).toMatchObject({ ok: false, error: { code: 'copy-not-served' } });
    expect(readFileSync(join(instance.folder, 'pb_data/data.db')).equals(before)).toBe(true);
    expect(bench.now(instance.id)).toMatchObject({
      version: '0.22.27',
      upgrade: null,
      state: { kind: 'stopped' },
      intent: { shouldRun: true, maintenance: { reason: 'requested' } },
    });
    expectNothingLeft(bench, instance);
    orThrow(bench.instances.leaveMaintenance(instance.id));
    await bench.untilRunning(instance.id);
    const again = await orThrow(await bench.operating.changeVersion(instance.id, '0.23.12', false)).ended;
    // The old version has applied it meanwhile, so it is nothing to the new one.
    expect(textOf(again)).toBe('no error');
    expect(await missingOf(seed, instance.port, '0.23.12')).toEqual([]);
  });

  test('a hook that cannot be loaded by it is found by the rehearsal', async () => {
    const instance = await openSeeded();
    writeFileSync(join(instance.folder, 'pb_hooks/old.pb.js'), ONLY_BEFORE_023);
    const tried = await orThrow(await bench.operating.changeVersion(instance.id, '0.40.6', true)).ended;
    expect(textOf(tried)).toContain('this needs 0.22');
    await bench.untilRunning(instance.id);
    expect(bench.now(instance.id).version).toBe('0.22.27');
    expect(await missingOf(seed, instance.port, '0.22.27')).toEqual([]);
  });

  test('it fails at the real start only: old version and old data, in maintenance', async () => {
    let spoil = (): void => undefined;
    await useBench((name) => {
      if (name === 'noted-starting') spoil();
    });
    const instance = await openSeeded();
    spoil = () => writeFileSync(bench.versions.replaceWithCopy('0.40.6'), '#!/bin/sh\necho "no more"\nexit 3\n');
    const undone = await orThrow(await bench.operating.changeVersion(instance.id, '0.40.6', false)).ended;
    expect(undone).toMatchObject({ ok: false, error: { code: 'operation-undone', kind: 'change-version' } });
    expect(bench.now(instance.id)).toMatchObject({
      version: '0.22.27',
      upgrade: null,
      intent: { shouldRun: true, maintenance: { reason: 'operation-failed' } },
    });
    expectNothingLeft(bench, instance);
    orThrow(bench.instances.leaveMaintenance(instance.id));
    await bench.untilRunning(instance.id);
    expect(await missingOf(seed, instance.port, '0.22.27')).toEqual([]);
  });

  test('a stranger has the port at the real start: that is no fault of the new version, which stays', async () => {
    const stranger = createServer();
    let takePort = (): void => undefined;
    await useBench((name) => {
      if (name === 'noted-starting') takePort();
    });
    const instance = await openSeeded();
    // Else Basekeeper itself answers on the port until the last moment.
    orThrow(bench.instances.setOptions(instance.id, { answerInMaintenance: false }));
    takePort = () => void stranger.listen(instance.port, '127.0.0.1');
    try {
      const ended = await orThrow(await bench.operating.changeVersion(instance.id, '0.40.6', false)).ended;
      expect(orThrow(ended)).toMatch(
        /^Now on PocketBase 0\.40\.6, with \d+ records as before\. It did not start: Port \d+ is used by /,
      );
    } finally {
      await new Promise((resolve) => stranger.close(resolve));
    }
    expect(bench.now(instance.id)).toMatchObject({
      version: '0.40.6',
      upgrade: { from: '0.22.27', to: '0.40.6' },
      intent: { shouldRun: true, maintenance: { reason: 'start-failed' } },
    });
    expectNothingLeft(bench, instance);
    orThrow(bench.instances.leaveMaintenance(instance.id));
    await bench.untilRunning(instance.id);
    expect(await missingOf(seed, instance.port, '0.40.6')).toEqual([]);
  });
});

describe('a person changes their mind meanwhile', () => {
  const WISHES = {
    maintenance: {
      wish: (id: string) => bench.instances.enterMaintenance(id, 'window'),
      then: { shouldRun: true, maintenance: { reason: 'requested' } },
    },
    stop: { wish: (id: string) => bench.instances.stop(id), then: { shouldRun: false, maintenance: null } },
  } as const;

  test.each(['maintenance', 'stop'] as const)(
    '%s: the last wish wins, and the new version is in place',
    async (name) => {
      const { then, wish } = WISHES[name];
      let id = '';
      await useBench((step) => {
        if (step === 'filled-new-folder' && id !== '') orThrow(wish(id));
      });
      const instance = await openSeeded();
      ({ id } = instance);
      orThrow(await orThrow(await bench.operating.changeVersion(id, '0.40.6', false)).ended);
      expect(bench.now(id)).toMatchObject({
        version: '0.40.6',
        state: { kind: 'stopped' },
        intent: then,
        incidents: [],
      });
      expectNothingLeft(bench, instance);
    },
  );

  const STEPS = [
    'Entering maintenance',
    'Copying the data',
    'Checking the copy',
    'Reading the copy',
    'Packing the copy',
    'Writing to the disk',
    'Verifying the backup',
    'Trying the data with PocketBase 0.40.6',
    'Checking the new data',
  ];
  const tried = ALL_STEPS ? STEPS : STEPS.filter((_, index) => index % 3 === 1);

  test('cancelling it leaves everything as it was, whatever it is doing', async () => {
    const instance = await openSeeded();
    orThrow(bench.instances.stop(instance.id));
    await bench.until(instance.id, 'stopped', ({ state }) => state.kind === 'stopped');
    const data = readFileSync(join(instance.folder, 'pb_data/data.db'));
    for (const step of tried) {
      const begun = orThrow(await bench.operating.changeVersion(instance.id, '0.40.6', false));
      const stop = bench.store.subscribe(() => {
        const now = bench.store.snapshot().state.operations.find(({ id }) => id === begun.operationId);
        if (now?.step === step && now.cancellable) bench.runner.cancel(begun.operationId);
      });
      expect([step, await begun.ended]).toEqual([step, { ok: false, error: { code: 'cancelled' } }]);
      stop();
      expect(bench.now(instance.id)).toMatchObject({
        version: '0.22.27',
        upgrade: null,
        state: { kind: 'stopped' },
        intent: { shouldRun: false, maintenance: null },
      });
      expectNothingLeft(bench, instance);
      expect(readFileSync(join(instance.folder, 'pb_data/data.db')).equals(data)).toBe(true);
      await expectWholeBackups(bench, instance.id);
    }
  });
});

test('cancelling while PocketBase is still being fetched ends it, and the fetching', async () => {
  const instance = await openSeeded();
  let isFetched = false;
  bench.versions.missing.add('0.40.6');
  bench.versions.install = (_version, options) =>
    new Promise((resolve) => {
      isFetched = true;
      options?.signal?.addEventListener('abort', () => {
        isFetched = false;
        resolve(fail({ code: 'cancelled' }));
      });
    });
  for (const tryFirst of [true, false]) {
    const begun = orThrow(await bench.operating.changeVersion(instance.id, '0.40.6', tryFirst));
    await expect.poll(() => isFetched).toBe(true);
    orThrow(bench.runner.cancel(begun.operationId));
    expect(await begun.ended).toEqual({ ok: false, error: { code: 'cancelled' } });
    expect(isFetched).toBe(false);
  }
  expect(bench.now(instance.id)).toMatchObject({ version: '0.22.27', state: { kind: 'running' } });
  expectNothingLeft(bench, instance);
});

describe('G19: the database is gone', () => {
  test.each(['removed', 'emptied'])(
    '%s: neither a backup nor a change of version takes a blank one for it',
    async (what) => {
      const instance = await openSeeded();
      orThrow(bench.instances.stop(instance.id));
      await bench.until(instance.id, 'stopped', ({ state }) => state.kind === 'stopped');
      const database = join(instance.folder, 'pb_data/data.db');
      if (what === 'removed') rmSync(database);
      else truncateSync(database);
      const said = `${database} ${what === 'removed' ? 'is not there' : 'is empty'}`;
      const backedUp = await orThrow(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })).ended;
      expect(textOf(backedUp)).toContain(said);
      const changed = await orThrow(await bench.operating.changeVersion(instance.id, '0.40.6', false)).ended;
      expect(textOf(changed)).toContain(said);
      expect(bench.now(instance.id).version).toBe('0.22.27');
      expectNothingLeft(bench, instance);
    },
  );
});
