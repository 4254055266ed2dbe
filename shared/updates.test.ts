import { describe, expect, test } from 'vitest';
import {
  asksToLook,
  attemptEnded,
  downloadsItself,
  isTakenOver,
  looksNow,
  mayLook,
  stillServed,
  updateProblem,
  updateWay,
  whyNotInstalled,
  type FoundCopy,
  type LookFacts,
  type Release,
  type UpdateStep,
} from './updates';

const release: Release = { version: '0.2.0', notes: '', file: null };
const ready: UpdateStep = { kind: 'ready', release };
const HOUR = 60 * 60 * 1000;
const NOW = Date.parse('2026-05-05T12:00:00.000Z');

describe('who installs it', () => {
  const copy: FoundCopy = { platform: 'linux', isPackaged: true, appImage: null, packageType: null };

  test.each<readonly [Partial<FoundCopy>, ReturnType<typeof updateWay>]>([
    [{ packageType: 'deb' }, 'apt'],
    [{ packageType: 'rpm' }, 'dnf'],
    [{}, 'by-hand'],
    [{ appImage: '/home/me/Basekeeper.AppImage' }, 'itself'],
    [{ appImage: '/home/me/Basekeeper.AppImage', packageType: 'deb' }, 'itself'],
    [{ platform: 'win32' }, 'itself'],
    [{ platform: 'darwin' }, 'itself'],
    [{ platform: 'darwin', isPackaged: false }, 'by-hand'],
    [{ platform: 'freebsd' }, 'by-hand'],
  ])('%o: %s', (found, way) => {
    expect(updateWay({ ...copy, ...found })).toBe(way);
  });

  test('only what it installs itself is downloaded, and only once that is allowed', () => {
    expect(downloadsItself('itself', 'yes')).toBe(true);
    expect(downloadsItself('itself', 'no')).toBe(false);
    expect(downloadsItself('itself', 'unasked')).toBe(false);
    expect(downloadsItself('apt', 'yes')).toBe(false);
  });
});

describe('when it looks', () => {
  const facts: LookFacts = {
    choice: 'yes',
    canLook: true,
    step: { kind: 'idle' },
    nowMs: NOW,
    lookedAtMs: NOW - 24 * HOUR,
    triedAtMs: null,
    isPending: false,
  };

  test.each<readonly [string, Partial<LookFacts>, boolean]>([
    ['a day after the last answer', {}, true],
    ['when it has never looked', { lookedAtMs: null }, true],
    ['not within a day', { lookedAtMs: NOW - 24 * HOUR + 1 }, false],
    [
      'within a day, where a version found earlier is still not installed',
      { lookedAtMs: NOW - HOUR, isPending: true },
      true,
    ],
    ['for that one only once', { lookedAtMs: NOW - HOUR, isPending: true, triedAtMs: NOW - 2 * HOUR }, false],
    ['not until allowed', { choice: 'unasked' }, false],
    ['not when refused', { choice: 'no' }, false],
    ['not without an address', { canLook: false }, false],
    ['not an hour after there was no answer', { triedAtMs: NOW - HOUR + 1 }, false],
    ['again after that hour', { triedAtMs: NOW - HOUR }, true],
    ['when the clock was put back', { lookedAtMs: NOW + 300 * 24 * HOUR }, true],
    ['not while it looks', { step: { kind: 'looking' } }, false],
    ['not while it downloads', { step: { kind: 'downloading', release, receivedBytes: 0, totalBytes: null } }, false],
    ['not while one waits to be installed', { step: ready }, false],
    ['after something failed', { step: { kind: 'failed', release, problem: { kind: 'wrong-hash' } } }, true],
  ])('%s', (_name, change, expected) => {
    expect(looksNow({ ...facts, ...change })).toBe(expected);
  });

  test('a person may have it look at any time, but not twice at once', () => {
    expect(mayLook({ canLook: true, step: ready })).toBe(true);
    expect(mayLook({ canLook: true, step: { kind: 'looking' } })).toBe(false);
    expect(mayLook({ canLook: false, step: { kind: 'idle' } })).toBe(false);
  });

  test('it asks once, where there is something to look at, and not who has just arrived', () => {
    const updates = { way: 'itself', canLook: true, step: { kind: 'idle' }, lookedAt: null } as const;
    expect(asksToLook('unasked', updates, 1)).toBe(true);
    expect(asksToLook('unasked', updates, 0)).toBe(false);
    expect(asksToLook('no', updates, 1)).toBe(false);
    expect(asksToLook('yes', updates, 1)).toBe(false);
    expect(asksToLook('unasked', { ...updates, canLook: false }, 1)).toBe(false);
  });

  test('only final versions are taken', () => {
    expect(['0.2.0', '10.0.12'].every(isTakenOver)).toBe(true);
    expect(['0.2.0-beta.1', '0.2', 'v0.2.0', '', '0.2.0+build'].some(isTakenOver)).toBe(false);
  });
});

describe('when it may install', () => {
  const free = { step: ready, operations: [], installations: [] };
  const task = { kind: 'backup', instanceName: 'blog', outcome: null } as const;

  test('only what is ready, while nothing else runs', () => {
    expect(whyNotInstalled(free)).toBeNull();
    expect(whyNotInstalled({ ...free, step: { kind: 'found', release } })).toEqual({ kind: 'not-ready' });
    expect(whyNotInstalled({ ...free, operations: [task] })).toMatchObject({ kind: 'task', task });
    expect(whyNotInstalled({ ...free, operations: [{ ...task, outcome: { kind: 'cancelled' } }] })).toBeNull();
    expect(whyNotInstalled({ ...free, installations: [{ version: '0.40.6' }] })).toEqual({
      kind: 'download',
      version: '0.40.6',
    });
  });

  test('an instance that still has a process keeps everything as it is', () => {
    const stopped = { name: 'blog', state: { kind: 'stopped' } } as never;
    const stuck = { name: 'shop', state: { kind: 'stopping', since: '' } } as never;
    expect(stillServed([stopped])).toEqual([]);
    expect(stillServed([stopped, stuck])).toEqual(['shop']);
  });

  test('the version that runs now tells how an attempt ended', () => {
    const attempt = { from: '0.1.0', to: '0.2.0', problem: null };
    expect(attemptEnded(attempt, '0.2.0')).toBe('installed');
    expect(attemptEnded(attempt, '0.1.0')).toBe('not-installed');
    expect(attemptEnded(attempt, '0.3.0')).toBe('other');
  });
});

test.each<readonly [object | string, string]>([
  [{ message: 'net::ERR_CONNECTION_REFUSED' }, 'no-answer'],
  [{ message: 'connect ECONNREFUSED 127.0.0.1:1', code: 'ECONNREFUSED' }, 'no-answer'],
  [{ message: 'sha512 checksum mismatch, expected a, got b', code: 'ERR_CHECKSUM_MISMATCH' }, 'wrong-hash'],
  [{ message: 'ENOSPC: no space left on device, write' }, 'disk-full'],
  [{ message: 'Cannot find channel "latest-linux.yml"', code: 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND' }, 'not-readable'],
  [{ message: '500 Internal Server Error', code: 'HTTP_ERROR_500' }, 'not-readable'],
  [{ message: 'boom\nat somewhere' }, 'other'],
  ['boom', 'other'],
])('what went wrong is known by what it leads to: %o', (error, kind) => {
  expect(updateProblem(error)).toMatchObject({ kind });
});
