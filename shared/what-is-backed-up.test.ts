/** What is never backed up, and which links stay where they are. */
import { expect, test } from 'vitest';
import { databaseOfCompanion, isLeftOut, targetInside } from './what-is-backed-up';

test.each(['backups', 'backups/a.zip', '.pb_temp_to_delete/x', '.notify', '.autocert_cache/cert'])(
  '%s is of PocketBase’s own making and never backed up',
  (path) => {
    expect(isLeftOut(path)).toBe(true);
  },
);

test.each([
  'data.db-before-cleanup',
  'data.db-2026-01-01.bak',
  'auxiliary.db-old',
  'lost+found/#123',
  '.DS_Store',
  '__MACOSX/._x',
  'storage/backups/x',
  'backups.old/x',
  'types.d.ts',
])('%s is of a person and backed up', (path) => {
  expect(isLeftOut(path)).toBe(false);
});

test.each([
  ['data.db-wal', 'data.db'],
  ['storage/my.db-shm', 'storage/my.db'],
  ['data.db-journal', 'data.db'],
  ['data.db-before-cleanup', null],
  ['data.db-wal.bak', null],
  ['-wal', null],
  ['a/-shm', null],
])('%s would be a companion of %s', (path, database) => {
  expect(databaseOfCompanion(path)).toBe(database);
});

test.each([
  ['a/link', 'b', true],
  ['a/link', '../b', true],
  ['a/link', './../b/./c', true],
  ['link', 'a/b', true],
  ['a/link', '..', true],
  ['link', '../b', false],
  ['a/link', '../../b', false],
  ['a/link', '/a/b', false],
  // Where `b` is a link itself, this leads out.
  ['a/link', 'b/../../c', false],
  ['a/link', 'b/../c', false],
  ['a/link', '', false],
  ['a/link', 'b\0c', false],
])('a link at %s to %s stays inside: %s', (path, target, stays) => {
  expect(targetInside(path, target)).toBe(stays ? target : null);
});
