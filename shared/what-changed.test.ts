import { describe, expect, test } from 'vitest';
import type { IncidentCause } from './incident-cause';
import { changesSince, keptChanges, suspectFile, type StartedWith, type WatchedFile } from './what-changed';

const hook = (path: string, mark = 'a', at = '2026-01-02T06:27:00.000Z'): WatchedFile => ({
  folder: 'pb_hooks',
  path,
  mark,
  at,
});
const HEALTHY: StartedWith = {
  at: '2026-01-01T00:00:00.000Z',
  version: '0.40.6',
  port: 8090,
  files: [hook('serve.pb.js')],
  partlyRead: [],
  environment: ['SMTP_HOST'],
  launchRevision: 1,
};

describe('what changed since the last healthy start', () => {
  test('nothing, when nothing did', () => {
    expect(changesSince(HEALTHY, { ...HEALTHY, at: '2026-01-02T00:00:00.000Z' })).toEqual([]);
  });

  test('version, port, files and names of variables, programs before pages', () => {
    const now: StartedWith = {
      ...HEALTHY,
      version: '0.40.7',
      port: 8094,
      files: [{ ...hook('index.html'), folder: 'pb_public' }, hook('serve.pb.js', 'b')],
      environment: ['SMTP_USER'],
      launchRevision: 2,
    };
    expect(changesSince(HEALTHY, now)).toEqual([
      { kind: 'version', from: '0.40.6', to: '0.40.7' },
      { kind: 'port', from: 8090, to: 8094 },
      { kind: 'file', how: 'changed', folder: 'pb_hooks', path: 'serve.pb.js', at: '2026-01-02T06:27:00.000Z' },
      { kind: 'file', how: 'added', folder: 'pb_public', path: 'index.html', at: '2026-01-02T06:27:00.000Z' },
      { kind: 'variable', how: 'added', name: 'SMTP_USER' },
      { kind: 'variable', how: 'removed', name: 'SMTP_HOST' },
    ]);
  });

  test('a removed file, and settings of which no name tells', () => {
    expect(changesSince(HEALTHY, { ...HEALTHY, files: [], launchRevision: 3 })).toEqual([
      { kind: 'file', how: 'removed', folder: 'pb_hooks', path: 'serve.pb.js', at: null },
      { kind: 'settings' },
    ]);
  });

  test.each([
    ['then', { partlyRead: ['pb_hooks'] as const }, {}],
    ['now', {}, { partlyRead: ['pb_hooks'] as const }],
  ])(
    'of a folder that was not read whole %s, nothing is called added or removed, and that is said',
    (_when, was, is) => {
      const before = { ...HEALTHY, files: [hook('gone.pb.js'), hook('same.pb.js'), hook('serve.pb.js')], ...was };
      const now = { ...HEALTHY, files: [hook('new.pb.js'), hook('same.pb.js'), hook('serve.pb.js', 'b')], ...is };
      expect(changesSince(before, now)).toEqual([
        { kind: 'file', how: 'changed', folder: 'pb_hooks', path: 'serve.pb.js', at: '2026-01-02T06:27:00.000Z' },
        { kind: 'partly-compared', folder: 'pb_hooks' },
      ]);
    },
  );

  test('of very many the first are kept, and the rest is counted', () => {
    const files = Array.from({ length: 40 }, (_, number) => hook(`${String(number)}.pb.js`));
    const kept = keptChanges(changesSince({ ...HEALTHY, files: [] }, { ...HEALTHY, files }));
    expect(kept.changes).toHaveLength(12);
    expect(kept.more).toBe(28);
  });
});

describe('the file that failed', () => {
  const failed = (cause: IncidentCause, evidence: string, output: readonly string[] = []) => ({
    cause,
    evidence,
    output,
  });
  const files = [hook('main.pb.js'), hook('jobs/serve.pb.js', 'b', '2026-01-03T00:00:00.000Z'), hook('lib.js')];
  const changes = changesSince(
    { ...HEALTHY, files: [hook('main.pb.js'), hook('jobs/serve.pb.js')] },
    { ...HEALTHY, files },
  );

  test('is the one PocketBase names', () => {
    expect(suspectFile(failed('hook-failed', 'at main.pb.js:1:62(4)'), files, changes)?.path).toBe('main.pb.js');
    expect(suspectFile(failed('hook-failed', '', ['panic in serve.pb.js']), files, [])?.path).toBe('jobs/serve.pb.js');
  });

  test('is the one that changed, where PocketBase names none', () => {
    expect(suspectFile(failed('hook-failed', 'at pb.js:1:62(4)'), files, changes)).toEqual({
      folder: 'pb_hooks',
      path: 'jobs/serve.pb.js',
    });
  });

  test('is the only one there is, where the cause says that a file is to blame, and no other', () => {
    const one = [hook('main.pb.js')];
    expect(suspectFile(failed('hook-called-exit', ''), one, [])?.path).toBe('main.pb.js');
    expect(suspectFile(failed('no-answer', ''), one, [])).toBeNull();
    expect(suspectFile(failed('hook-failed', 'at pb.js:1:62'), files, [])).toBeNull();
    expect(suspectFile(failed('port-taken', ''), one, changes)).toBeNull();
  });

  test('is a migration, where one failed', () => {
    const migration: WatchedFile = { ...hook('1900_posts.js'), folder: 'pb_migrations' };
    const said = failed('migration-failed', 'failed to apply migration 1900_posts.js: no such table');
    expect(suspectFile(said, [...files, migration], [])).toEqual({ folder: 'pb_migrations', path: '1900_posts.js' });
  });
});
