import { expect, test } from 'vitest';
import { fail, ok } from '../../shared/result';
import type { ProvideExecutable } from '../instances/versions';
import { obtainExecutable } from './obtain-executable';

function aTask() {
  const told: unknown[] = [];
  const abort = new AbortController();
  return {
    told,
    abort,
    signal: abort.signal,
    step: (words: string) => told.push(words),
    onProgress: (one: unknown) => told.push(one),
  };
}

test('a task tells how far the download is that it waits for', async () => {
  const task = aTask();
  const provideExecutable: ProvideExecutable = (_version, options) => {
    options?.onProgress?.({ step: 'downloading', receivedBytes: 5, totalBytes: 10 });
    return Promise.resolve(ok('/versions/0.40.6/pocketbase'));
  };
  expect(await obtainExecutable(task, '0.40.6', { provideExecutable })).toEqual(ok('/versions/0.40.6/pocketbase'));
  expect(task.told).toEqual(['Obtaining PocketBase', { step: 'Obtaining PocketBase', doneBytes: 5, totalBytes: 10 }]);
});

test('a task that is cancelled meanwhile ends as cancelled, and tells nothing more of the download', async () => {
  const task = aTask();
  const provideExecutable: ProvideExecutable = (version, options) =>
    new Promise((resolve) => {
      options?.signal?.addEventListener('abort', () => {
        options.onProgress?.({ step: 'downloading', receivedBytes: 7, totalBytes: 10 });
        resolve(fail({ code: 'installation-cancelled', version }));
      });
    });
  const obtained = obtainExecutable(task, '0.40.6', { provideExecutable });
  task.abort.abort();
  expect(await obtained).toEqual(fail({ code: 'cancelled' }));
  expect(task.told).toEqual(['Obtaining PocketBase']);
});

test('an installation that somebody else cancelled is said to be that', async () => {
  const error = { code: 'installation-cancelled', version: '0.40.6' } as const;
  const provideExecutable: ProvideExecutable = () => Promise.resolve(fail(error));
  expect(await obtainExecutable(aTask(), '0.40.6', { provideExecutable })).toEqual(fail(error));
});
