/** Every sentence about backup files, read as a person would. */
import { expect, test } from 'vitest';
import type { ArchiveProblem, ArchiveProblemKind } from '../archive-problem';
import { archiveProblemWords, whatIsWrong } from './archive-words';

const EXAMPLES: {
  readonly [Kind in ArchiveProblemKind]: readonly (readonly [
    Extract<ArchiveProblem, { readonly kind: Kind }> | ArchiveProblem,
    string,
  ])[];
} = {
  'empty-file': [[{ kind: 'empty-file' }, 'The file is empty.']],
  truncated: [[{ kind: 'truncated' }, 'The file is cut short: its end is missing.']],
  'multi-disk': [[{ kind: 'multi-disk' }, 'The file is one piece of a zip that was split.']],
  'archive-changed': [[{ kind: 'archive-changed' }, 'The file was changed after it had been looked at.']],
  'no-database': [[{ kind: 'no-database' }, 'There is no data.db in it, so it is no backup of a PocketBase instance.']],
  aborted: [[{ kind: 'aborted' }, 'It was cancelled.']],
  'not-a-zip': [
    [{ kind: 'not-a-zip', looksLike: null }, 'It is not a zip file.'],
    [{ kind: 'not-a-zip', looksLike: 'a web page' }, 'It is not a zip file but a web page.'],
  ],
  unreadable: [[{ kind: 'unreadable', path: '/b.zip', detail: 'EACCES' }, '/b.zip could not be read (EACCES).']],
  damaged: [
    [{ kind: 'damaged', entry: null, detail: 'bad signature' }, 'The zip file is damaged (bad signature).'],
    [{ kind: 'damaged', entry: 'a', detail: 'bad block' }, '“a” in it is damaged (bad block).'],
  ],
  encrypted: [
    [{ kind: 'encrypted', entry: null }, 'It is encrypted.'],
    [{ kind: 'encrypted', entry: 'a' }, '“a” in it is encrypted.'],
  ],
  'not-a-database': [
    [
      { kind: 'not-a-database', entry: 'data.db' },
      '“data.db” in it is not an SQLite database, so it is no backup of a PocketBase instance.',
    ],
  ],
  'unsafe-name': [
    [{ kind: 'unsafe-name', entry: 'a//b', rule: 'empty' }, 'The name “a//b” has an empty part.'],
    [{ kind: 'unsafe-name', entry: './b', rule: 'dot' }, 'The name “./b” has “.” as a part.'],
    [
      { kind: 'unsafe-name', entry: '../b', rule: 'climbs' },
      'The name “../b” has “..” as a part and could leave the folder.',
    ],
    [
      { kind: 'unsafe-name', entry: '/b', rule: 'absolute' },
      'The name “/b” begins with a slash and could leave the folder.',
    ],
    [
      { kind: 'unsafe-name', entry: 'C:/b', rule: 'drive' },
      'The name “C:/b” begins with a drive letter and could leave the folder.',
    ],
    [
      { kind: 'unsafe-name', entry: 'a\\b', rule: 'backslash' },
      'The name “a\\b” has a backslash, which means different things on different systems.',
    ],
    [{ kind: 'unsafe-name', entry: 'a�', rule: 'control' }, 'The name “a�” has a control character.'],
    [
      { kind: 'unsafe-name', entry: 'a:b', rule: 'characters' },
      'The name “a:b” has one of < > : " | ? *, which not every system allows.',
    ],
    [{ kind: 'unsafe-name', entry: 'CON', rule: 'reserved' }, 'The name “CON” is reserved on Windows.'],
    [
      { kind: 'unsafe-name', entry: 'a.', rule: 'trailing' },
      'The name “a.” has a part that ends with a dot or a space, which Windows drops.',
    ],
    [{ kind: 'unsafe-name', entry: 'a�', rule: 'not-text' }, 'The name “a�” is not readable text.'],
  ],
  'name-too-long': [
    [
      { kind: 'name-too-long', entry: 'x…x', limitBytes: 255, foundBytes: 300 },
      'The name “x…x” is 300 bytes long where 255 are allowed.',
    ],
  ],
  'too-deep': [
    [{ kind: 'too-deep', entry: 'a/…/b', limit: 32, found: 40 }, '“a/…/b” lies 40 levels deep where 32 are allowed.'],
  ],
  'same-name': [
    [{ kind: 'same-name', entry: 'a', other: 'a' }, '“a” is in it twice.'],
    [{ kind: 'same-name', entry: 'a', other: 'A' }, '“a” and “A” would be the same file on some systems.'],
  ],
  'file-and-folder': [[{ kind: 'file-and-folder', entry: 'a' }, '“a” is in it both as a file and as a folder.']],
  'not-a-file': [
    [
      { kind: 'not-a-file', entry: 'a', what: 'link' },
      '“a” is a link, and only those to something in the same folder are kept.',
    ],
    [{ kind: 'not-a-file', entry: 'a', what: 'device' }, '“a” is a device, and a backup holds only files and folders.'],
    [{ kind: 'not-a-file', entry: 'a', what: 'pipe' }, '“a” is a pipe, and a backup holds only files and folders.'],
    [{ kind: 'not-a-file', entry: 'a', what: 'socket' }, '“a” is a socket, and a backup holds only files and folders.'],
    [
      { kind: 'not-a-file', entry: 'a', what: 'other' },
      '“a” is neither file nor folder, and a backup holds only files and folders.',
    ],
  ],
  'unsupported-compression': [
    [
      { kind: 'unsupported-compression', entry: 'a', method: 12 },
      '“a” is packed in a way Basekeeper does not know (method 12).',
    ],
  ],
  'headers-differ': [
    [{ kind: 'headers-differ', entry: 'a', field: 'size' }, 'The zip file contradicts itself about “a” (size).'],
  ],
  overlapping: [
    [{ kind: 'overlapping', entry: 'a', other: null }, '“a” runs into the list of contents.'],
    [{ kind: 'overlapping', entry: 'a', other: 'b' }, '“a” and “b” use the same bytes of the zip file.'],
  ],
  'wrong-checksum': [[{ kind: 'wrong-checksum', entry: 'a' }, '“a” in it is damaged: its checksum is wrong.']],
  'wrong-size': [
    [
      { kind: 'wrong-size', entry: 'a', statedBytes: 5, foundBytes: 9 },
      '“a” is larger than the 5 bytes stated for it.',
    ],
    [
      { kind: 'wrong-size', entry: 'a', statedBytes: 2_500_000, foundBytes: 12_000 },
      '“a” has 12 kB where 2.5 MB are stated.',
    ],
  ],
  'too-many-entries': [[{ kind: 'too-many-entries', limit: 10, found: 12 }, 'It has 12 entries where 10 are allowed.']],
  'too-large': [
    [
      { kind: 'too-large', limitBytes: 2e9, foundBytes: 5e9, because: 'space' },
      'Unpacked it needs 5.0 GB, and 2.0 GB may be used on this drive.',
    ],
    [
      { kind: 'too-large', limitBytes: 1e12, foundBytes: 2e18, because: 'fixed' },
      'Unpacked it would have 2.0 EB where 1.0 TB are allowed.',
    ],
  ],
  'expands-too-much': [
    [
      { kind: 'expands-too-much', entry: null, packedBytes: 50_000, unpackedBytes: 5e7 },
      'It would grow from 50 kB to 50 MB, as no real backup does.',
    ],
    [
      { kind: 'expands-too-much', entry: 'a', packedBytes: 50_000, unpackedBytes: 5e7 },
      '“a” would grow from 50 kB to 50 MB, as no real backup does.',
    ],
  ],
  'manifest-not-first': [
    [{ kind: 'manifest-not-first' }, 'Its basekeeper-backup.json is not at the beginning, where Basekeeper writes it.'],
  ],
  'manifest-not-json': [[{ kind: 'manifest-not-json' }, 'Its basekeeper-backup.json is damaged.']],
  'manifest-too-large': [
    [
      { kind: 'manifest-too-large', limitBytes: 4e6, foundBytes: 5e6 },
      'Its basekeeper-backup.json has 5.0 MB where 4.0 MB are allowed.',
    ],
  ],
  'manifest-newer': [
    [{ kind: 'manifest-newer', found: 2, known: 1 }, 'It was made by a newer Basekeeper (format 2; this one knows 1).'],
  ],
  'manifest-forbidden-key': [
    [
      { kind: 'manifest-forbidden-key', key: '__proto__' },
      'Its basekeeper-backup.json holds “__proto__”, which Basekeeper never writes.',
    ],
  ],
  'manifest-does-not-fit': [
    [
      { kind: 'manifest-does-not-fit', where: '', rule: 'is not what it should be' },
      'Its basekeeper-backup.json is not what it should be.',
    ],
    [
      { kind: 'manifest-does-not-fit', where: 'label', rule: 'must be text' },
      'In its basekeeper-backup.json “label” must be text.',
    ],
  ],
  'not-in-manifest': [
    [{ kind: 'not-in-manifest', entry: 'a' }, '“a” is in it without being listed in basekeeper-backup.json.'],
  ],
  'missing-file': [[{ kind: 'missing-file', entry: 'a' }, '“a” is listed in basekeeper-backup.json and is not there.']],
  'wrong-sha256': [
    [{ kind: 'wrong-sha256', entry: 'a' }, '“a” is not the file that was backed up: its SHA-256 is another.'],
  ],
  'part-missing': [[{ kind: 'part-missing', part: 'pb_hooks' }, 'There is no pb_hooks in it.']],
  'folder-not-usable': [
    [
      { kind: 'folder-not-usable', path: '/x', detail: 'it is not empty' },
      '/x cannot be unpacked into: it is not empty.',
    ],
  ],
  'not-written': [
    [{ kind: 'not-written', path: '/x', detail: 'EIO', driveFull: false }, '/x could not be written (EIO).'],
    [
      { kind: 'not-written', path: '/x', detail: 'ENOSPC', driveFull: true },
      'The drive became full while /x was written.',
    ],
  ],
  'target-exists': [[{ kind: 'target-exists', path: '/x' }, '/x is already there, and nothing is written over it.']],
  'source-changed': [[{ kind: 'source-changed', entry: 'a' }, '“a” changed while it was being backed up.']],
  'source-unreadable': [
    [{ kind: 'source-unreadable', entry: 'a', detail: 'EACCES' }, '“a” could not be read (EACCES).'],
  ],
};

