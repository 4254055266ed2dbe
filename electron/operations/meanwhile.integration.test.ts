/** What other programs and people do with the files while an operation is underway, or before the next launch. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import type { JobName } from '../data/job-contract';
import { backupsOf, expectNothingLeft, expectWholeBackups, textOf } from '../testing/after-operations';
import { endOf, SUPERUSER } from '../testing/served-records';
import { serveFromTerminal } from '../testing/terminal-pocketbase';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { entryOf } from './journal';

let bench: Workbench;
let instance: Instance;
/** Done in the middle of an operation. */
let atStep: (name: string) => void = () => undefined;
/** In which order, and whether the data counted as in use. */
let jobs: (readonly [JobName, boolean | null])[] = [];

beforeEach(async () => {
  atStep = () => undefined;
  jobs = [];
  bench = createWorkbench({
    afterStep: (name) => atStep(name),
    beforeJob: (name, input) => void jobs.push([name, 'inUse' in input ? input.inUse : null]),
  });
  instance = await bench.create('blog', '0.40.6', SUPERUSER);
  await bench.untilRunning(instance.id);
});
afterEach(() => bench.dispose());

const backUp = async () => endOf(bench.operating.backUp(instance.id, { reason: 'manual', label: '' }));

describe('the public files are built anew while a backup with others is restored', () => {
  const folder = (): string => join(instance.folder, 'pb_public');
  const build = (): void => {
    mkdirSync(folder(), { recursive: true });
    writeFileSync(join(folder(), 'index.html'), 'of the build');
  };

  test.each([
    { what: 'made', before: () => rmSync(folder(), { recursive: true }), meanwhile: build },
    { what: 'removed', before: build, meanwhile: () => rmSync(folder(), { recursive: true }) },
  ])(
    '$what: that is said, nothing is exchanged, and the instance is served as before',
    async ({ before, meanwhile }) => {
      orThrow(await backUp());
      const [backup] = (await backupsOf(bench, instance.id)).backups;
      before();
      atStep = (name) => {
        if (name === 'served-new-folder') meanwhile();
      };
      const source = { kind: 'backup', backupId: backup?.id ?? '' } as const;
      const restored = await endOf(bench.operating.restore(instance.id, { source, parts: ['pb_data', 'pb_public'] }));
      expect(textOf(restored)).toContain(`${folder()} was made, removed or turned into a link`);
      expect(await bench.untilRunning(instance.id)).toMatchObject({ intent: { shouldRun: true, maintenance: null } });
      expect(existsSync(join(folder(), 'index.html'))).toBe(meanwhile === build);
      expectNothingLeft(bench, instance);
    },
  );
});

test('a copy that cannot be removed once the backup is packed does not take the backup away', async () => {
  atStep = (name) => {
    if (name !== 'wrote-backup') return;
    // As where another program has a file of it open.
    const work = readdirSync(instance.folder).find((one) => one.startsWith('.basekeeper-')) ?? '';
    renameSync(join(instance.folder, work), join(bench.home, 'in-use'));
    writeFileSync(join(instance.folder, work), '');
  };
  expect(textOf(await backUp())).toBe('no error');
  await bench.quit();
  const again = bench.reopen();
  await again.resume();
  expect((await backupsOf(again, instance.id)).backups).toHaveLength(1);
  await expectWholeBackups(again, instance.id);
  expectNothingLeft(again, instance);
});

test('killed before an operation had entered maintenance: the instance waits for its recovery, and no start is refused', async () => {
  const before = { shouldRun: true, maintenance: null };
  orThrow(bench.journal.save(entryOf('aaaaaaaaaaaaaaa', 'compact', instance, { before })));
  await bench.quit();
  const again = bench.reopen();
  await again.resume();
  expect(again.store.snapshot().state.notices.map(({ id }) => id)).toEqual(['operation-aaaaaaaaaaaaaaa']);
  await again.untilRunning(instance.id);
});

