/** Changes of version with real data and real executables. `BASEKEEPER_ROWS` sets how many rows there are. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { counted } from '../../shared/words/backup-words';
import { backupsOf, expectNothingLeft, newScratch, openCopy } from '../testing/after-operations';
import { missingOf, seedFolder, uploadFiles, type Seed } from '../testing/seeded-data';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const ROWS = Number(process.env['BASEKEEPER_ROWS'] ?? 2000);
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

interface Step {
  readonly from: string;
  readonly to: string;
  readonly tookMs: number;
  readonly downMs: number;
}

async function change(instance: Instance, version: string): Promise<Step> {
  const from = bench.now(instance.id).version;
  const beganAt = performance.now();
  let downAt = beganAt;
  const stop = bench.store.subscribe(() => {
    if (bench.now(instance.id).state.kind === 'stopping') downAt = performance.now();
  });
  orThrow(await orThrow(await bench.operating.changeVersion(instance.id, version, false)).ended);
  stop();
  const upAt = performance.now();
  return { from, to: version, tookMs: upAt - beganAt, downMs: upAt - downAt };
}

async function printed(instance: Instance, version: string): Promise<void> {
  const step = await change(instance, version);
  expect(bench.now(instance.id)).toMatchObject({
    version,
    state: { kind: 'running' },
    upgrade: { from: step.from, to: version },
  });
  expect(await missingOf(seed, instance.port, version)).toEqual([]);
  const figures = `not served for ${step.downMs.toFixed(0)} ms, in all ${step.tookMs.toFixed(0)} ms`;
  process.stdout.write(`${step.from} to ${version}: ${String(seed.rows)} rows, ${figures}\n`);
}

describe('G21: from 0.22.27 to 0.40.6', () => {
  test('every step: rows, files and login stay, and it is given back running', async () => {
    const instance = await openSeeded();
    expect(await missingOf(seed, instance.port, '0.22.27')).toEqual([]);
    for (const version of ['0.23.12', '0.28.4', '0.36.9', '0.40.6']) await printed(instance, version);
  }, 600_000);

  test('at once, and back: G20, no older version works on the data; what was written since is in a backup', async () => {
    const instance = await openSeeded();
    const { id, port } = instance;
    await printed(instance, '0.40.6');
    await uploadFiles(port, 1);

    const preview = orThrow(await bench.operating.previewVersion(id, '0.28.4'));
    const why =
      'The data was written by PocketBase 0.38.1 or newer, and an older one would damage it. Restore a backup that was made with 0.28.4 or older instead.';
    expect(preview).toMatchObject({
      refused: why,
      matchingBackup: { reason: 'before-upgrade', version: '0.22.27', records: seed.rows },
    });
    expect(await bench.operating.changeVersion(id, '0.28.4', false)).toMatchObject({
      ok: false,
      error: { code: 'version-change-refused', version: '0.28.4', detail: why },
    });
    expect(bench.now(id)).toMatchObject({ version: '0.40.6', state: { kind: 'running' } });

    const beganAt = performance.now();
    orThrow(await orThrow(await bench.operating.goBack(id)).ended);
    process.stdout.write(`0.40.6 back to 0.22.27: in all ${(performance.now() - beganAt).toFixed(0)} ms\n`);
    expect(bench.now(id)).toMatchObject({ version: '0.22.27', state: { kind: 'running' }, upgrade: null });
    expect(await missingOf(seed, port, '0.22.27')).toEqual([]);
    expect((await backupsOf(bench, id)).backups).toMatchObject([
      { reason: 'before-restore', version: '0.40.6', records: seed.rows + 1 },
      { reason: 'before-upgrade', version: '0.22.27', records: seed.rows },
    ]);
    expectNothingLeft(bench, instance);
  }, 600_000);

  test('G20: the backup that is offered instead of an older version comes with that version, and can be gone back on', async () => {
    const instance = await openSeeded();
    const { id, port } = instance;
    await change(instance, '0.40.6');
    const { matchingBackup } = orThrow(await bench.operating.previewVersion(id, '0.28.4'));
    const source = { kind: 'backup', backupId: matchingBackup?.id ?? '' } as const;

    expect(await bench.operating.restore(id, { source, parts: ['pb_data'], version: '0.21.3' })).toMatchObject({
      ok: false,
      error: { code: 'version-change-refused', detail: expect.stringContaining('0.22.0 and newer') as string },
    });
    const told = orThrow(
      await orThrow(await bench.operating.restore(id, { source, parts: ['pb_data'], version: '0.28.4' })).ended,
    );
    expect(told).toBe(`Restored ${counted(seed.rows, 'record')}, with PocketBase 0.28.4.`);
    expect(bench.now(id)).toMatchObject({
      version: '0.28.4',
      state: { kind: 'running' },
      upgrade: { from: '0.40.6', to: '0.28.4' },
    });
    expect(await missingOf(seed, port, '0.28.4')).toEqual([]);

    orThrow(await orThrow(await bench.operating.goBack(id)).ended);
    expect(bench.now(id)).toMatchObject({ version: '0.40.6', state: { kind: 'running' }, upgrade: null });
    expect(await missingOf(seed, port, '0.40.6')).toEqual([]);
    expectNothingLeft(bench, instance);
  }, 600_000);

  test('it can be gone back on when another folder of backups was chosen since; without its backup it is said why not', async () => {
    const instance = await openSeeded();
    const { id } = instance;
    const choose = async (name: string): Promise<void> => {
      const folder = join(bench.home, name);
      mkdirSync(folder);
      orThrow(await bench.operating.setBackupOptions(id, { folder }, []));
    };
    await choose('first drive');
    await change(instance, '0.40.6');
    await choose('second drive');
    orThrow(await orThrow(await bench.operating.goBack(id)).ended);
    expect(bench.now(id)).toMatchObject({ version: '0.22.27', state: { kind: 'running' }, upgrade: null });

    await change(instance, '0.40.6');
    const [{ id: backupId } = { id: '' }] = (await backupsOf(bench, id)).backups;
    orThrow(await bench.operating.deleteBackup(id, backupId));
    expect(await bench.operating.goBack(id)).toEqual({
      ok: false,
      error: {
        code: 'version-change-refused',
        version: '0.22.27',
        detail: `The backup from before the change is not in ${join(bench.home, 'second drive')} any more. Put it there again, change the version, or restore another backup.`,
      },
    });
    expect(bench.now(id)).toMatchObject({ version: '0.40.6', state: { kind: 'running' } });
  }, 600_000);

  test('a backup of an older version is restored without its version, too; the newer one converts it', async () => {
    const instance = await openSeeded();
    await change(instance, '0.40.6');
    const [backup] = (await backupsOf(bench, instance.id)).backups;
    const source = { kind: 'backup', backupId: backup?.id ?? '' } as const;
    orThrow(await orThrow(await bench.operating.restore(instance.id, { source, parts: ['pb_data'] })).ended);
    expect(bench.now(instance.id)).toMatchObject({ version: '0.40.6', upgrade: { from: '0.22.27', to: '0.40.6' } });
  }, 600_000);
});
