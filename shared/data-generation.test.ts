import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  generationInWords,
  generationOf,
  suggestVersion,
  upgradesData,
  versionBefore,
  whyNotOpenWith,
  type DataGeneration,
} from './data-generation';
import { compareVersions } from './version-order';

const BEFORE: DataGeneration = { kind: 'before-0.23' };
const atLeast = (version: string): DataGeneration => ({ kind: 'at-least', version });
const UNREADABLE: DataGeneration = { kind: 'unreadable', detail: 'database disk image is malformed' };

const OLD = ['1640988000_init.go', '1718706525_add_login_alert_column.go', '1700000000_created_posts.js'];
const OF_0_23 = [...OLD, '1717233556_v0.23_migrate.go', '1717233559_v0.23_migrate4.go'];
const OF_0_33 = [...OF_0_23, '1763020353_update_default_auth_alert_templates.go'];
const OF_0_38 = [...OF_0_33, '1778828400_normalize_indexes.go'];

describe('what the data says', () => {
  test.each<readonly [string, readonly string[], DataGeneration, string]>([
    ['nothing', [], BEFORE, 'PocketBase 0.22 or older'],
    ['0.22', OLD, BEFORE, 'PocketBase 0.22 or older'],
    ['0.23', OF_0_23, atLeast('0.23.0'), 'PocketBase 0.23 to 0.32'],
    ['0.33', OF_0_33, atLeast('0.33.0'), 'PocketBase 0.33.0 to 0.38.0'],
    ['0.38.1', OF_0_38, atLeast('0.38.1'), 'PocketBase 0.38.1 or newer'],
    ['only the newest marker', ['1778828400_normalize_indexes.go'], atLeast('0.38.1'), 'PocketBase 0.38.1 or newer'],
  ])('%s', (_what, files, generation, words) => {
    expect(generationOf(files)).toEqual(generation);
    expect(generationOf([...files].reverse())).toEqual(generation);
    expect(generationInWords(generation)).toBe(words);
  });

  test('names the user’s own migrations may have do not matter', () => {
    expect(generationOf(['1778828400_normalize_indexes.js', 'x1717233556_v0.23_migrate.go', '', '__proto__'])).toEqual(
      BEFORE,
    );
  });
});

describe('a version opens data', () => {
  test.each<readonly [string, DataGeneration, boolean]>([
    ['0.22.0', BEFORE, true],
    ['0.22.27', BEFORE, true],
    ['0.40.6', BEFORE, true],
    ['0.22.27', atLeast('0.23.0'), false],
    ['0.23.0', atLeast('0.23.0'), true],
    ['0.32.9', atLeast('0.33.0'), false],
    ['0.33.0', atLeast('0.33.0'), true],
    ['0.38.0', atLeast('0.38.1'), false],
    ['0.38.1', atLeast('0.38.1'), true],
    ['0.40.6', atLeast('0.38.1'), true],
    ['1.0.0', atLeast('0.38.1'), true],
    ['0.9.20', atLeast('0.23.0'), false],
  ])('%s of %j: %s', (version, generation, may) => {
    const why = whyNotOpenWith(version, generation);
    expect(why === null).toBe(may);
    if (why !== null)
      expect(why).toMatch(/^The data was written by PocketBase .*, and an older one would damage it\.$/);
  });

  test('of which nothing is known with no version', () => {
    expect(whyNotOpenWith('0.40.6', UNREADABLE)).toBe(
      'Which PocketBase wrote the data cannot be told (database disk image is malformed), and one that is too old would damage it.',
    );
  });

  test('and changes it for good only across a marker', () => {
    expect(upgradesData('0.40.6', BEFORE)).toBe(true);
    expect(upgradesData('0.22.27', BEFORE)).toBe(false);
    expect(upgradesData('0.32.0', atLeast('0.23.0'))).toBe(false);
    expect(upgradesData('0.33.0', atLeast('0.23.0'))).toBe(true);
    expect(upgradesData('0.40.6', atLeast('0.38.1'))).toBe(false);
    expect(upgradesData('0.40.6', UNREADABLE)).toBe(false);
  });
});

