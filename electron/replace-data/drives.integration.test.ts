/** Data that lies on more than one drive: each operation works where it can, and is refused before anything stops where it cannot. */
import { cpSync, lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { backupsOf, expectNothingLeft, newScratch, textOf } from '../testing/after-operations';
import { createThings, LOGIN, missingFilesOf, signIn, uploadFiles, type StoredFile } from '../testing/seeded-data';
import { CAN_MOUNT, mountSmallDrive } from '../testing/small-drive';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { findMountPoints, mountPointsBelow } from '../operations/mounts';

const [OLD, NEW] = ['0.36.9', '0.40.6'];
const DRIVE_BYTES = 256 * 1024 ** 2;

let bench: Workbench;
let instance: Instance;
let elsewhere: string;
let files: readonly StoredFile[];
let steps: (name: string) => void;
const unmounts: (() => void)[] = [];
beforeEach(async () => {
  steps = () => undefined;
  elsewhere = newScratch('elsewhere-');
  bench = createWorkbench({ afterStep: (name) => steps(name) });
  const superuser = { email: LOGIN.identity, password: LOGIN.password };
  instance = await bench.untilRunning((await bench.create('shop', OLD, superuser)).id);
  await createThings(instance.port, (await signIn(instance.port, OLD)) ?? '');
  files = await uploadFiles(instance.port, 3);
});
afterEach(async () => {
  await bench.quit();
  for (const unmount of unmounts.splice(0).reverse()) unmount();
  await bench.dispose();
  rmSync(elsewhere, { recursive: true, force: true });
});

const inFolder = (path: string): string => join(instance.folder, path);

/** What is there comes along; nothing runs meanwhile. */
async function lay(path: string, onto: 'drive' | 'link'): Promise<void> {
  if (bench.now(instance.id).intent.maintenance === null) {
    orThrow(bench.instances.enterMaintenance(instance.id, 'window'));
    await bench.untilMaintenance(instance.id);
  }
  const aside = join(elsewhere, path.replaceAll('/', '-'));
  mkdirSync(inFolder(path), { recursive: true });
  cpSync(inFolder(path), aside, { recursive: true });
  if (onto === 'drive') {
    unmounts.push(mountSmallDrive(inFolder(path), DRIVE_BYTES).unmount);
    cpSync(aside, inFolder(path), { recursive: true });
  } else {
    rmSync(inFolder(path), { recursive: true });
    symlinkSync(aside, inFolder(path));
  }
}

async function goOn(): Promise<void> {
  orThrow(bench.instances.leaveMaintenance(instance.id));
  await bench.untilRunning(instance.id);
}

async function backUp(): Promise<string> {
  orThrow(await orThrow(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })).ended);
  return (await backupsOf(bench, instance.id)).backups[0]?.id ?? '';
}

const restore = async (backupId: string) =>
  orThrow(await bench.operating.restore(instance.id, { source: { kind: 'backup', backupId }, parts: ['pb_data'] }))
    .ended;

function expectClean(): void {
  expectNothingLeft(bench, instance);
  for (const path of ['pb_data', 'pb_data/storage']) {
    expect(readdirSync(inFolder(path)).filter((name) => /^(\.basekeeper|kept)-/.test(name))).toEqual([]);
  }
}

interface Layout {
  readonly name: string;
  readonly places: readonly (readonly [path: string, onto: 'drive' | 'link'])[];
}
const LAYOUTS: readonly Layout[] = [
  { name: 'pb_data/storage as a drive', places: [['pb_data/storage', 'drive']] },
  { name: 'pb_data/storage as a link to another place', places: [['pb_data/storage', 'link']] },
  {
    name: 'pb_data as a drive, and its backups as another one',
    places: [
      ['pb_data', 'drive'],
      ['pb_data/backups', 'drive'],
    ],
  },
];

describe.skipIf(!CAN_MOUNT)('only root can mount drives', () => {
  test.each(LAYOUTS)('$name: backup, change of version and restore work, and it stays so', async ({ places }) => {
    for (const [path, onto] of places) await lay(path, onto);
    const mounted = await findMountPoints(instance.folder);
    const devices = places.map(([path]) => lstatSync(inFolder(path)).dev);
    await goOn();
    const backupId = await backUp();
    expectClean();
    orThrow(await orThrow(await bench.operating.changeVersion(instance.id, NEW, true)).ended);
    await bench.untilRunning(instance.id);
    expect(await missingFilesOf(files, instance.port)).toEqual([]);
    const later = await uploadFiles(instance.port, 2);
    orThrow(await restore(backupId));
    await bench.untilRunning(instance.id);
    expect(await missingFilesOf(files, instance.port)).toEqual([]);
    expect((await missingFilesOf(later, instance.port)).length).toBe(2);
    expectClean();
    expect(await findMountPoints(instance.folder)).toEqual(mounted);
    expect(places.map(([path]) => lstatSync(inFolder(path)).dev)).toEqual(devices);
    for (const [path, onto] of places) {
      if (onto === 'link') expect(readlinkSync(inFolder(path))).toBe(join(elsewhere, path.replaceAll('/', '-')));
    }
  });

  test('an exchange that fails on a drive of its own is undone there too', async () => {
    await lay('pb_data/storage', 'drive');
    await goOn();
    steps = (name) => {
      if (name === 'moved-new-pb_data') throw new Error('the app is ill');
    };
    const ended = await orThrow(await bench.operating.changeVersion(instance.id, NEW, false)).ended;
    expect(ended).toMatchObject({ ok: false, error: { code: 'operation-undone' } });
    await goOn();
    expect(await missingFilesOf(files, instance.port)).toEqual([]);
    expectClean();
  });

  test('a drive deeper inside of the data is named before anything stops', async () => {
    const [folder = ''] = readdirSync(inFolder('pb_data/storage'));
    await lay(`pb_data/storage/${folder}`, 'drive');
    await goOn();
    const { state } = bench.now(instance.id);
    const refused = await bench.operating.changeVersion(instance.id, NEW, false);
    expect(textOf(refused)).toBe(
      `${inFolder(`pb_data/storage/${folder}`)} is a drive of its own inside of what is to be exchanged. Only a whole part of an instance, or pb_data/storage, may be one: unmount it, and mount its contents there. Nothing was changed.`,
    );
    // Before the click, too.
    expect(await bench.operating.previewVersion(instance.id, NEW)).toEqual(refused);
    expect(bench.now(instance.id).state).toEqual(state);
    await backUp();
  });
});

test('a link to uploads that leads nowhere is named before anything stops', async () => {
  await lay('pb_data/storage', 'link');
  rmSync(readlinkSync(inFolder('pb_data/storage')), { recursive: true });
  await goOn();
  const { state } = bench.now(instance.id);
  for (const ended of [
    await bench.operating.changeVersion(instance.id, NEW, false),
    await orThrow(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })).ended,
  ]) {
    expect(textOf(ended)).toContain('is a link, and there is no folder where it leads. Connect its drive, or remove');
  }
  expect(bench.now(instance.id).state).toEqual(state);
});

test('mount points are read as Linux writes them', () => {
  const line = (point: string): string => `36 35 98:0 / ${point} rw,noatime master:1 - ext4 /dev/root rw`;
  const info = ['/home/a\\040b/pb_data', '/home/a\\040b', '/home/a\\040bc/x', '/home/a\\040b/x\\134y']
    .map(line)
    .join('\n');
  expect(mountPointsBelow('/home/a b', info)).toEqual(['pb_data', 'x\\y']);
});
