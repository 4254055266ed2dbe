import { describe, expect, it } from 'vitest';
import type { Operation } from '../operation';
import { OPERATION_WORDS } from './operation-words';
import { quitLabel, tasksBeforeQuitting } from './quit-words';

const task = (kind: Operation['kind'], more: Partial<Operation> = {}) => ({
  kind,
  instanceName: 'blog',
  cancellable: true,
  outcome: null,
  ...more,
});
const backup = task('backup');
const exchanging = task('restore', { cancellable: false });
const ended = task('clone', { outcome: { kind: 'cancelled' } });

describe('what is said before quitting', () => {
  it('says of each task that is underway what becomes of it', () => {
    expect(tasksBeforeQuitting([backup, exchanging, ended])).toEqual([
      'Backup of blog is still running. Quitting cancels it. Nothing will be changed.',
      'Restore of blog is still running. It cannot be cancelled any more. Quitting waits a few seconds for it; if it takes longer, Basekeeper finishes or undoes it when you open it the next time.',
    ]);
  });
  it('promises no next launch to a superuser that is being written', () => {
    expect(tasksBeforeQuitting([task('save-superuser', { cancellable: false })])).toEqual([
      'Saving a superuser of blog is still running. It cannot be cancelled any more. Quitting waits a few seconds for it.',
    ]);
  });
  it('has a sentence for every kind of task', () => {
    for (const kind of Object.keys(OPERATION_WORDS) as Operation['kind'][]) {
      expect(tasksBeforeQuitting([task(kind)])[0]).toMatch(
        /^[A-Z][a-z ]+ of blog is still running\. Quitting cancels it\. /,
      );
    }
  });
  it('counts on the button what ends with a click', () => {
    expect([quitLabel(0, []), quitLabel(1, [ended]), quitLabel(2, [])]).toEqual([
      'Quit',
      'Quit (stops 1 instance)',
      'Quit (stops 2 instances)',
    ]);
    expect([quitLabel(0, [backup]), quitLabel(2, [backup, backup]), quitLabel(1, [exchanging])]).toEqual([
      'Quit (ends 1 task)',
      'Quit (stops 2 instances, ends 2 tasks)',
      'Quit (stops 1 instance)',
    ]);
  });
});
