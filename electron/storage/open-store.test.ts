import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fileProblemInWords } from '../../shared/words/storage-words';
import { openWithConf } from '../testing/workbench';
import { openIncidentFiles } from './incident-files';
import { openCheckedStore, type CheckedStore } from './open-store';
import { openSettingsFile } from './settings-file';
import { INITIAL_APP_SETTINGS } from '../../shared/app-settings';

let folder: string;
let path: string;
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, 'store-'));
  path = join(folder, 'things.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const schema = z.object({ schemaVersion: z.literal(1), things: z.array(z.string()) });
type Content = z.output<typeof schema>;
const EMPTY: Content = { schemaVersion: 1, things: [] };
const FULL: Content = { schemaVersion: 1, things: ['a', 'ü 🙂'] };
const open = (): CheckedStore<Content> => openCheckedStore(openWithConf, folder, 'things', schema, EMPTY);
const damagedFiles = (): readonly string[] => readdirSync(folder).filter((name) => /\.(?:damaged|newer)-/.test(name));

describe('a file that cannot be used', () => {
  const good = JSON.stringify(FULL);
  test.each<readonly [string, Buffer]>([
    ['cut short', Buffer.from(good.slice(0, -1))],
    ['empty', Buffer.alloc(0)],
    ['only spaces', Buffer.from(' \n')],
    ['binary and no text in any encoding', Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28])],
    ['null', Buffer.from('null')],
    ['a text', Buffer.from('"things"')],
    ['a number', Buffer.from('1')],
    ['an empty list', Buffer.from('[]')],
    ['a list', Buffer.from(`[${good}]`)],
    ['an object without anything', Buffer.from('{}')],
    ['of a newer schema', Buffer.from(good.replace('1', '2'))],
    ['of an older schema', Buffer.from(good.replace('1', '0'))],
    ['of another type inside', Buffer.from('{"schemaVersion":1,"things":[1]}')],
    ['good only by its prototype', Buffer.from(`{"__proto__":${good}}`)],
    ['good, with something for the prototype beside it', Buffer.from(good.replace('{', '{"__proto__":{"a":1},'))],
    ['two files in one, after a bad merge', Buffer.from(good + good)],
  ])('because it is %s is kept byte for byte, and its place is taken by an empty one', (_what, bytes) => {
    writeFileSync(path, bytes);
    const store = open();
    expect(store.content()).toEqual(EMPTY);
    const [kept = 'none', ...more] = damagedFiles();
    expect(more).toEqual([]);
    expect(store.unusableFile()).toMatchObject({ path, keptAs: join(folder, kept) });
    expect(fileProblemInWords(store.unusableFile()?.problem ?? { kind: 'missing' })).toMatch(
      /^(it|“[\w.]+” in it) (is|holds) [^(]+$/,
    );
    expect(readFileSync(join(folder, kept)).equals(bytes)).toBe(true);
    expect((statSync(join(folder, kept)).mode & 0o777).toString(8)).toBe('600');

    expect(store.replace(FULL).ok).toBe(true);
    const again = open();
    expect([again.content(), again.unusableFile()]).toEqual([FULL, null]);
    expect(damagedFiles()).toEqual([kept]);
  });

  test('is kept beside those set aside before', () => {
    for (let round = 0; round < 5; round += 1) {
      writeFileSync(path, `not JSON ${String(round)}`);
      open();
    }
    const contents = damagedFiles().map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(contents.sort()).toEqual([0, 1, 2, 3, 4].map((round) => `not JSON ${String(round)}`));
  });

  test('because a folder has its name is set aside like a file', () => {
    mkdirSync(path);
    writeFileSync(join(path, 'inside.txt'), 'mine');
    const store = open();
    expect(store.content()).toEqual(EMPTY);
    expect(readFileSync(join(store.unusableFile()?.keptAs ?? '', 'inside.txt'), 'utf8')).toBe('mine');
    expect(store.replace(FULL).ok).toBe(true);
  });
});

