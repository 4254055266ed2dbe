/** Files as version 0.1.0 wrote them, word for word. Fields may be called otherwise in memory; on the disk they stay. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWithConf } from '../testing/workbench';
import { openInstanceList, type InstanceListFile } from './instance-list';
import { openJournalFiles } from './journal-files';
import { openQuitTasks } from './quit-tasks';
import { openRunFiles } from './run-files';
import { openSettingsFile } from './settings-file';
import { openUpdateFile } from './update-file';

const ID = 'aaaaaaaaaaaaaaa';
const MAINTENANCE = { reason: 'crashed', since: '2026-01-02T00:00:00.000Z', setBy: 'basekeeper', incidentId: 'i' };
let home: string;
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  home = mkdtempSync(join(scratch, 'earlier-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const write = (name: string, content: unknown): string => {
  const path = join(home, `${name}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
};
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** An entry of the list. */
const savedInstance = () => ({
  id: ID,
  name: 'blog',
  port: 8090,
  folder: join(home, 'blog'),
  version: '0.40.6',
  createdAt: '2026-01-01T00:00:00.000Z',
  askBeforeMaintenance: false,
  muted: true,
  answerInMaintenance: true,
  whenUnresponsive: 'warning',
  restartPolicy: null,
  tags: [{ name: 'client', colour: 'red' }],
  backups: { schedule: null, scheduleSince: null, retention: null, folder: null },
  upgrade: null,
  serving: {
    revision: 3,
    environment: [{ name: 'HOST', secret: false, value: 'mail' }],
    pathFolders: [],
    encryptionKey: null,
    arguments: ['--dev=true'],
    reach: 'network',
  },
  intent: { run: true, maintenance: MAINTENANCE },
});

test('the list of instances is read, and written as it was', () => {
  const instance = savedInstance();
  const stored = { schemaVersion: 1, instances: [instance] };
  const path = write('instances', stored);
  const notices: unknown[] = [];
  const board = { show: (notice: unknown) => void notices.push(notice), hide: () => undefined };
  const list = openInstanceList(openWithConf, { settings: home, instances: home }, board);
  expect(list.load()).toMatchObject([
    {
      name: 'blog',
      intent: { shouldRun: true, maintenance: MAINTENANCE },
      launchOptions: { revision: 3, arguments: ['--dev=true'], networkAccess: 'network' },
    },
  ]);
  expect(list.checkWritable().ok).toBe(true);
  // Settings that came later are added as it was before there were any: nobody is let in.
  expect(read(path)).toEqual({
    ...stored,
    instances: [{ ...instance, assistants: 'off', maintenanceSchedule: null, signInAs: null }],
  });
  expect(notices).toEqual([]);
});

test('the record of a run is read, and written as it was', () => {
  const run = {
    run: 4,
    runId: 'r',
    pid: 42,
    processStartedAt: '1',
    bootId: 'b',
    executable: '/x/pocketbase',
    dataFolder: '/x/pb_data',
    port: 8090,
    version: '0.40.6',
    startedAt: '2026-01-01T00:00:00.000Z',
    servingSince: '2026-01-01T00:00:01.000Z',
    askedToEnd: false,
    endsWithApp: true,
    servingRevision: 3,
    reach: 'network',
  };
  const stored = { schemaVersion: 1, run };
  const path = write(ID, stored);
  const files = openRunFiles(openWithConf, home);
  const record = files.load(ID);
  expect(record).toMatchObject({
    runNumber: 4,
    provenSince: '2026-01-01T00:00:01.000Z',
    launchRevision: 3,
    networkAccess: 'network',
  });
  if (record !== null) files.save(ID, record);
  expect(read(path)).toEqual(stored);
});

test('the note of an unfinished operation is read, and written as it was', () => {
  const entry = {
    id: ID,
    kind: 'restore',
    instanceId: 'bbbbbbbbbbbbbbb',
    folder: '/x',
    startedAt: '2026-01-01T00:00:00.000Z',
    phase: 'swapping',
    before: { run: true, maintenance: MAINTENANCE },
    versionBefore: '0.40.6',
    versionAfter: '0.40.6',
    backupId: null,
    keeps: null,
    parts: [],
    apart: [],
    contents: [],
    carried: [],
    names: [],
    unfinished: [],
  };
  const stored = { schemaVersion: 1, entry };
  const path = write(ID, stored);
  const journal = openJournalFiles(openWithConf, home);
  const [found] = journal.load();
  expect(found?.before).toEqual({ shouldRun: true, maintenance: MAINTENANCE });
  if (found !== undefined) journal.save(found);
  expect(read(path)).toEqual(stored);
});

describe('files of a newer version', () => {
  const newer = { schemaVersion: 2, instances: 'in another form', settings: 1, attempt: {} };
  const board = { show: () => undefined, hide: () => undefined };
  const places = (settings: string) => ({ settings, instances: join(home, 'instances') });
  const anotherList = (): InstanceListFile => {
    mkdirSync(join(home, 'another'));
    write('another/instances', { schemaVersion: 1, instances: [savedInstance()] });
    return openInstanceList(openWithConf, places(join(home, 'another')), board);
  };

  test.each<readonly [string, () => unknown]>([
    [
      'instances',
      () => {
        const [record] = anotherList().load();
        return record && openInstanceList(openWithConf, places(home), board).save(record);
      },
    ],
    [
      'settings',
      () => {
        const settings = openSettingsFile(openWithConf, home);
        return settings.saveSettings({ ...settings.settings(), theme: 'dark' });
      },
    ],
    ['updates', () => openUpdateFile(openWithConf, home).remember({ lookedAt: '2026-01-01T00:00:00.000Z' })],
    ['quit-tasks', () => openQuitTasks(openWithConf, home).save([])],
  ])('%s.json is kept byte for byte under another name when an older one writes its own', (name, writeOwn) => {
    const bytes = readFileSync(write(name, newer));
    expect(writeOwn()).toMatchObject({ ok: true });
    const kept = readdirSync(home).filter((file) => file.startsWith(`${name}.json.newer-`));
    expect(kept).toHaveLength(1);
    expect(readFileSync(join(home, kept[0] ?? '')).equals(bytes)).toBe(true);
    expect(read(join(home, `${name}.json`))).toMatchObject({ schemaVersion: 1 });
  });
});
