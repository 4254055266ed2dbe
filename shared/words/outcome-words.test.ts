import { expect, test } from 'vitest';
import * as evidence from './evidence-words';
import * as outcome from './outcome-words';
import { STEP } from './step-words';

const NOTHING_ELSE = { kept: null, notStarted: null } as const;
const RESTORED = { ...NOTHING_ELSE, version: null, isInMaintenance: false, notBackedUp: null, keptIn: null } as const;

test.each([
  [
    outcome.versionChanged('0.40.6', 12, { ...NOTHING_ELSE, records: 12 }),
    'Now on PocketBase 0.40.6, with 12 records as before.',
  ],
  [
    outcome.versionChanged('0.40.6', 12, { records: 9, kept: 'One file was kept.', notStarted: 'It did not start.' }),
    'Now on PocketBase 0.40.6, with 9 records (12 before). One file was kept. It did not start.',
  ],
  [
    outcome.wentBack('0.36.9', { ...NOTHING_ELSE, records: 1 }),
    'Back on PocketBase 0.36.9, with the 1 record from before the change.',
  ],
  [outcome.restored({ ...RESTORED, records: 0 }), 'Restored the data.'],
  [
    outcome.restored({ ...RESTORED, records: 2, version: '0.36.9', isInMaintenance: true }),
    'Restored 2 records, with PocketBase 0.36.9. It is in maintenance, as before. Turn that off to serve it.',
  ],
  [
    outcome.restored({ ...RESTORED, records: 2, notBackedUp: 'damaged', keptIn: '/k' }),
    'Restored 2 records. The previous data is damaged and could not be backed up. It was kept in /k.',
  ],
  [outcome.movedTo('/b', '/a', 'none'), 'Moved to /b.'],
  [outcome.movedTo('/b', '/a', 'of-others'), 'Moved to /b. Everything else is still in /a.'],
  [outcome.movedTo('/b', '/a', 'left-behind'), 'Moved to /b. Something was left behind in /a.'],
  [
    outcome.deletedInWords('/a', null, null, '/backups'),
    '/a is in the trash. No last backup was made; earlier backups, if any, are in /backups.',
  ],
  [
    outcome.deletedInWords('/a', 'blog-1', '/backups/x.zip', '/backups'),
    'The instance’s files are in the trash, as blog-1; everything else is still in /a. The last backup is /backups/x.zip.',
  ],
  [outcome.databasesInOrder(['data.db']), 'data.db is intact.'],
  [outcome.cloned('b', 'a', false, 8091), '“b” is like “a”, without its data, on port 8091. It is not running yet.'],
])('a task that is done says: %s', (said, words) => {
  expect(said).toBe(words);
});

test.each([
  [
    evidence.isSharedWith([{ name: 'pocketbase', pid: 7 }], '/d'),
    'pocketbase (pid 7) works on the databases in /d too.',
  ],
  [evidence.areDeleted(['a', 'b']), 'a, b are not the files that PocketBase has open.'],
  [evidence.tooLittleSpace('/d', 16e6, 1e6), 'A start needs 16.0 MB free in /d; 1.0 MB is free.'],
  [evidence.isServedBy({ name: 'pocketbase', pid: 7 }, '/d'), 'pocketbase (pid 7) is serving /d.'],
])('what was seen says: %s', (said, words) => {
  expect(said).toBe(words);
});

test('each step is told from the others', () => {
  expect(new Set(Object.values(STEP)).size).toBe(Object.keys(STEP).length);
});
