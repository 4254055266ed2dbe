import { expect, test } from 'vitest';
import type { AppError } from '../errors';
import { errorWords, portOwnerInWords } from './error-words';
import { problemsByField } from './problems-by-field';

/** Each error, the beginning of what is said, and the next step it gives. One row for each code; a missing one does not compile. */
const ERRORS: { readonly [Code in AppError['code']]: readonly [Extract<AppError, { code: Code }>, string, string] } = {
  'invalid-input': [
    { code: 'invalid-input', problems: [{ field: 'port', value: '“x”', rule: 'must be a number' }] },
    'Please check what you entered: Port must be a number (it is “x”).',
    'check',
  ],
  'unknown-command': [
    { code: 'unknown-command', command: 'x' },
    'Unknown command: “x” is not something',
    'not something',
  ],
  'sender-refused': [{ code: 'sender-refused' }, 'Refused: The request did not come from', 'own window'],
  'unknown-instance': [
    { code: 'unknown-instance', instanceId: 'x' },
    'No such instance: It is not in the list',
    'Choose another',
  ],
  'unknown-incident': [{ code: 'unknown-incident', incidentId: 'x' }, 'No such incident: It is not kept', 'not kept'],
  'in-maintenance': [
    { code: 'in-maintenance', instanceName: 'blog', reason: 'crashed' },
    'blog is in maintenance: It is not started because PocketBase stopped unexpectedly.',
    'Turn maintenance mode off',
  ],
  'maintenance-not-timed': [
    { code: 'maintenance-not-timed', instanceName: 'blog', reason: 'crashed' },
    'blog was put into maintenance by Basekeeper: It is in maintenance because PocketBase stopped unexpectedly.',
    'turn it off yourself',
  ],
  'not-signed-in': [
    { code: 'not-signed-in', instanceName: 'blog', email: 'me@example.com', why: 'no-such-superuser' },
    'Not signed in to blog: There is no superuser me@example.com any more.',
    'sign in there',
  ],
  'not-running': [
    { code: 'not-running', instanceName: 'blog', wanted: 'The admin UI' },
    'blog is not running: The admin UI needs a running instance.',
    'Start it first',
  ],
  'not-stopped': [
    { code: 'not-stopped', instanceName: 'blog', wanted: 'Changing its port' },
    'blog is not stopped: Changing its port needs its process to be gone.',
    'Stop it or turn maintenance on first',
  ],
  'drill-exists': [
    { code: 'drill-exists' },
    'There is a crash drill already',
    'Remove it before you start another one',
  ],
  quitting: [{ code: 'quitting' }, 'Basekeeper is quitting: Nothing is started', 'Open Basekeeper again'],
  'state-not-saved': [
    { code: 'state-not-saved', path: '/x.json', detail: 'the drive is full' },
    'It could not be saved: Basekeeper could not write /x.json (the drive is full).',
    'Check free space and permissions',
  ],
  'name-in-use': [
    { code: 'name-in-use', name: 'blog' },
    'The name is taken: Another instance is named “blog”.',
    'Choose another name',
  ],
  'port-of-another-instance': [
    { code: 'port-of-another-instance', port: 8090, instanceName: 'blog' },
    'Port 8090 belongs to blog: The instance “blog” uses it.',
    'Choose another port',
  ],
  'port-held-by-instance': [
    { code: 'port-held-by-instance', port: 8090, instanceName: 'shop', holderId: 'b', holderName: 'blog' },
    'Port 8090 is held by blog: “shop” has the same port, and only one of the two can run at a time.',
    'Stop “blog” first, or give one of them another port',
  ],
  'port-in-use': [
    { code: 'port-in-use', port: 8090, owner: { pid: 7, name: 'nginx' } },
    'Port 8090 is in use: Port 8090 is used by nginx (pid 7).',
    'Stop that program or choose another port',
  ],
  'port-not-permitted': [
    { code: 'port-not-permitted', port: 80 },
    'Port 80 is not permitted: The system',
    'Choose a port from 1024',
  ],
  'no-free-port': [
    { code: 'no-free-port', from: 1, to: 2 },
    'No free port was found: All ports from 1 to 2',
    'Enter one yourself',
  ],
  'folder-not-usable': [
    { code: 'folder-not-usable', path: '/x', rule: 'is not empty' },
    'The folder cannot be used: /x is not empty.',
    'Choose another folder',
  ],
  'data-in-use': [
    { code: 'data-in-use', path: '/x/pb_data', owner: { pid: 7, name: 'pocketbase' } },
    'The data is in use: pocketbase (pid 7) is serving /x/pb_data, and two processes on one database damage it.',
    'Stop that process, then try again',
  ],
  'home-in-use': [
    {
      code: 'home-in-use',
      path: '/h/lock/3.json',
      where: 'elsewhere',
      holder: { pid: 7, host: 'desk', since: '2026-03-02T10:00:00Z', headless: false },
    },
    'Basekeeper is running on desk: Process 7 on desk has had',
    'Quit Basekeeper there',
  ],
  'superuser-not-created': [
    { code: 'superuser-not-created', detail: 'email: Must be a valid email address' },
    'The superuser could not be created: email: Must be a valid email address. Nothing was kept.',
    'Correct it and try again',
  ],
  'version-not-available': [
    { code: 'version-not-available', version: '0.99.0', detail: 'no such release' },
    'PocketBase 0.99.0 is not available: no such release.',
    'Choose another version',
  ],
  'build-without-version': [
    { code: 'build-without-version', path: '/home/me/shop', proposed: '0.36.8' },
    'Which PocketBase it is built on is not known: /home/me/shop does not say; its build information names 0.36.8.',
    'Enter the version when you add the file',
  ],
  'superuser-not-possible': [
    { code: 'superuser-not-possible', lacks: '--hooksDir', dataFolder: '/x/pb_data' },
    'This build of PocketBase has no safe way to set a password: It has no --hooksDir, through which Basekeeper keeps passwords off command lines, which other users of this computer can read.',
    'In a terminal, run its superuser upsert with --dir="/x/pb_data", the e-mail and the new password, or build it with the plugins jsvm and migratecmd',
  ],
  'version-of-data-not-available': [
    {
      code: 'version-of-data-not-available',
      version: '0.38.0',
      writtenBy: 'PocketBase 0.33.0 to 0.38.0',
      detail: 'No network',
    },
    'PocketBase 0.38.0 is not available: The data was written by PocketBase 0.33.0 to 0.38.0, and 0.38.0, which opens it as it is, could not be had. No network.',
    'Or choose a newer version: it is tried on a copy after a backup, and you can go back',
  ],
  'installation-cancelled': [
    { code: 'installation-cancelled', version: '0.40.6' },
    'PocketBase 0.40.6 was not installed: You cancelled it. What was downloaded is deleted.',
    'Install it again',
  ],
  'version-in-use': [
    { code: 'version-in-use', version: '0.40.6', instanceNames: ['blog', 'shop'] },
    'PocketBase 0.40.6 was not removed: PocketBase 0.40.6 is used by blog, shop.',
    'when no instance uses it',
  ],
  'executable-not-usable': [
    { code: 'executable-not-usable', path: '/x', rule: 'is not a program' },
    'This is not a usable PocketBase executable: /x is not a program.',
    'Choose another file',
  ],
  'download-failed': [
    { code: 'download-failed', source: 'official release', detail: 'the checksum differs' },
    'The download failed: official release: the checksum differs. Nothing was installed.',
    'Try again',
  ],
  offline: [
    { code: 'offline', detail: 'nothing could be reached' },
    'No network: nothing could be reached.',
    'Connect to the network',
  ],
  'address-refused': [
    { code: 'address-refused', address: 'http://x' },
    'The address was not opened: Basekeeper opens only',
    'own addresses',
  ],
  'output-not-read': [
    { code: 'output-not-read', path: '/x/run-000001.log', detail: 'EACCES: permission denied' },
    'The output could not be read: /x/run-000001.log: EACCES: permission denied. The instance is not affected.',
    'Check the permissions of this file, then try again',
  ],
  'output-changing': [
    { code: 'output-changing' },
    'The output could not be read: It is written too fast.',
    'Wait a moment',
  ],
  'question-closed': [
    { code: 'question-closed' },
    'The question is closed: It was answered, taken back, or timed out.',
    'Do it yourself',
  ],
  'search-replaced': [
    { code: 'search-replaced' },
    'The search was ended: Another one was begun before it was through.',
    'Search again',
  ],
  'no-outside-program': [
    { code: 'no-outside-program', kind: 'terminal', name: 'kitty', folder: '/x' },
    'kitty was not found: Choose another terminal in Preferences',
    'open /x yourself',
  ],
  'could-not-open': [
    { code: 'could-not-open', target: '/x', detail: 'no program' },
    'It could not be opened: /x: no program.',
    'Open it yourself',
  ],
  'data-not-usable': [
    { code: 'data-not-usable', path: '/x/pb_data/storage', rule: 'is a link' },
    'The data cannot be used: /x/pb_data/storage is a link. Nothing was changed.',
    'restore a backup',
  ],
  'place-not-suited': [
    { code: 'place-not-suited', path: '/x/pb_data/storage', rule: 'is a drive of its own. Unmount it first' },
    'This cannot be done where the data lies: /x/pb_data/storage is a drive of its own.',
    'Unmount it first. Nothing was changed.',
  ],
  'writes-not-in-files': [
    { code: 'writes-not-in-files', instanceName: 'blog', files: ['data.db-wal'], savedByAStop: true },
    'What blog has written cannot be copied: data.db-wal was deleted or exchanged while PocketBase works on it,',
    'Turn maintenance mode on: a stop in order saves it all',
  ],
  'disk-full': [
    { code: 'disk-full', path: '/x/y' },
    'The drive is full: /x/y could not be written. Nothing was changed.',
    'Make room',
  ],
  'not-enough-space': [
    { code: 'not-enough-space', path: '/x', neededBytes: 5e6, freeBytes: 1e6 },
    'Not enough free space: 5.0 MB is needed for /x, 1.0 MB is free. Nothing was changed.',
    'Make room',
  ],
  'too-few-open-files': [
    { code: 'too-few-open-files', limit: 256, open: 220 },
    'Basekeeper has reached its limit of open files: Basekeeper itself may have 256 files open at the same time (“ulimit -n”), and 220 are open.',
    'Raise the limit and open Basekeeper again',
  ],
  cancelled: [{ code: 'cancelled' }, 'Cancelled: Nothing was changed.', 'try again at any time'],
  'operation-underway': [
    { code: 'operation-underway', instanceName: 'blog', kind: 'backup' },
    'Backup of blog is not finished: Only one operation at a time works on an instance.',
    'cancel it under Tasks',
  ],
  'unknown-operation': [
    { code: 'unknown-operation', operationId: 'x' },
    'No such task: It is not in',
    'Look at the list',
  ],
  'not-cancellable': [
    { code: 'not-cancellable', kind: 'restore' },
    'It cannot be cancelled any more: Restore is past the point of no return',
    'Wait for it',
  ],
  'unknown-backup': [
    { code: 'unknown-backup', backupId: 'x' },
    'No such backup: It is not among the backups of this instance any more.',
    'Look at the list',
  ],
  'backup-not-usable': [
    { code: 'backup-not-usable', fileName: 'a.zip', detail: 'The file is empty.' },
    'The backup cannot be used: a.zip: The file is empty. Nothing was changed.',
    'Choose another backup',
  ],
  'copy-not-served': [
    { code: 'copy-not-served', version: '0.40.6', detail: 'A migration failed: x' },
    'PocketBase 0.40.6 could not serve a copy of the data: A migration failed: x. The instance itself was not touched.',
    'choose another version',
  ],
  'fewer-records': [
    {
      code: 'fewer-records',
      version: '0.40.6',
      lost: [
        { table: 'posts', before: 30, after: 12 },
        { table: 'tags', before: 1, after: null },
      ],
      again: { kind: 'go-back' },
    },
    'Fewer records after PocketBase 0.40.6 had served a copy of the data: posts: 30 records before, 12 after; tags: 1 record before, and the table is gone. A migration',
    'go on with fewer records',
  ],
  'operation-undone': [
    { code: 'operation-undone', kind: 'change-version', detail: 'It did not start' },
    'Change of version failed and was undone: It did not start. The old version and data are back.',
    'Look at the output',
  ],
  'operation-unfinished': [
    { code: 'operation-unfinished', instanceName: 'blog', kind: 'restore', path: '/x' },
    'Restore of blog could not be put in order: Old and new data are in /x, and nothing of it is touched until then.',
    'open it again',
  ],
  'changed-meanwhile': [
    { code: 'changed-meanwhile', instanceName: 'blog' },
    'blog was changed in the meantime: Nothing was done.',
    'then repeat',
  ],
  'secrets-not-kept': [
    { code: 'secrets-not-kept', detail: 'There is no keyring' },
    'Secrets cannot be kept safely on this computer: There is no keyring. Nothing was saved.',
    'Save without secrets',
  ],
  'secrets-not-readable': [
    { code: 'secrets-not-readable', names: ['STRIPE_KEY', 'Encryption key'] },
    'Secrets of the instance cannot be read: STRIPE_KEY, Encryption key: sealed by another user or computer',
    'enter them again under Settings',
  ],
  'operation-interrupted': [
    { code: 'operation-interrupted', kind: 'restore' },
    'Restore was interrupted: Basekeeper ended before anything was changed. Everything is as it was.',
    'try again at any time',
  ],
  'version-change-refused': [
    { code: 'version-change-refused', version: '0.22.0', detail: 'The data is newer. Restore a backup instead' },
    'The version is not changed to 0.22.0: The data is newer.',
    'Restore a backup',
  ],
  'data-damaged': [
    { code: 'data-damaged', file: 'data.db', line: 'row 3 missing from index x' },
    'The data is damaged: data.db: SQLite says “row 3 missing from index x”. Nothing was changed.',
    'Restore a backup',
  ],
  'name-not-matching': [
    { code: 'name-not-matching', instanceName: 'blog' },
    'The name does not match: Type “blog” exactly, capitals included.',
    'Type “blog”',
  ],
  'file-not-read': [
    { code: 'file-not-read', path: '/x/.env', rule: 'is larger than 1 MB' },
    'The file cannot be read: /x/.env is larger than 1 MB.',
    'Choose another file',
  ],
  'file-not-written': [
    { code: 'file-not-written', path: '/x', detail: 'EACCES: permission denied' },
    'The file could not be written: /x: EACCES: permission denied. The existing file is unchanged.',
    'Choose another place',
  ],
  'not-trashed': [
    { code: 'not-trashed', path: '/x', detail: 'there is no trash' },
    'It could not be moved to the trash: /x: there is no trash. Nothing was deleted, and it is still on the list.',
    'Remove it from the list instead',
  ],
  'superuser-not-saved': [
    { code: 'superuser-not-saved', detail: 'password: too short' },
    'The superuser could not be saved: password: too short. Nothing was changed.',
    'Correct it and try again',
  ],
  'superuser-by-hand': [
    { code: 'superuser-by-hand', version: '0.22.27', dataFolder: '/x/pb_data' },
    'PocketBase 0.22.27 has no safe way to set a password: Before 0.23 PocketBase takes passwords only on a command line',
    'In a terminal, run pocketbase admin update',
  ],
  'update-not-now': [
    { code: 'update-not-now', why: 'PocketBase 0.40.6 is being downloaded. Update when the download is complete.' },
    'Basekeeper was not updated: PocketBase 0.40.6 is being downloaded.',
    'Update when the download is complete',
  ],
  unexpected: [
    { code: 'unexpected', detail: 'boom' },
    'Something went wrong inside Basekeeper: boom.',
    'written to the log',
  ],
};

