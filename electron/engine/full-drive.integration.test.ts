/**
 * G22, F41: the drive fills up to the last byte in the middle of an operation. Whatever it was doing: a clear error or a
 * finished operation, the data of one version or of the other, nothing half. `BASEKEEPER_FULL_DRIVE=all`: in every step.
 */

import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import type { Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { openFolder } from '../new-instance/open-folder';
import { backupsOf, expectNothingLeft, expectWholeBackups, newScratch } from '../testing/after-operations';
import { missingOf, seedFolder, type Seed } from '../testing/seeded-data';
import { CAN_MOUNT, mountSmallDrive, type SmallDrive } from '../testing/small-drive';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const ALL = process.env['BASEKEEPER_FULL_DRIVE'] === 'all';
/** The data, twice or thrice, and what has to stay free. */
const DRIVE_BYTES = 128 * 1024 * 1024;

let seeds: string;
let seed: Seed;
beforeAll(async () => {
  seeds = newScratch('seed-');
  seed = await seedFolder(seeds, '0.22.27', { rows: 500, files: 3 });
});
afterAll(() => rmSync(seeds, { recursive: true, force: true }));

let bench: Workbench;
let drive: SmallDrive;
let home: string;
/** When it fills up; a step as a person reads it, or one on the disk. */
let fillAt = '';
const seen = new Set<string>();
afterEach(async () => {
  drive.makeRoom();
  await bench.quit();
  drive.unmount();
  rmSync(home, { recursive: true, force: true });
});

function reach(step: string): void {
  seen.add(step);
  if (step !== fillAt) return;
  fillAt = '';
  drive.fill();
}

type Place = 'everything' | 'the instance' | 'the backups';

async function prepare(place: Place): Promise<Instance> {
  home = newScratch('home-');
  const small = join(home, 'drive');
  drive = mountSmallDrive(small, DRIVE_BYTES);
  bench = createWorkbench({ home: place === 'everything' ? join(small, 'home') : home, afterStep: reach });
  bench.store.subscribe((change) => {
    if (change.type === 'operations-changed') reach(change.operations[0]?.step ?? '');
  });
  const folder = place === 'the backups' ? join(home, 'shop') : join(small, 'shop');
  cpSync(seeds, folder, { recursive: true });
  const id = orThrow(
    await openFolder(
      { folder, name: 'shop', port: 8090, version: '0.22.27' },
      bench.opening,
      bench.operating.changeVersion,
    ),
  );
  if (place === 'the backups') {
    mkdirSync(join(small, 'backups'), { recursive: true });
    orThrow(bench.instances.change(id, { backups: { ...bench.now(id).backups, folder: join(small, 'backups') } }));
  }
  return bench.untilRunning(id);
}

/** What happened, for the one who reads the figures; throws unless it is one of the things that may. */
async function judge(instance: Instance, ended: Result<string>, versionAfter: string): Promise<string> {
  const { id, port } = instance;
  const text = ended.ok ? 'done' : Object.values(errorWords(ended.error)).join('. ');
  if (!ended.ok) expect(text).toMatch(/full|free|space|ENOSPC/i);
  if (!ended.ok) expect(text).toMatch(/\/|\d [kM]B/);
  drive.makeRoom();
  orThrow(bench.instances.writeUnsaved());
  // Whether the start that gives it back found the drive still full, or found room again, is a matter of milliseconds.
  const { intent, version } = await bench.until(
    id,
    'started, or not',
    ({ intent: { maintenance }, state }) =>
      state.kind === 'running' || (maintenance !== null && state.kind === 'stopped'),
  );
  // What was undone, or could not be started, waits for a person.
  const isUndone = !ended.ok && ended.error.code === 'operation-undone';
  if (ended.ok) expect(version).toBe(versionAfter);
  else expect(version).toBe('0.22.27');
  if (!isUndone && !ended.ok && intent.maintenance !== null) expect(intent.maintenance.reason).toBe('start-failed');
  if (intent.maintenance !== null) orThrow(bench.instances.leaveMaintenance(id));
  await bench.untilRunning(id);
  expect(await missingOf(seed, port, version)).toEqual([]);
  await expectWholeBackups(bench, id);
  return text;
}

/** Without BASEKEEPER_FULL_DRIVE. */
const SHORT: Readonly<Record<Place, Readonly<Record<'change' | 'restore' | 'backup', readonly string[]>>>> = {
  everything: {
    change: ['filled-new-folder', 'moved-old-pb_data', 'noted-starting'],
    restore: [],
    backup: ['copied-for-backup'],
  },
  'the instance': { change: [], restore: ['filled-new-folder'], backup: [] },
  'the backups': { change: [], restore: [], backup: ['Beginning', 'copied-for-backup'] },
};

describe.skipIf(!CAN_MOUNT)('the drive fills up', () => {
  const placesFor = (what: 'change' | 'restore' | 'backup'): readonly Place[] =>
    (Object.keys(SHORT) as Place[]).filter((place) => ALL || SHORT[place][what].length > 0);

  test.each(placesFor('change'))(
    'during a change of version, with %s on it',
    async (place) => {
      await each(place, ALL ? await allSteps(place, change) : SHORT[place].change, change, '0.40.6');
    },
    3_600_000,
  );

  test.each(placesFor('restore'))(
    'during a restore, with %s on it',
    async (place) => {
      await each(place, ALL ? await allSteps(place, restore) : SHORT[place].restore, restore, '0.22.27');
    },
    3_600_000,
  );

  test.each(placesFor('backup'))(
    'during a backup, with %s on it',
    async (place) => {
      await each(place, ALL ? await allSteps(place, backUp) : SHORT[place].backup, backUp, '0.22.27');
    },
    3_600_000,
  );

  type Operate = (instance: Instance, step: string) => Promise<Result<string>>;

  async function each(place: Place, steps: readonly string[], operate: Operate, versionAfter: string): Promise<void> {
    const outcomes: string[] = [];
    for (const step of steps) {
      const instance = await prepare(place);
      const ended = await operate(instance, step);
      const outcome = await judge(instance, ended, versionAfter);
      // That it has ended could not be written down while the drive was full: it holds nothing, and the next launch tidies up.
      if (place === 'everything' && bench.journal.load().length > 0) await openAgain(instance);
      expectNothingLeft(bench, instance);
      outcomes.push(`${step}: ${outcome}`);
      if (step !== steps.at(-1)) await tidy();
    }
    const finished = outcomes.filter((outcome) => outcome.endsWith(': done')).length;
    process.stdout.write(
      `the drive was full in ${String(steps.length)} steps (${place} on it): ${String(finished)} were finished, the others told why not\n${outcomes.join('\n')}\n`,
    );
  }

  async function openAgain({ id }: Instance): Promise<void> {
    expect(bench.journal.blocking(id, null)).toBeUndefined();
    await bench.quit();
    bench = bench.reopen();
    await bench.resume();
    await bench.untilRunning(id);
  }

  async function allSteps(place: Place, operate: Operate): Promise<readonly string[]> {
    const instance = await prepare(place);
    seen.clear();
    orThrow(await operate(instance, ''));
    await tidy();
    return [...seen].filter((step) => step !== '');
  }

  async function tidy(): Promise<void> {
    drive.makeRoom();
    await bench.quit();
    drive.unmount();
    rmSync(home, { recursive: true, force: true });
  }

  async function change({ id }: Instance, step: string): Promise<Result<string>> {
    fillAt = step;
    return orThrow(await bench.operating.changeVersion(id, '0.40.6', false)).ended;
  }

  async function backUp({ id }: Instance, step: string): Promise<Result<string>> {
    fillAt = step;
    return orThrow(bench.operating.backUp(id, { reason: 'manual', label: '' })).ended;
  }

  async function restore(instance: Instance, step: string): Promise<Result<string>> {
    const { id } = instance;
    orThrow(await backUp(instance, ''));
    const backupId = (await backupsOf(bench, id)).backups[0]?.id ?? '';
    fillAt = step;
    const begun = await bench.operating.restore(id, { source: { kind: 'backup', backupId }, parts: ['pb_data'] });
    return begun.ok ? begun.value.ended : begun;
  }
});
