import { describe, expect, test } from 'vitest';
import { placeWarnings } from './data-place';

const EXT4 = 0xef53;

describe('F43: the place of the data', () => {
  test.each<readonly [string, number, string]>([
    ['NFS', 0x6969, 'a network drive'],
    ['CIFS', 0xff534d42, 'a network drive'],
    ['CIFS, as a signed number', 0xff534d42 | 0, 'a network drive'],
    ['SMB2', 0xfe534d42, 'a network drive'],
    ['FAT', 0x4d44, 'a drive with the FAT or exFAT file system'],
    ['exFAT', 0x2011bab0, 'a drive with the FAT or exFAT file system'],
    ['FUSE', 0x65735546, 'a file system that another program provides (FUSE)'],
  ])('on %s is warned of', (_what, fileSystemType, words) => {
    expect(placeWarnings({ path: '/data', fileSystemType })).toEqual([
      `The data is on ${words}. SQLite needs the locks of a local drive; without them the database may be damaged.`,
    ]);
  });

  test.each([
    ['/home/me/Dropbox/blog', 'Dropbox'],
    ['/home/me/Dropbox (Personal)/blog', 'Dropbox'],
    ['/home/me/OneDrive/blog', 'OneDrive'],
    ['C:\\Users\\me\\OneDrive - Company\\blog', 'OneDrive'],
    ['/Users/me/iCloud Drive/blog', 'iCloud Drive'],
    ['/Users/me/Library/Mobile Documents/com~apple~CloudDocs', 'iCloud Drive'],
    ['/home/me/Google Drive', 'Google Drive'],
    ['/Users/me/Library/CloudStorage/GoogleDrive-me@example.com/blog', 'Google Drive'],
  ])('in %s is warned of', (path, service) => {
    expect(placeWarnings({ path, fileSystemType: EXT4 })).toEqual([
      `The data is in a folder that ${service} syncs. Files that are exchanged while they are in use damage the database.`,
    ]);
  });

  test.each(['/home/me/blog', '/home/me/dropboxes/blog', '/home/me/my-onedrive', '/', ''])('%j is fine', (path) => {
    expect(placeWarnings({ path, fileSystemType: EXT4 })).toEqual([]);
    expect(placeWarnings({ path, fileSystemType: null })).toEqual([]);
  });

  test('both are said when both are so', () => {
    expect(placeWarnings({ path: '/mnt/Dropbox', fileSystemType: 0x6969 })).toHaveLength(2);
  });
});
