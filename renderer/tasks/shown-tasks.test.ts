import { describe, expect, it } from 'vitest';
import type { Operation, OperationOutcome } from '../../shared/operation';
import { shownTasks } from './shown-tasks';

const task = (id: string, outcome: OperationOutcome | null): Operation => ({
  id,
  instanceId: 'i',
  instanceName: 'blog',
  kind: 'backup',
  startedAt: '2026-11-26T14:15:30.000Z',
  step: '',
  doneBytes: 0,
  totalBytes: null,
  cancellable: true,
  outcome,
});
const done: OperationOutcome = { kind: 'done', text: '' };
const failed: OperationOutcome = { kind: 'failed', error: { code: 'quitting' } };
const ids = (tasks: readonly Operation[]) => tasks.map(({ id }) => id);

describe('the list of tasks', () => {
  it('keeps in sight what is underway, what failed, and the last that ended well', () => {
    const all = [
      task('a', done),
      task('b', null),
      task('c', failed),
      task('d', { kind: 'cancelled' }),
      task('e', done),
    ];
    const { open, folded } = shownTasks(all);
    expect(ids(open)).toEqual(['a', 'b', 'c']);
    expect(ids(folded)).toEqual(['d', 'e']);
  });
  it('keeps in sight what was ended by quitting', () => {
    const ended = (id: string) => task(id, { kind: 'ended-by-quitting', how: { kind: 'cancelled' } });
    expect(ids(shownTasks([task('a', done), ended('b'), ended('c')]).open)).toEqual(['a', 'b', 'c']);
  });
  it('is empty without tasks', () => {
    expect(shownTasks([])).toEqual({ open: [], folded: [] });
  });
});
