import { expect, test } from 'vitest';
import { applyChange, type AppState, type Change } from './app-state';
import type { Instance } from './instance';
import { anInstance } from './testing/examples';
import { INITIAL_APP_SETTINGS } from './app-settings';
import { NO_UPDATES } from './updates';

const instance = (id: string, name = id): Instance => anInstance({ id, name, folder: `/${id}` });

const before: AppState = Object.freeze({
  facts: { appVersion: '1', electronVersion: '1', platform: 'linux', home: '/', dataFolder: '/', isHomeChosen: true },
  instances: Object.freeze([instance('a'), instance('b'), instance('c')]),
  settings: { ...INITIAL_APP_SETTINGS, closeHintShown: false },
  versions: [
    { version: '0.40.6', source: 'official release', sizeBytes: 36_000_000, installedAt: '2026-01-02T03:04:05.000Z' },
  ],
  installations: [],
  notices: [],
  operations: [],
  backups: [],
  questions: [],
  drill: null,
  updates: NO_UPDATES,
} satisfies AppState);

/** Each change, and everything that is different afterwards. */
test.each<readonly [string, Change, Partial<AppState>]>([
  [
    'a changed instance takes its own place',
    { type: 'instance-changed', instance: instance('b', 'new name') },
    { instances: [instance('a'), instance('b', 'new name'), instance('c')] },
  ],
  [
    'an instance nobody knew comes last',
    { type: 'instance-changed', instance: instance('d') },
    { instances: [instance('a'), instance('b'), instance('c'), instance('d')] },
  ],
  [
    'a removed instance is gone',
    { type: 'instance-removed', instanceId: 'b' },
    { instances: [instance('a'), instance('c')] },
  ],
  ['removing one nobody knows changes nothing', { type: 'instance-removed', instanceId: 'x' }, {}],
  [
    'settings are replaced as a whole',
    {
      type: 'settings-changed',
      settings: { ...INITIAL_APP_SETTINGS, theme: 'dark', notifications: false, closeHintShown: true },
    },
    { settings: { ...INITIAL_APP_SETTINGS, theme: 'dark', notifications: false, closeHintShown: true } },
  ],
  [
    'versions and what is on its way are replaced together',
    {
      type: 'versions-changed',
      versions: [],
      installations: [{ version: '0.40.6', step: 'Downloading', receivedBytes: 1, totalBytes: null }],
    },
    { versions: [], installations: [{ version: '0.40.6', step: 'Downloading', receivedBytes: 1, totalBytes: null }] },
  ],
  [
    'notices are replaced as a whole',
    { type: 'notices-changed', notices: [{ id: 'x', title: 'X', text: 'Y' }] },
    { notices: [{ id: 'x', title: 'X', text: 'Y' }] },
  ],
])('%s', (_what, change, different) => {
  expect(applyChange(before, change)).toEqual({ ...before, ...different });
});

test('what a change does not concern stays the same object, so that nothing else is drawn anew', () => {
  const after = applyChange(before, { type: 'instance-changed', instance: instance('b', 'new name') });
  expect(after.instances[0]).toBe(before.instances[0]);
  expect(after.settings).toBe(before.settings);
  expect(before.instances[1]?.name).toBe('b');
});
