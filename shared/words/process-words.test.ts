import { expect, test } from 'vitest';
import { leftOverProcesses, processesInWords, tooFewFiles } from './process-words';

test('processes are named with their pid', () => {
  const one = { name: 'sh', pid: 7 };
  expect(processesInWords([one])).toBe('sh (pid 7)');
  expect(processesInWords([one, { name: 'curl', pid: 8 }])).toBe('sh (pid 7) and curl (pid 8)');
  expect(processesInWords([one, one, one])).toBe('sh (pid 7), sh (pid 7) and sh (pid 7)');
});

test('what a hook started and what could not be ended is named, and who is to end it', () => {
  const { title, text } = leftOverProcesses({ id: 'a', name: 'blog' }, [{ name: 'sudo', pid: 7 }]);
  expect(title).toBe('Something that blog started still runs');
  expect(text).toBe(
    'pocketbase of “blog” has ended, but sudo (pid 7) was started by it and could not be ended, for example because another user owns it. End it yourself.',
  );
  const two = leftOverProcesses({ id: 'a', name: 'blog' }, [
    { name: 'sudo', pid: 7 },
    { name: 'ping', pid: 8 },
  ]);
  expect(two.text).toContain('sudo (pid 7) and ping (pid 8) were started by it');
});

test('too few files left: how many, and how many are needed', () => {
  expect(tooFewFiles(12, 48)).toBe('Basekeeper may open only 12 more files, and a start needs 48.');
});
