import { homedir, tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { appPaths, placesOf } from './paths';

describe('appPaths', () => {
  it('puts everything below BASEKEEPER_HOME', () => {
    const paths = appPaths({ BASEKEEPER_HOME: '/srv/keeper' }, 'linux');
    if (!paths.ok) throw new Error('unreachable');
    expect(paths.value.home).toBe('/srv/keeper');
    const folders = Object.values(paths.value);
    expect(folders.every((folder: string) => folder.startsWith('/srv/keeper'))).toBe(true);
    expect(new Set(folders).size).toBe(folders.length);
  });

  it.each([
    ['keeper', 'linux'],
    ['./keeper', 'darwin'],
    ['C:keeper', 'win32'],
  ] as const)('refuses the relative folder %s on %s', (home, platform) => {
    expect(appPaths({ BASEKEEPER_HOME: home }, platform)).toEqual({
      ok: false,
      error: {
        code: 'folder-not-usable',
        path: home,
        rule: '(from BASEKEEPER_HOME) is not an absolute path',
      },
    });
  });

  it('tells people where things are', () => {
    const chosen = appPaths({ BASEKEEPER_HOME: '/srv/keeper' }, 'linux');
    const usual = appPaths({});
    if (!chosen.ok || !usual.ok) throw new Error('unreachable');
    expect(placesOf(chosen.value)).toEqual({ home: '/srv/keeper', dataFolder: '/srv/keeper', isHomeChosen: true });
    expect(placesOf(usual.value)).toMatchObject({ home: usual.value.settings, isHomeChosen: false });
    expect(usual.value.backups.startsWith(placesOf(usual.value).dataFolder)).toBe(true);
  });

  it('takes an empty BASEKEEPER_HOME for none, and uses the usual places', () => {
    const paths = appPaths({ BASEKEEPER_HOME: '' });
    if (!paths.ok) throw new Error('unreachable');
    expect(paths.value.home).toBeNull();
    expect(paths).toEqual(appPaths({}));
  });

  it('keeps executables neither in a cache nor in a temporary folder, where PocketBase behaves differently', () => {
    const paths = appPaths({});
    if (!paths.ok) throw new Error('unreachable');
    const { versions } = paths.value;
    expect(versions.startsWith(homedir()) || process.env['XDG_DATA_HOME'] !== undefined).toBe(true);
    expect(versions).not.toMatch(/cache/i);
    expect(versions.startsWith(tmpdir())).toBe(false);
  });
});