describe('the suggested version', () => {
  const hand = {
    recorded: null,
    inFolder: null,
    installed: ['0.22.5', '0.40.6', '0.39.11', '0.36.9', '0.28.4'],
    upgrading: [],
    recommended: '0.40.6',
  };

  test('is the one the folder names, as long as it leaves the tables as they are', () => {
    expect(suggestVersion(atLeast('0.23.0'), { ...hand, recorded: '0.25.0' })).toEqual({
      version: '0.25.0',
      note: 'The data was written by PocketBase 0.23 to 0.32. basekeeper.json in the folder says 0.25.0.',
    });
    expect(suggestVersion(atLeast('0.38.1'), { ...hand, recorded: '0.28.4' }).version).toBe('0.40.6');
    expect(suggestVersion(atLeast('0.33.0'), { ...hand, recorded: '0.40.6' }).version).toBe('0.36.9');
    expect(suggestVersion(BEFORE, { ...hand, recorded: '0.10.0' }).version).toBe('0.22.5');
  });

  test('is else that of the pocketbase in the folder', () => {
    expect(suggestVersion(atLeast('0.23.0'), { ...hand, inFolder: '0.25.9' })).toEqual({
      version: '0.25.9',
      note: 'The data was written by PocketBase 0.23 to 0.32. The PocketBase in the folder is 0.25.9.',
    });
    expect(suggestVersion(atLeast('0.23.0'), { ...hand, inFolder: '0.40.6' }).version).toBe('0.28.4');
    expect(suggestVersion(atLeast('0.23.0'), { ...hand, recorded: '0.24.0', inFolder: '0.25.9' }).version).toBe(
      '0.24.0',
    );
  });

  test('is else the newest installed one of the same generation', () => {
    expect(suggestVersion(atLeast('0.38.1'), hand)).toEqual({
      version: '0.40.6',
      note: 'The data was written by PocketBase 0.38.1 or newer.',
    });
    expect(suggestVersion(atLeast('0.23.0'), hand)).toEqual({
      version: '0.28.4',
      note: 'The data was written by PocketBase 0.23 to 0.32. 0.28.4 opens it as it is; a newer one upgrades it, after a backup.',
    });
    expect(suggestVersion(BEFORE, hand).version).toBe('0.22.5');
  });

  test('is else the last one of that generation, which can be had', () => {
    const bare = { ...hand, installed: ['0.40.6'] };
    expect(suggestVersion(atLeast('0.23.0'), bare).version).toBe('0.32.0');
    expect(suggestVersion(atLeast('0.33.0'), bare).version).toBe('0.38.0');
    expect(suggestVersion(UNREADABLE, { ...bare, installed: [] }).version).toBe('0.40.6');
    expect(suggestVersion(BEFORE, bare)).toEqual({
      version: '0.22.27',
      note: 'The data was written by PocketBase 0.22 or older. 0.22.27 opens it as it is; a newer one upgrades it, after a backup.',
    });
  });

  test('is none that was found to change the tables, whatever its number', () => {
    expect(suggestVersion(atLeast('0.38.1'), { ...hand, upgrading: ['0.40.6'] }).version).toBe('0.39.11');
  });

  test('while another one is about to upgrade the data, it is never that one', () => {
    expect(versionBefore('0.40.6', '0.36.9', atLeast('0.33.0'))).toBe('0.36.9');
    expect(versionBefore('0.41.0', '0.41.0', atLeast('0.38.1'))).toBe('0.38.1');
    expect(versionBefore('0.22.27', '0.22.27', BEFORE)).toBe('0.22.13');
  });

  const version = fc.tuple(fc.nat(1), fc.nat(45), fc.nat(30)).map((parts) => parts.join('.'));
  const generation = fc.constantFrom(BEFORE, atLeast('0.23.0'), atLeast('0.33.0'), atLeast('0.38.1'));
  test('never damages the data nor changes its tables, whatever is installed', () => {
    const maybe = fc.option(version);
    fc.assert(
      fc.property(generation, fc.array(version), maybe, maybe, (data, installed, recorded, inFolder) => {
        const suggested = suggestVersion(data, { ...hand, recorded, inFolder, installed });
        expect(whyNotOpenWith(suggested.version, data)).toBeNull();
        expect(upgradesData(suggested.version, data)).toBe(false);
        expect(compareVersions(suggested.version, '0.22.0')).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
