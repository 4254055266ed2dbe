import { describe, expect, it } from 'vitest';
import type { Operation } from '../operation';
import { taskEndInWords, taskWords } from './task-words';

const operation: Operation = {
  id: 'o',
  instanceId: 'i',
  instanceName: 'blog',
  kind: 'backup',
  startedAt: '2026-11-26T14:15:30.000Z',
  step: 'Packing the copy',
  doneBytes: 0,
  totalBytes: null,
  cancellable: true,
  outcome: null,
};

describe('a task in words', () => {
  it('says what is being done while it is underway', () => {
    expect(taskWords(operation)).toEqual({ lead: 'Backing up', text: 'Packing the copy' });
  });
  it('says what is there now when it has ended well', () => {
    const done = { ...operation, outcome: { kind: 'done', text: 'blog.zip: 3.2 MB.' } } as const;
    expect(taskEndInWords(done)).toBe('Backup of blog: blog.zip: 3.2 MB.');
  });
  it('says that nothing was changed when it was cancelled', () => {
    const cancelled = { ...operation, outcome: { kind: 'cancelled' } } as const;
    expect(taskEndInWords(cancelled)).toBe('Backup of blog: Cancelled. Nothing was changed.');
  });
  it.each([
    [
      { kind: 'cancelled' },
      'Cancelled because Basekeeper was quit. Nothing was changed. You can try again at any time.',
    ],
    [{ kind: 'cut-off' }, 'Basekeeper was quit before it finished. Check whether it took effect before you try again.'],
    [
      { kind: 'failed', title: 'The drive is full', text: 'Make room.' },
      'It failed while Basekeeper was being quit. The drive is full. Make room.',
    ],
  ] as const)('says what became of it when Basekeeper was quit: %o', (how, text) => {
    expect(taskEndInWords({ ...operation, outcome: { kind: 'ended-by-quitting', how } })).toBe(
      `Backup of blog: ${text}`,
    );
  });
  it('says what went wrong, with title and text', () => {
    const failed = {
      ...operation,
      kind: 'restore',
      outcome: { kind: 'failed', error: { code: 'operation-undone', kind: 'restore', detail: 'It did not start' } },
    } as const;
    expect(taskEndInWords(failed)).toBe(
      'Restore of blog: Restore failed and was undone. It did not start. Version and data are the old ones. Look at the output before you try again.',
    );
  });
});
