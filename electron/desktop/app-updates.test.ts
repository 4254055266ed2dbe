/** The way of an update around what electron-updater does, which e2e/updates.spec.ts runs for real. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppState } from '../../shared/app-state';
import type { Operation } from '../../shared/operation';
import type { Release } from '../../shared/updates';
import { errorWords } from '../../shared/words/error-words';
import { openUpdateFile } from '../storage/update-file';
import { createAppStore, type AppStore } from '../store/app-store';
import { INITIAL_STATE, openWithConf } from '../testing/workbench';
import { createAppUpdates, type AppUpdates, type Updater } from './app-updates';

const RELEASE: Release = { version: '0.2.0', notes: '', file: null };
const START = Date.parse('2026-05-05T12:00:00.000Z');
const HOUR = 60 * 60 * 1000;

let folder: string;
/** What the updater was asked for, in order. */
let asked: string[];
let nowMs: number;
let found: Release | null;
let broken: string | null;
let last: (() => void) | null;
let store: AppStore;
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, 'updates-'));
  asked = [];
  nowMs = START;
  found = RELEASE;
  broken = null;
  last = null;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const updater: Updater = {
  look: () => {
    asked.push('look');
    return broken === 'look' ? Promise.reject(new Error('net::ERR_FAILED')) : Promise.resolve(found);
  },
  download: () => {
    asked.push('download');
    return Promise.resolve();
  },
  prepare: () => {
    asked.push('prepare');
    return broken === 'prepare' ? Promise.reject(new Error('There is no room.')) : Promise.resolve();
  },
  install: () => {
    asked.push('install');
    if (broken === 'install') throw new Error('It could not be renamed.');
  },
  startAgain: () => void asked.push('start again'),
};

/** As a launch of a version does it. */
function launch(version: string, changed: Partial<AppState> = {}, way: 'itself' | 'apt' = 'itself'): AppUpdates {
  const settings = { ...INITIAL_STATE.settings, lookForUpdates: 'yes' as const };
  store = createAppStore({ ...INITIAL_STATE, settings, ...changed }, (error) => {
    throw error;
  });
  const updates = createAppUpdates({
    store,
    file: openUpdateFile(openWithConf, folder),
    way,
    updater,
    version,
    now: () => new Date(nowMs),
    isQuitting: () => last !== null,
    isCreating: () => false,
    quitThen: (then) => void (last = then),
    log: () => undefined,
  });
  updates.begin();
  return updates;
}

const untilStep = (kind: string): Promise<void> =>
  new Promise((reached) => {
    const look = (): void => {
      if (store.snapshot().state.updates.step.kind === kind) reached();
    };
    store.subscribe(look);
    look();
  });
const memory = (): unknown => JSON.parse(readFileSync(join(folder, 'updates.json'), 'utf8'));
const notices = (): readonly string[] => store.snapshot().state.notices.map(({ title, text }) => `${title}: ${text}`);

describe('looking', () => {
  test('nobody is asked for anything until it is allowed; then at once', async () => {
    launch('0.1.0', { settings: { ...INITIAL_STATE.settings, lookForUpdates: 'unasked' } });
    expect(asked).toEqual([]);
    const { settings } = store.snapshot().state;
    store.apply({ type: 'settings-changed', settings: { ...settings, lookForUpdates: 'yes' } });
    await untilStep('ready');
    expect(asked).toEqual(['look', 'download']);
  });

  test('a launch within a day looks again only for a version that was found and is not installed', async () => {
    launch('0.1.0');
    await untilStep('ready');
    nowMs += HOUR;
    launch('0.1.0');
    await untilStep('ready');
    expect(asked).toEqual(['look', 'download', 'look', 'download']);
    launch('0.2.0');
    expect(asked).toHaveLength(4);
    found = null;
    nowMs += 24 * HOUR;
    launch('0.2.0');
    await untilStep('newest');
    expect(memory()).toMatchObject({ foundVersion: null, lookedAt: new Date(nowMs).toISOString() });
  });

  test('without an answer the day is not over', async () => {
    broken = 'look';
    launch('0.1.0');
    await untilStep('failed');
    expect(store.snapshot().state.updates).toMatchObject({ lookedAt: null, step: { problem: { kind: 'no-answer' } } });
  });

  test('what apt installs is told and not downloaded', async () => {
    const updates = launch('0.1.0', {}, 'apt');
    await untilStep('found');
    expect(updates.download().ok).toBe(false);
    expect(asked).toEqual(['look']);
  });
});

describe('installing', () => {
  const refusal = async (updates: AppUpdates): Promise<string> => {
    const outcome = await updates.install();
    return outcome.ok ? 'installs' : errorWords(outcome.error).text;
  };

  test('is prepared and noted before the app ends; the new version finds it done', async () => {
    const updates = launch('0.1.0');
    await untilStep('ready');
    expect(await refusal(updates)).toBe('installs');
    expect(asked).toEqual(['look', 'download', 'prepare']);
    expect(memory()).toMatchObject({ attempt: { from: '0.1.0', to: '0.2.0', problem: null } });
    last?.();
    expect(asked.at(-1)).toBe('install');
    last = null;
    launch('0.2.0');
    expect(notices()).toEqual([]);
    expect(memory()).toMatchObject({ attempt: null });
  });

  test('is refused while a task runs or PocketBase is downloaded, and where the file cannot be put beside', async () => {
    const task = { kind: 'backup', instanceName: 'blog', outcome: null } as Operation;
    const updates = launch('0.1.0');
    await untilStep('ready');
    store.apply({ type: 'operations-changed', operations: [task] });
    expect(await refusal(updates)).toBe('Backup of blog is still running. Update when it has ended.');
    const installation = { version: '0.40.6', step: 'Downloading', receivedBytes: 0, totalBytes: null };
    store.apply({ type: 'operations-changed', operations: [] });
    store.apply({ type: 'versions-changed', versions: [], installations: [installation] });
    expect(await refusal(updates)).toBe('PocketBase 0.40.6 is being downloaded. Update when the download is complete.');
    store.apply({ type: 'versions-changed', versions: [], installations: [] });
    expect(asked).toEqual(['look', 'download']);
    broken = 'prepare';
    expect(await refusal(updates)).toBe('There is no room.');
    expect(last).toBeNull();
    expect(store.snapshot().state.updates.step.kind).toBe('ready');
  });

  test('with an instance that could not be stopped nothing is exchanged, the same version starts, and says why, once', async () => {
    const stuck = { id: 'a', name: 'blog', state: { kind: 'stopping' }, intent: {} } as never;
    const updates = launch('0.1.0', { instances: [stuck] });
    await untilStep('ready');
    await updates.install();
    last?.();
    expect(asked.slice(-2)).toEqual(['prepare', 'start again']);
    last = null;
    launch('0.1.0');
    expect(notices()).toEqual([
      'Basekeeper 0.2.0 was not installed: blog could not be stopped, and an instance must not run on while Basekeeper is replaced. Version 0.1.0 is unchanged; you can update again at any time.',
    ]);
    launch('0.1.0');
    expect(notices()).toEqual([]);
  });

  test('when the exchange fails the same version starts again, and says why', async () => {
    const updates = launch('0.1.0');
    await untilStep('ready');
    await updates.install();
    broken = 'install';
    last?.();
    expect(asked.slice(-2)).toEqual(['install', 'start again']);
    last = null;
    launch('0.1.0');
    expect(notices()[0]).toMatch(/^Basekeeper 0\.2\.0 was not installed: It could not be renamed\. Version 0\.1\.0/);
  });
});
