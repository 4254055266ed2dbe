import { describe, expect, it } from 'vitest';
import { backupReason } from '../backup-manifest';
import { BACKUP_REASON_WORDS, contentInWords, isForeign, makerInWords } from './backup-words';

describe('a backup in words', () => {
  it('says why it was made, whatever the reason', () => {
    expect(backupReason.options.map((reason) => BACKUP_REASON_WORDS[reason])).toEqual([
      'made by you',
      'made by schedule',
      'made before a restore',
      'made before an upgrade',
      'made before a deletion',
    ]);
  });

  it('counts what is in it', () => {
    expect(contentInWords({ collections: 12, records: 1204 })).toBe('12 collections, 1,204 records');
    expect(contentInWords({ collections: 1, records: 1 })).toBe('1 collection, 1 record');
    expect(contentInWords({ collections: 0, records: 0 })).toBe('0 collections, 0 records');
  });

  it('says who made it, and holds what is not of this instance for foreign', () => {
    const all = [
      { source: 'basekeeper', isOwn: true, instanceName: 'blog' },
      { source: 'basekeeper', isOwn: false, instanceName: 'shop' },
      { source: 'pocketbase', isOwn: false, instanceName: null },
      { source: 'pockethost', isOwn: false, instanceName: null },
    ] as const;
    expect(all.map((one) => [makerInWords(one), isForeign(one)])).toEqual([
      ['Basekeeper, of this instance', false],
      ['Basekeeper, of another instance, “shop”', true],
      ['PocketBase itself', true],
      ['PocketHost, or another program that packed the folder', true],
    ]);
  });
});
