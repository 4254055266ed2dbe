import { expect, test } from 'vitest';
import type { Release, Updates, UpdateStep } from '../updates';
import {
  installByHand,
  installCommand,
  notStopped,
  restartInWords,
  updateInWords,
  updateNotInstalled,
  whyNotInstalledWords,
} from './update-words';

const release: Release = { version: '0.2.0', notes: '', file: null };
const updates: Updates = { way: 'itself', canLook: true, step: { kind: 'idle' }, lookedAt: null };
const said = (step: UpdateStep, more: Partial<Updates> = {}): string =>
  updateInWords({ ...updates, step, ...more }, '0.1.0');

test('what is so is said in words', () => {
  expect(said({ kind: 'idle' })).toBe('This is 0.1.0.');
  expect(said({ kind: 'idle' }, { lookedAt: '2026-05-05T10:00:00.000Z' })).toMatch(
    /^This is 0\.1\.0\. Last looked Tue, /,
  );
  expect(said({ kind: 'newest' })).toBe('This is 0.1.0. There is no newer version for this computer.');
  expect(said({ kind: 'found', release })).toBe('Basekeeper 0.2.0 is available.');
  expect(said({ kind: 'downloading', release, receivedBytes: 3_100_000, totalBytes: 12_400_000 })).toBe(
    'Downloading Basekeeper 0.2.0: 3.1 MB of 12.4 MB.',
  );
  expect(said({ kind: 'failed', release: null, problem: { kind: 'no-answer', detail: 'net::ERR_FAILED' } })).toBe(
    'Looking for updates failed: the server does not answer (net::ERR_FAILED). Check the connection, then try again.',
  );
  expect(said({ kind: 'failed', release, problem: { kind: 'disk-full' } })).toBe(
    'Basekeeper 0.2.0 could not be downloaded: the disk is full. Free some space, then try again.',
  );
});

test('what the system installs comes with the command', () => {
  const file = { name: 'basekeeper_0.2.0_amd64.deb', address: 'https://example.com/basekeeper_0.2.0_amd64.deb' };
  expect(said({ kind: 'found', release: { ...release, file } }, { way: 'apt' })).toBe(
    'Basekeeper 0.2.0 is available. Download it, then update with apt: sudo apt install ./basekeeper_0.2.0_amd64.deb',
  );
  expect(installCommand('dnf', null)).toBe('sudo dnf install ./basekeeper-*.rpm');
  expect(installByHand('by-hand', release)).toBe('Download it and unpack the new package in place of this copy.');
});

test('why not now names what runs, and what a click does names how many instances it stops', () => {
  expect(whyNotInstalledWords({ kind: 'task', task: { kind: 'backup', instanceName: 'blog' } })).toBe(
    'Backup of blog is still running. Update when it has ended.',
  );
  expect(whyNotInstalledWords({ kind: 'download', version: '0.40.6' })).toBe(
    'PocketBase 0.40.6 is being downloaded. Update when the download is complete.',
  );
  const running = { intent: {}, state: { kind: 'running' } } as never;
  const stopped = { intent: {}, state: { kind: 'stopped' } } as never;
  expect(restartInWords([running, running, stopped])).toBe(
    'Updating stops 2 instances; the new version starts them again.',
  );
  expect(restartInWords([stopped])).toBe('Updating quits Basekeeper and opens it again.');
});

test('an attempt that came to nothing says that nothing has changed, and why', () => {
  const attempt = { from: '0.1.0', to: '0.2.0', problem: null };
  expect(updateNotInstalled(attempt).text).toBe(
    'Basekeeper ended before the installation was complete. Version 0.1.0 is unchanged; you can update again at any time.',
  );
  expect(updateNotInstalled({ ...attempt, problem: 'EACCES: permission denied' }).text).toMatch(
    /^EACCES: permission denied\. Version 0\.1\.0 is unchanged/,
  );
  expect(updateNotInstalled({ ...attempt, problem: notStopped(['blog']) }).text).toMatch(
    /^blog could not be stopped, and .* Version 0\.1\.0 is unchanged/,
  );
});