test.each(Object.values(EXAMPLES).flat())('%j', (problem, sentence) => {
  expect(whatIsWrong(problem)).toBe(sentence);
});

test('what became of it, and what to do', () => {
  const text = (problem: ArchiveProblem, doing: Parameters<typeof archiveProblemWords>[1]): string =>
    archiveProblemWords(problem, doing).text;
  expect(archiveProblemWords({ kind: 'truncated' }, 'reading')).toEqual({
    title: 'This file cannot be used as a backup',
    text: 'The file is cut short: its end is missing. Nothing was unpacked and nothing was changed. If it was copied or downloaded, do that again, or choose another backup.',
  });
  expect(archiveProblemWords({ kind: 'wrong-checksum', entry: 'a' }, 'unpacking')).toEqual({
    title: 'The backup was not unpacked',
    text: '“a” in it is damaged: its checksum is wrong. What had been unpacked was removed again, and your data was not changed. Choose another backup.',
  });
  expect(archiveProblemWords({ kind: 'wrong-sha256', entry: 'a' }, 'checking')).toEqual({
    title: 'The backup is not in order',
    text: '“a” is not the file that was backed up: its SHA-256 is another. The file was only read, and nothing was changed. Choose another backup.',
  });
  expect(archiveProblemWords({ kind: 'source-changed', entry: 'a' }, 'writing')).toEqual({
    title: 'No backup was made',
    text: '“a” changed while it was being backed up. Nothing was left behind, and your data was not changed. Stop what writes to it, then back up again.',
  });
  expect(archiveProblemWords({ kind: 'aborted' }, 'writing')).toEqual({
    title: 'Cancelled',
    text: 'Nothing was left behind, and your data was not changed.',
  });
  const space = { kind: 'too-large', limitBytes: 1, foundBytes: 2, because: 'space' } as const;
  expect(text(space, 'reading')).toMatch(/Free some space, then try again\.$/);
  expect(text({ ...space, because: 'fixed' }, 'reading')).toMatch(/Choose another backup\.$/);
  expect(text({ kind: 'multi-disk' }, 'reading')).toMatch(/Put the pieces together with the program that split it\.$/);
  expect(text({ kind: 'archive-changed' }, 'unpacking')).toMatch(/once nothing writes to it any more\.$/);
  expect(text({ kind: 'encrypted', entry: null }, 'reading')).toMatch(
    /Unpack it with its password, zip it again without one/,
  );
  expect(text({ kind: 'manifest-newer', found: 2, known: 1 }, 'reading')).toMatch(
    /Update Basekeeper, then try again\.$/,
  );
  expect(text({ kind: 'unreadable', path: '/x', detail: 'EIO' }, 'reading')).toMatch(
    /the permissions, then try again\.$/,
  );
  expect(text({ kind: 'same-name', entry: 'a', other: 'A' }, 'writing')).toMatch(/Rename it, then back up again\.$/);
  expect(text({ kind: 'not-a-file', entry: 'a', what: 'link' }, 'writing')).toMatch(
    /or remove it, then back up again\.$/,
  );
  expect(text({ kind: 'target-exists', path: '/x' }, 'writing')).toMatch(/Choose another name\.$/);
  const full = { kind: 'not-written', path: '/x', detail: 'ENOSPC', driveFull: true } as const;
  expect(text(full, 'writing')).toMatch(/Check the drive, its free space and the permissions, then back up again\.$/);
});

test.each<readonly [ArchiveProblem, boolean]>([
  [{ kind: 'unsafe-name', entry: 'a:b', rule: 'characters' }, true],
  [{ kind: 'unsafe-name', entry: 'a\ufffd', rule: 'not-text' }, true],
  [{ kind: 'same-name', entry: 'a', other: 'A' }, true],
  [{ kind: 'unsafe-name', entry: '../x', rule: 'climbs' }, false],
  [{ kind: 'same-name', entry: 'a', other: 'a' }, false],
])('a name that is fine where the backup was made says so: %j', (problem, isFineElsewhere) => {
  const { text } = archiveProblemWords(problem, 'reading');
  expect(
    text.endsWith('Restore it on the kind of system it was made on, or rename the file there and back up again.'),
  ).toBe(isFineElsewhere);
});
