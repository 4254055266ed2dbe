import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { autostart, autostartEntry, autostartFile } from './start-at-login';

let home: string;
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  home = mkdtempSync(join(scratch, 'autostart-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const COMMAND = ['/opt/Basekeeper/basekeeper', '--background'];

test('the folder is that of the desktop; a relative one does not count', () => {
  expect(autostartFile({ XDG_CONFIG_HOME: '/c' }, '/home/me')).toBe('/c/autostart/basekeeper.desktop');
  expect(autostartFile({ XDG_CONFIG_HOME: 'c' }, '/home/me')).toBe('/home/me/.config/autostart/basekeeper.desktop');
  expect(autostartFile({}, '/home/me')).toBe('/home/me/.config/autostart/basekeeper.desktop');
});

test('the command is quoted as desktops read it', () => {
  const exec = (word: string): string | undefined => /^Exec=(.*)$/m.exec(autostartEntry([word]))?.[1];
  expect(exec('/opt/My App/x')).toBe('"/opt/My App/x"');
  expect(exec('/a$b`c"d')).toBe('"/a\\\\$b\\\\`c\\\\"d"');
  expect(exec('/a\\b')).toBe('"/a\\\\\\\\b"');
  expect(exec('/100%')).toBe('"/100%%"');
  expect(exec('/a\nHidden=true')).toBe('"/a\\nHidden=true"');
});

test('what is shown is what is on the disk', async () => {
  const path = autostartFile({ XDG_CONFIG_HOME: home }, '/');
  const item = autostart(path, COMMAND);
  const read = async (): Promise<unknown> => {
    const found = await item.read();
    return found.ok ? found.value : found.error.code;
  };
  expect(await read()).toEqual({ on: false, startsAnother: false });
  expect((await item.set(true)).ok).toBe(true);
  expect(await read()).toEqual({ on: true, startsAnother: false });
  const entry = readFileSync(path, 'utf8');
  writeFileSync(path, `${entry}Hidden=true\n`);
  expect(await read()).toEqual({ on: false, startsAnother: false });
  writeFileSync(path, entry.replace('Autostart-enabled=true', 'Autostart-enabled=false'));
  expect(await read()).toEqual({ on: false, startsAnother: false });
  writeFileSync(path, entry.replace('/opt/', '/home/me/old/'));
  expect(await read()).toEqual({ on: true, startsAnother: true });
  rmSync(path);
  expect(await read()).toEqual({ on: false, startsAnother: false });
  expect((await item.set(true)).ok && (await item.set(false)).ok).toBe(true);
  expect(existsSync(path)).toBe(false);
});

test('a folder that cannot be written is said', async () => {
  writeFileSync(join(home, 'autostart'), '');
  const item = autostart(join(home, 'autostart/basekeeper.desktop'), COMMAND);
  expect(await item.set(true)).toMatchObject({ ok: false, error: { code: 'file-not-written' } });
});
