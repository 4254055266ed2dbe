import { expect, test } from 'vitest';
import type { ActivityEntry } from '../../shared/activity';
import { anInstance } from '../../shared/testing/examples';
import { createAppStore } from '../store/app-store';
import { INITIAL_STATE } from '../testing/workbench';
import { exportMessages, type ExportParts } from './export-messages';

const blog = anInstance({ folder: '/home/ann/projects/blog' });
const entry = (text: string): ActivityEntry => ({ sequence: 1, at: '2026-01-01T00:00:00.000Z', kind: 'change', text });

function parts(journal: readonly ActivityEntry[], written: Map<string, string>): ExportParts {
  const facts = {
    ...INITIAL_STATE.facts,
    appVersion: '1.2.3',
    home: '/home/ann/.config/basekeeper',
    dataFolder: '/home/ann/.local/share/basekeeper',
  };
  return {
    store: createAppStore({ ...INITIAL_STATE, facts, instances: [blog] }, (error) => {
      throw error;
    }),
    activity: { load: () => journal },
    instances: { keptOutput: () => ({ ok: true, value: { folder: '', secrets: () => ['s3cr3t-of-ann'] } }) },
    now: () => new Date('2026-01-02T00:00:00.000Z'),
    userFolder: '/home/ann',
    writeFile: (path, text) => {
      written.set(path, text);
      return Promise.resolve();
    },
  };
}

test('an exported file has no secret and no path that names the user', async () => {
  const written = new Map<string, string>();
  const journal = [
    entry(
      'In /home/ann/projects/blog: password=hunter2, with s3cr3t-of-ann, kept in /home/ann/.config/basekeeper/logs.',
    ),
    entry('/home/ann/.local/share/basekeeper/backups/x.zip is intact.'),
    entry('/home/ann/Downloads/pb_backup.zip: 3 MB, the data only.'),
  ];
  for (const format of ['text', 'json'] as const) {
    const exported = await exportMessages({ instanceId: null, kind: 'all' }, format, format, parts(journal, written));
    expect(exported.ok).toBe(true);
    const text = written.get(format) ?? '';
    expect(text).toContain('In <instance>: password=');
    expect(text).toContain('<home>/logs');
    expect(text).toContain('<home>/backups/x.zip');
    expect(text).toContain('~/Downloads/pb_backup.zip');
    for (const hidden of ['ann', 'hunter2', 's3cr3t']) expect(text).not.toContain(hidden);
  }
});

test('a file that cannot be written is told, and so is an instance that is gone', async () => {
  const full: ExportParts = {
    ...parts([], new Map()),
    writeFile: () => Promise.reject(new Error('the drive is full')),
  };
  expect(await exportMessages({ instanceId: null, kind: 'all' }, 'text', '/x', full)).toEqual({
    ok: false,
    error: { code: 'file-not-written', path: '/x', detail: 'the drive is full' },
  });
  expect(await exportMessages({ instanceId: 'zzzzzzzzzzzzzzz', kind: 'all' }, 'text', '/x', full)).toEqual({
    ok: false,
    error: { code: 'unknown-instance', instanceId: 'zzzzzzzzzzzzzzz' },
  });
});
