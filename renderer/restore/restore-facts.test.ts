import { describe, expect, it } from 'vitest';
import type { RestorePreview } from '../../shared/backup';
import { bringsPrograms, olderVersion, partChoices, restoreFacts } from './restore-facts';

const own: RestorePreview = {
  source: 'basekeeper',
  createdAt: '2026-11-26T14:15:30.000Z',
  version: '0.40.6',
  isOwn: true,
  instanceName: 'blog',
  parts: [
    { part: 'pb_data', files: 2, bytes: 3_200_000 },
    { part: 'pb_hooks', files: 1, bytes: 1_000 },
    { part: 'pb_public', files: 0, bytes: 0 },
  ],
  collections: 6,
  records: 12,
  ignored: ['pb_data/backups/'],
  ignoredCount: 1,
  places: [],
  now: { collections: 6, records: 14, bytes: 4_000_000, roomBytes: 3_500_000 },
  neededBytes: 3_201_000,
  freeBytes: 50e9,
  beside: { pendingMigrations: [], startHooks: [], stays: [] },
};
const facts = (preview: RestorePreview) => restoreFacts(preview, (iso) => `on ${iso.slice(0, 10)}`);

describe('what a restore would do', () => {
  it('sets the backup beside the current data', () => {
    expect(facts(own).map(({ name, text }) => `${name}: ${text}`)).toEqual([
      'Created: on 2026-11-26',
      'Source: Basekeeper, of this instance',
      'Version: PocketBase 0.40.6',
      'Backup: 6 collections, 12 records · 3.2 MB',
      'Current data: 6 collections, 14 records · 4.0 MB',
      'Left out: pb_data/backups/',
      'Space: 3.2 MB is needed, and up to 3.5 MB for a backup of the current data; 50.0 GB is free',
    ]);
  });

  it('says of a whole project what was left out by its folders, and how much that is', () => {
    const project = { ...own, ignored: ['node_modules/', 'src/'], ignoredCount: 4312 };
    expect(facts(project)).toContainEqual({ name: 'Left out', text: 'node_modules/, src/ (4312 files and folders)' });
  });

  it('says what a foreign backup, damaged data or the system do not tell', () => {
    const foreign = { ...own, source: 'pocketbase', isOwn: false, createdAt: null, version: null } as const;
    const told = facts({ ...foreign, collections: null, records: null, now: null, ignored: [], freeBytes: 2 ** 53 });
    expect(told.map(({ text }) => text)).toEqual([
      'unknown',
      'PocketBase itself',
      'unknown',
      'counted after unpacking · 3.2 MB',
      'no data that can be read',
      '3.2 MB is needed',
    ]);
  });

  it('offers an older version, that of the backup or the one that was wanted', () => {
    expect(olderVersion({ version: '0.36.9' }, '0.40.6', null)).toBe('0.36.9');
    expect(olderVersion({ version: '0.36.9' }, '0.40.6', '0.37.5')).toBe('0.37.5');
    expect(olderVersion({ version: '0.40.6' }, '0.40.6', null)).toBeNull();
    expect(olderVersion({ version: null }, '0.40.6', null)).toBeNull();
  });

  it('offers what there is besides the data', () => {
    expect(partChoices(own)).toEqual([
      { part: 'pb_hooks', note: '1 file, 1 kB' },
      { part: 'pb_public', note: 'not in the backup; the current ones would be removed' },
    ]);
  });

  it('warns of the hooks of others, if there are any', () => {
    expect(bringsPrograms({ ...own, isOwn: false })).toBe(true);
    expect(bringsPrograms(own)).toBe(false);
    expect(bringsPrograms({ ...own, isOwn: false, parts: [{ part: 'pb_hooks', files: 0, bytes: 0 }] })).toBe(false);
  });
});