test('an interrupted move: copies stay while the original is not there, because they may be all there is', async () => {
  orThrow(bench.instances.stop(instance.id));
  await bench.until(instance.id, 'stopped', ({ state }) => state.kind === 'stopped');
  const target = join(bench.home, 'moved');
  const copy = join(target, 'pb_data');
  mkdirSync(copy, { recursive: true });
  writeFileSync(join(copy, 'data.db'), 'copied by half, or finished by hand');
  const before = { shouldRun: false, maintenance: null };
  orThrow(bench.journal.save(entryOf('aaaaaaaaaaaaaaa', 'move', instance, { before, target, unfinished: [copy] })));
  await bench.quit();
  const away = join(bench.home, 'away');
  renameSync(instance.folder, away);

  const launch = async (): Promise<Workbench> => {
    const again = bench.reopen();
    await again.resume();
    return again;
  };
  const again = await launch();
  expect(existsSync(join(copy, 'data.db'))).toBe(true);
  expect(
    again.store
      .snapshot()
      .state.notices.map(({ text }) => text)
      .join(),
  ).toContain(`${instance.folder} is not there`);
  expect(again.instances.start(instance.id)).toMatchObject({ ok: false, error: { code: 'operation-unfinished' } });
  await again.quit();

  renameSync(away, instance.folder);
  const last = await launch();
  expect([existsSync(copy), last.journal.load()]).toEqual([false, []]);
  orThrow(last.instances.start(instance.id));
  await last.untilRunning(instance.id);
});

test('an interrupted deletion: a drive that is away is not taken for the trash', async () => {
  orThrow(bench.instances.stop(instance.id));
  await bench.until(instance.id, 'stopped', ({ state }) => state.kind === 'stopped');
  const before = { shouldRun: false, maintenance: null };
  const entry = entryOf('aaaaaaaaaaaaaaa', 'delete', instance, { before });
  orThrow(bench.journal.save({ ...entry, phase: 'swapping' }));
  await bench.quit();
  const [drive, away] = [dirname(instance.folder), join(bench.home, 'away')];
  renameSync(drive, away);

  const launch = async (): Promise<Workbench> => {
    const again = bench.reopen();
    await again.resume();
    return again;
  };
  const again = await launch();
  expect(again.now(instance.id).intent.maintenance?.reason).toBe('operation');
  expect(again.instances.start(instance.id)).toMatchObject({ ok: false, error: { code: 'operation-unfinished' } });
  await again.quit();

  rmSync(drive, { recursive: true, force: true });
  renameSync(away, drive);
  const last = await launch();
  expect(last.now(instance.id)).toMatchObject({ intent: before });
  expectNothingLeft(last, instance);
});

describe('the instance is stopped, and a process in a terminal serves its data', () => {
  beforeEach(async () => {
    orThrow(bench.instances.stop(instance.id));
    await bench.until(instance.id, 'stopped', ({ state }) => state.kind === 'stopped');
  });

  test.each([
    { what: 'a clone', begin: () => bench.operating.clone(instance.id, { name: 'other', withData: true }) },
    { what: 'a trial', begin: () => bench.operating.changeVersion(instance.id, '0.39.11', true) },
    { what: 'a backup', begin: () => bench.operating.backUp(instance.id, { reason: 'manual', label: '' }) },
  ])('$what is made of a copy by way of SQLite, which files that are written to are not', async ({ begin }) => {
    const terminal = await serveFromTerminal(instance.folder, '0.40.6');
    try {
      await endOf(begin());
    } finally {
      await terminal.end();
    }
    expect(jobs.find(([name]) => name === 'copy-instance')).toEqual(['copy-instance', true]);
  });

  test('what is checked is a copy, too', async () => {
    const checks: string[] = [];
    atStep = (name) => void checks.push(name);
    const terminal = await serveFromTerminal(instance.folder, '0.40.6');
    try {
      orThrow(await endOf(bench.operating.checkIntegrity(instance.id)));
    } finally {
      await terminal.end();
    }
    expect(checks).toContain('check-data: Copying data.db');
  });
});

describe('exporting', () => {
  test('next to a file that is called like a part of it: that file is not ours, and stays', async () => {
    orThrow(await backUp());
    const [backup] = (await backupsOf(bench, instance.id)).backups;
    const target = join(bench.home, 'export.zip');
    mkdirSync(`${target}.part`);
    writeFileSync(join(`${target}.part`, 'mine.txt'), 'mine');
    orThrow(await endOf(bench.operating.exportBackup(instance.id, backup?.id ?? '', target)));
    expect(existsSync(join(`${target}.part`, 'mine.txt'))).toBe(true);
    expect(existsSync(target)).toBe(true);
    expect(readdirSync(bench.home).filter((name) => name.startsWith('.'))).toEqual([]);
    expectNothingLeft(bench, instance);
  });
});