describe('a file that can be used', () => {
  test('is not written by being opened', () => {
    const text = `${JSON.stringify(FULL)}   \n`;
    writeFileSync(path, text);
    expect(open().content()).toEqual(FULL);
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(readdirSync(folder)).toEqual(['things.json']);
  });

  test('may begin with a byte order mark, as some editors leave it', () => {
    writeFileSync(path, `\ufeff${JSON.stringify(FULL)}`);
    expect([open().content(), open().unusableFile()]).toEqual([FULL, null]);
  });

  test('does not come into being by being opened', () => {
    expect(open().content()).toEqual(EMPTY);
    expect(existsSync(path)).toBe(false);
  });

  test('is readable by this user only, also if it was not before', () => {
    writeFileSync(path, JSON.stringify(EMPTY));
    chmodSync(path, 0o644);
    const store = open();
    store.replace(FULL);
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  });

  test('G15: opening it sweeps what a kill left beside it, and nothing else', () => {
    writeFileSync(path, JSON.stringify(FULL));
    const others = ['things.json.tmp-mine', 'thing.json.tmp-1700000000abcdef', 'things.json.damaged-1'];
    for (const name of ['things.json.tmp-1700000000abcdef', ...others]) writeFileSync(join(folder, name), '');
    expect(open().content()).toEqual(FULL);
    expect(readdirSync(folder).sort()).toEqual(['things.json', ...others].sort());
  });

  test('leaves nothing beside it after many changes', () => {
    const store = open();
    for (let round = 0; round < 20; round += 1) store.replace({ schemaVersion: 1, things: [String(round)] });
    expect(readdirSync(folder)).toEqual(['things.json']);
    expect(open().content().things).toEqual(['19']);
  });

  test('keeps fields only a newer version knows out of what is used', () => {
    writeFileSync(path, JSON.stringify({ ...FULL, colour: 'red' }));
    expect(open().content()).toEqual(FULL);
  });
});

test('a change that cannot be written is said with the path, and the content stays as it was', () => {
  const store = open();
  store.replace(FULL);
  const before = readFileSync(path);
  rmSync(path);
  mkdirSync(path);
  const outcome = store.replace({ schemaVersion: 1, things: ['lost'] });
  expect(outcome).toMatchObject({ ok: false, error: { code: 'state-not-saved', path } });
  expect(outcome.ok ? '' : 'detail' in outcome.error && outcome.error.detail).toMatch(/EISDIR|EEXIST|ENOTEMPTY|EPERM/);
  expect(store.content()).toEqual(FULL);

  rmSync(path, { recursive: true });
  writeFileSync(path, before);
  expect(store.replace({ schemaVersion: 1, things: ['found'] }).ok).toBe(true);
  expect(open().content().things).toEqual(['found']);
});

describe('incidents that cannot be read', () => {
  const damaged = 'not JSON';

  test('are kept, and it can be said', () => {
    const file = join(folder, 'blog.json');
    writeFileSync(file, damaged);
    const files = openIncidentFiles(openWithConf, folder);
    expect(files.unusableFiles()).toEqual([]);
    expect(files.load('blog')).toEqual([]);
    files.load('shop');
    expect(files.unusableFiles()).toMatchObject([{ path: file }]);
    expect(readFileSync(files.unusableFiles()[0]?.keptAs ?? '', 'utf8')).toBe(damaged);
  });

  test.each([
    ['of a kind nobody knows', { cause: 'struck-by-lightning' }, true],
    ['without output', { output: undefined }, false],
    ['with text as sequence', { sequence: 'first' }, false],
  ])('%s', (_what, changes, usable) => {
    const incident = {
      id: 'i',
      sequence: 1,
      at: '2026-01-01T00:00:00.000Z',
      reason: 'crashed',
      cause: 'killed',
      evidence: '',
      exit: null,
      pid: null,
      uptimeMs: null,
      version: '0.40.6',
      port: 1,
      seen: true,
      output: [],
      ...changes,
    };
    writeFileSync(join(folder, 'blog.json'), JSON.stringify({ schemaVersion: 1, incidents: [incident] }));
    const files = openIncidentFiles(openWithConf, folder);
    expect(files.load('blog')).toHaveLength(usable ? 1 : 0);
    expect(files.unusableFiles()).toHaveLength(usable ? 0 : 1);
  });
});

describe('settings', () => {
  const file = (): string => join(folder, 'settings.json');
  const SETTINGS = { ...INITIAL_APP_SETTINGS, theme: 'dark', notifications: false, closeHintShown: true };

  test.each([
    ['a theme nobody knows', { schemaVersion: 1, settings: { ...SETTINGS, theme: 'pink' }, windowBounds: null }],
    ['no settings', { schemaVersion: 1, windowBounds: null }],
    ['a window without a size', { schemaVersion: 1, settings: SETTINGS, windowBounds: { x: 1, y: 1 } }],
  ])('with %s are set aside and begin anew', (_what, content) => {
    writeFileSync(file(), JSON.stringify(content));
    const settings = openSettingsFile(openWithConf, folder);
    expect(settings.unusableFile?.path).toBe(file());
    expect(settings.settings()).toEqual({ ...INITIAL_APP_SETTINGS, closeHintShown: false });
    expect(settings.windowBounds()).toBeNull();
  });

  test('that cannot be saved stay as they were', () => {
    const settings = openSettingsFile(openWithConf, folder);
    mkdirSync(file());
    const saved = settings.saveSettings({ ...INITIAL_APP_SETTINGS, theme: 'dark', closeHintShown: true });
    expect(saved).toMatchObject({ ok: false, error: { code: 'state-not-saved', path: file() } });
    expect(settings.settings().theme).toBe('system');
  });
});
