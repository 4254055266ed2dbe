/**
 * Everything that the app makes for a while and that a kill may leave: one of each kind is there, the app is opened, and all
 * of it is gone. What is kept on purpose stays, and so does what only has a similar name.
 */
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_BACKUP_OPTIONS } from '../../shared/backup';
import type { Instance } from '../../shared/instance';
import { openVersionStore } from '../pocketbase/version-store';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { entryOf } from '../operations/journal';

/** No process can have it. */
const GONE = '999999999';
const HEX = '0123456789abcdef';
const [BACKUP, EXPORT, CLONE, TRIAL] = ['backup000000001', 'export000000001', 'clone0000000001', 'trial0000000001'];
const NEVER_WRITTEN = 'never0000000001';
const COPY = 'copy00000000001';

let bench: Workbench;
let instance: Instance;
const temporary = process.env['TMPDIR'];
beforeEach(async () => {
  bench = createWorkbench();
  instance = await bench.create('blog', '0.40.6');
  await bench.untilRunning(instance.id);
});
afterEach(async () => {
  if (temporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = temporary;
  await bench.dispose();
});

const inHome = (...names: readonly string[]): string => join(bench.home, ...names);
const inFolder = (...names: readonly string[]): string => join(instance.folder, ...names);

function plantFile(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'left over');
  return path;
}

const plantFolder = (path: string): string => dirname(plantFile(join(path, 'content')));

/** With the record of its operation, as it is while that is still running. */
function plantOperations(chosen: string): readonly string[] {
  const zip = inHome('backups', instance.id, 'blog-2026.zip');
  const unfinished = [`${zip}.unverified.part`, `${zip}.unverified`, zip];
  const exported = inHome(`.basekeeper-export-${EXPORT}`);
  const clone = inHome('instances', COPY);
  orThrow(bench.journal.save(entryOf(BACKUP, 'backup', instance, { unfinished })));
  orThrow(bench.journal.save(entryOf(EXPORT, 'export-backup', instance, { unfinished: [exported] })));
  orThrow(bench.journal.save(entryOf(CLONE, 'clone', instance, { unfinished: [clone] })));
  orThrow(bench.journal.save(entryOf(TRIAL, 'check-integrity', instance)));
  return [
    ...unfinished.map(plantFile),
    plantFolder(exported),
    plantFolder(clone),
    plantFolder(inFolder(`.basekeeper-${BACKUP}`, 'copy')),
    plantFolder(inFolder(`.basekeeper-${TRIAL}`, 'trial')),
    ...[BACKUP, EXPORT, CLONE, TRIAL].map((id) => inHome('operations', `${id}.json`)),
    plantFolder(join(chosen, `.basekeeper-trial-${GONE}-abc123`)),
  ];
}

const plantFilesOfOurOwn = (): readonly string[] => [
  ...['settings/instances', 'settings/folders', 'runs/session', `operations/${NEVER_WRITTEN}`]
    .concat(`incidents/${instance.id}`, `runs/${instance.id}`)
    .map((name) => plantFile(inHome(`${name}.json.tmp-${HEX}`))),
  plantFile(inFolder(`basekeeper.json.tmp-${HEX}`)),
  plantFolder(inFolder(`.superuser-${GONE}-abc123`)),
  plantFolder(inHome('tmp', `basekeeper-look-${GONE}-abc123`)),
  plantFolder(inHome('versions', `.incoming-${GONE}-abcdefgh`)),
];

/** Kept on purpose, or not ours although it has a similar name. */
function plantWhatStays(chosen: string): readonly string[] {
  const link = inHome('tmp', `basekeeper-look-${GONE}-link00`);
  symlinkSync(bench.home, link);
  return [
    link,
    plantFolder(inFolder(`kept-${BACKUP}`)),
    plantFolder(inFolder('quarantine-2026-01-02-030405')),
    plantFile(inHome('settings', 'instances.json.damaged-2026-01-02T03-04-05.000Z')),
    plantFile(inHome('settings', 'instances.json.newer-2026-01-02T03-04-05.000Z')),
    plantFile(inHome('settings', 'instances.json.tmp')),
    plantFile(inHome('settings', 'instances.json.tmp-of-mine')),
    plantFile(inHome('operations', `notes.json.tmp-${HEX}`)),
    plantFile(inHome('backups', instance.id, 'holiday.zip.part')),
    plantFolder(inHome('.basekeeper-export-of-mine')),
    plantFolder(inFolder('.basekeeper-of-mine')),
    plantFolder(inFolder('.superuser-notes')),
    plantFile(inFolder(`.superuser-${GONE}-file00`)),
    // A live process may be working in it.
    plantFolder(inFolder(`.superuser-${String(process.ppid)}-abc123`)),
    plantFolder(inHome('tmp', 'basekeeper-look-at-this')),
    plantFolder(join(chosen, '.basekeeper-trial-of-mine')),
  ];
}

test('what a kill may leave is swept at launch; what is kept, or only named alike, stays', async () => {
  const chosen = inHome('chosen');
  mkdirSync(chosen);
  mkdirSync(inHome('tmp'));
  orThrow(bench.instances.change(instance.id, { backups: { ...NO_BACKUP_OPTIONS, folder: chosen } }));
  await bench.quit();
  process.env['TMPDIR'] = inHome('tmp');
  const left = [...plantOperations(chosen), ...plantFilesOfOurOwn()];
  const staying = plantWhatStays(chosen);
  const there = (paths: readonly string[]): readonly string[] =>
    paths.filter((path) => existsSync(path)).map((path) => relative(bench.home, path));
  expect(there(left)).toHaveLength(left.length);

  const again = bench.reopen();
  orThrow(await openVersionStore({ folder: inHome('versions'), sources: [] }));
  await again.resume();
  await again.list.copiesSettled();
  expect(there(left)).toEqual([]);
  expect(there(staying)).toHaveLength(staying.length);
  expect(again.journal.load()).toEqual([]);
  await again.untilRunning(instance.id);
  await again.quit();
  for (const path of staying) rmSync(path, { recursive: true });
});
