import { expect, test } from 'vitest';
import {
  fileLimitTooLow,
  leftOverProcesses,
  limitInWords,
  lowFileLimit,
  processesInWords,
  tooFewFiles,
} from './process-words';

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
    'PocketBase of “blog” has ended, but sudo (pid 7) was started by it and could not be ended, for example because another user owns it. End it yourself.',
  );
  const two = leftOverProcesses({ id: 'a', name: 'blog' }, [
    { name: 'sudo', pid: 7 },
    { name: 'ping', pid: 8 },
  ]);
  expect(two.text).toContain('sudo (pid 7) and ping (pid 8) were started by it');
});

test('a limit on open files is named as that of Basekeeper, with the way to raise it', () => {
  expect(tooFewFiles({ limit: 200, open: 160 })).toBe(
    'Basekeeper itself may have 200 files open at the same time (“ulimit -n”), and 160 are open. That leaves too few for a start.',
  );
  expect(lowFileLimit(256).text).toContain('only 256 files open at the same time. Basekeeper needs about 150');
  expect(fileLimitTooLow(96).text).toContain('LimitNOFILE=4096');
});

test.each([
  ['EMFILE', 'Basekeeper itself may have no more files open'],
  ['EINVAL', 'Basekeeper itself may have no more files open'],
  ['ENFILE', 'All programs together'],
  ['EAGAIN', 'your user no more processes'],
  ['ENOMEM', 'no memory left'],
])('%s is told in words', (code, words) => {
  expect(limitInWords(code)).toContain(words);
  expect(limitInWords(code)).not.toContain(code);
});
