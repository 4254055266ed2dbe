import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Incident } from '../../shared/incident';
import type { Intent } from '../../shared/instance';
import { openWithConf } from '../testing/workbench';
import { openIncidentFiles } from './incident-files';
import { openInstanceList } from './instance-list';
import { openSettingsFile } from './settings-file';
import { startNotices } from './start-notices';

let folder: string;
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, 'storage-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const crashed: Intent = {
  run: true,
  maintenance: { reason: 'crashed', since: '2026-01-01T00:00:00.000Z', setBy: 'basekeeper', incidentId: 'x' },
};
const record = (id: string, intent: Intent = { run: true, maintenance: null }) => ({
  id: id.padEnd(15, '0'),
  name: id,
  port: 8090,
  folder: `/data/${id}`,
  version: '0.40.6',
  createdAt: '2026-01-01T00:00:00.000Z',
  askBeforeMaintenance: true,
  muted: false,
  answerInMaintenance: true,
  intent,
});
const incident = (sequence: number): Incident => ({
  id: `incident${String(sequence).padStart(7, '0')}`,
  sequence,
  at: '2026-01-01T00:00:00.000Z',
  reason: 'crashed',
  cause: 'killed',
  evidence: '',
  exit: { code: null, signal: 'SIGKILL' },
  pid: 7,
  uptimeMs: 1,
  version: '0.40.6',
  port: 8090,
  seen: false,
  output: ['line'],
});

describe('the list of instances', () => {
  test('what was saved is there again, readable by this user only', () => {
    const list = openInstanceList(openWithConf, folder);
    expect(list.save(record('blog'))).toEqual({ ok: true, value: undefined });
    list.save(record('shop'));
    list.save(record('blog', crashed));
    list.remove(record('shop').id);
    const again = openInstanceList(openWithConf, folder);
    expect(again.load()).toEqual([record('blog', crashed)]);
    expect(again.setAside).toBeNull();
    expect((statSync(join(folder, 'instances.json')).mode & 0o777).toString(8)).toBe('600');
  });

  test('what an older Basekeeper saved gets the options that were added since', () => {
    const { answerInMaintenance: _added, ...older } = record('blog');
    writeFileSync(join(folder, 'instances.json'), JSON.stringify({ schemaVersion: 1, instances: [older] }));
    const list = openInstanceList(openWithConf, folder);
    expect(list.setAside).toBeNull();
    expect(list.load()).toEqual([record('blog')]);
  });

  test('the state of a process is not saved', () => {
    const list = openInstanceList(openWithConf, folder);
    list.save({
      ...record('blog'),
      state: { kind: 'stopped' },
      incidents: [],
      maintenanceAnswer: { kind: 'none' },
    } as never);
    expect(readFileSync(join(folder, 'instances.json'), 'utf8')).not.toMatch(/state"|incidents|maintenanceAnswer/);
  });

  test('a change that cannot be written is said, and what was saved before stays', () => {
    const list = openInstanceList(openWithConf, folder);
    list.save(record('blog'));
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file in the way');
    const refused = list.save(record('shop'));
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'state-not-saved', path: join(folder, 'instances.json') },
    });
    expect(list.load()).toEqual([record('blog')]);
  });

  const good = JSON.stringify({ schemaVersion: 1, instances: [record('blog')] });
  test.each([
    ['cut short', good.slice(0, -20)],
    ['empty', ''],
    ['binary', '\u0000\u0001\u0002'],
    ['null', 'null'],
    ['a list', '[]'],
    ['of another kind', '{"instances":{}}'],
    ['from a newer version', good.replace('"schemaVersion":1', '"schemaVersion":2')],
    ['with a path as id', good.replace('blog00000000000', '../../../../etc')],
    ['with a port out of range', good.replace('8090', '99999')],
  ])('a file that is %s is kept, said, and not emptied', (_what, content) => {
    const path = join(folder, 'instances.json');
    writeFileSync(path, content);
    const list = openInstanceList(openWithConf, folder);
    expect(list.load()).toEqual([]);
    expect(list.save(record('shop')).ok).toBe(true);
    expect(openInstanceList(openWithConf, folder).load()).toEqual([record('shop')]);

    const kept = readdirSync(folder).find((name) => name.includes('.damaged-')) ?? '';
    expect(readFileSync(join(folder, kept), 'utf8')).toBe(content);
    const [notice] = startNotices([list.setAside]);
    expect(notice?.title).toBe('A file of Basekeeper could not be read');
    expect(notice?.text).toContain(`It was kept as ${join(folder, kept)}`);
    expect(notice?.text).toContain('Your instances’ folders were not touched.');
  });
});

describe('incidents', () => {
  test('the newest 50 are kept, with their output in the file only', () => {
    const files = openIncidentFiles(openWithConf, folder);
    for (let sequence = 1; sequence <= 60; sequence += 1) files.add('blog', incident(sequence));
    const again = openIncidentFiles(openWithConf, folder);
    const summaries = again.load('blog');
    expect(summaries).toHaveLength(50);
    expect(summaries[0]?.sequence).toBe(60);
    expect(summaries[0]).not.toHaveProperty('output');
    expect(again.find('blog', incident(60).id)?.output).toEqual(['line']);
    expect(again.find('blog', incident(7).id)).toBeUndefined();
    expect(again.load('shop')).toEqual([]);
  });

  test('seen is remembered', () => {
    const files = openIncidentFiles(openWithConf, folder);
    files.add('blog', incident(1));
    expect(files.markSeen('blog').summaries).toMatchObject([{ seen: true }]);
    expect(openIncidentFiles(openWithConf, folder).load('blog')).toMatchObject([{ seen: true }]);
  });
});

test('settings and the place of the window are remembered, each without the other', () => {
  const settings = openSettingsFile(openWithConf, folder);
  expect(settings.settings()).toEqual({ theme: 'system', notifications: true, closeHintShown: false });
  settings.saveSettings({ theme: 'dark', notifications: false, closeHintShown: true });
  settings.saveWindowBounds({ x: 1, y: 2, width: 3, height: 4 });
  const again = openSettingsFile(openWithConf, folder);
  expect(again.settings()).toEqual({ theme: 'dark', notifications: false, closeHintShown: true });
  expect(again.windowBounds()).toEqual({ x: 1, y: 2, width: 3, height: 4 });
});
