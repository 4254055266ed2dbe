import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Incident } from '../../shared/incident';
import { anIncident } from '../../shared/testing/examples';
import { openWithConf } from '../testing/workbench';
import { openIncidentFiles } from './incident-files';
import { openSettingsFile } from './settings-file';
import { INITIAL_APP_SETTINGS } from '../../shared/app-settings';

let folder: string;
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, 'storage-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const incident = (sequence: number): Incident =>
  anIncident({ id: `incident${String(sequence).padStart(7, '0')}`, sequence, output: ['line'] });

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

  test('F59: they stay in the order in which they happened, whatever the clock said', () => {
    const files = openIncidentFiles(openWithConf, folder);
    const clock = ['2026-01-01', '2199-01-01', '1970-01-01', '2026-01-01'];
    clock.forEach((day, index) => files.add('blog', { ...incident(index + 1), at: `${day}T00:00:00.000Z` }));
    const again = openIncidentFiles(openWithConf, folder).load('blog');
    expect(again.map(({ sequence }) => sequence)).toEqual([4, 3, 2, 1]);
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
  expect(settings.settings()).toEqual({ ...INITIAL_APP_SETTINGS, closeHintShown: false });
  settings.saveSettings({ ...INITIAL_APP_SETTINGS, theme: 'dark', notifications: false, closeHintShown: true });
  settings.saveWindowBounds({ x: 1, y: 2, width: 3, height: 4 });
  const again = openSettingsFile(openWithConf, folder);
  expect(again.settings()).toEqual({
    ...INITIAL_APP_SETTINGS,
    theme: 'dark',
    notifications: false,
    closeHintShown: true,
  });
  expect(again.windowBounds()).toEqual({ x: 1, y: 2, width: 3, height: 4 });
});

test('settings from before a choice existed are kept, and the choice is as it was then', () => {
  const before = { theme: 'dark', notifications: false, closeHintShown: true };
  writeFileSync(
    join(folder, 'settings.json'),
    JSON.stringify({ schemaVersion: 1, settings: before, windowBounds: null }),
  );
  const settings = openSettingsFile(openWithConf, folder);
  expect(settings.unusableFile).toBeNull();
  expect(settings.settings()).toEqual({ ...INITIAL_APP_SETTINGS, ...before });
});