test.each(Object.values(ERRORS))('$code', (error, beginning, nextStep) => {
  const { title, text } = errorWords(error);
  const said = `${title}: ${text}`;
  expect(said.startsWith(beginning), said).toBe(true);
  expect(said).toContain(nextStep);
  expect(text).toMatch(/[.!?]$/);
  expect(said).not.toMatch(/undefined|null|\[object/);
});

test('errors of one field stand beside it', () => {
  const [invalid] = ERRORS['invalid-input'];
  expect(problemsByField(invalid)).toEqual({ port: 'Port must be a number (it is “x”).' });
  expect(Object.keys(problemsByField(ERRORS['name-in-use'][0]))).toEqual(['name']);
  expect(Object.keys(problemsByField(ERRORS['name-not-matching'][0]))).toEqual(['name']);
  expect(Object.keys(problemsByField(ERRORS['port-in-use'][0]))).toEqual(['port']);
  expect(Object.keys(problemsByField(ERRORS['folder-not-usable'][0]))).toEqual(['folder']);
  expect(Object.keys(problemsByField(ERRORS['data-in-use'][0]))).toEqual(['folder']);
  expect(problemsByField(ERRORS.unexpected[0])).toEqual({});
  expect(portOwnerInWords(8090, null)).toBe('Port 8090 is used by another program');
});

test('what a stop would lose is not said to be saved by one', () => {
  const lost = { code: 'writes-not-in-files', instanceName: 'blog', files: ['data.db'], savedByAStop: false } as const;
  expect(errorWords(lost).text).toContain(
    'A stop would lose it. Keep it running, and make a backup in PocketBase’s own',
  );
});
