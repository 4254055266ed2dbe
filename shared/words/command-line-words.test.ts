import { describe, expect, test } from 'vitest';
import { EXIT } from '../command-line/exit-codes';
import { exitOf, type AnyProblem } from '../command-line/problems';
import { durationMs } from '../command-line/duration';
import { problemWords } from './command-line-words';
import { REFUSAL_WORDS } from './control-words';
import { unitText } from './unit-words';

const PROBLEMS: readonly (readonly [AnyProblem, number, string])[] = [
  [
    { code: 'no-such-instance', wanted: 'blog' },
    EXIT.notFound,
    'There is no instance “blog”. Give its name or its id.',
  ],
  [{ code: 'several-instances', wanted: 'blog', ids: ['a', 'b'] }, EXIT.notFound, 'Give the id of one: a, b.'],
  [{ code: 'no-such-backup', wanted: 'x', instanceName: 'blog' }, EXIT.notFound, 'blog has no backup x.'],
  [{ code: 'no-such-incident', wanted: 'x', instanceName: 'blog' }, EXIT.notFound, 'blog has no incident x.'],
  [
    { code: 'not-asked', question: 'Replace it?', flag: '-y' },
    EXIT.usage,
    'Replace it? Without a terminal this cannot be asked: add -y',
  ],
  [{ code: 'not-confirmed' }, EXIT.failed, 'Nothing was done. It was not confirmed.'],
  [{ code: 'app-not-running' }, EXIT.notRunning, 'Basekeeper is not running. Open it, or leave out --no-launch.'],
  [{ code: 'no-display' }, EXIT.notRunning, 'Run `basekeeper serve`'],
  [{ code: 'no-window' }, EXIT.failed, 'There is no window.'],
  [{ code: 'app-running', pid: 7 }, EXIT.failed, 'Process 7 has the instances. Quit it first'],
  [
    { code: 'not-in-time', instanceName: 'blog', wanted: 'running', now: 'Starting' },
    EXIT.timeout,
    'blog was not running in time. It is now: Starting.',
  ],
  [
    { code: 'ended-in-maintenance', instanceName: 'blog', why: 'It crashed.' },
    EXIT.inMaintenance,
    'blog is in maintenance. It crashed.',
  ],
  [
    { code: 'not-as-asked', instanceName: 'blog', now: 'Stopped' },
    EXIT.failed,
    'blog is now: Stopped. Something else was asked',
  ],
  [{ code: 'usage', detail: 'Say “on”.' }, EXIT.usage, 'The command is not complete. Say “on”.'],
  [{ code: 'interrupted' }, EXIT.interrupted, 'Interrupted.'],
  // Those of the window have its words.
  [
    { code: 'in-maintenance', instanceName: 'blog', reason: 'requested' },
    EXIT.inMaintenance,
    'Turn maintenance mode off',
  ],
  [{ code: 'unknown-backup', backupId: 'x' }, EXIT.notFound, ''],
  [{ code: 'name-in-use', name: 'blog' }, EXIT.failed, 'The name is taken.'],
];

test.each(PROBLEMS)('%j', (problem, exit, text) => {
  const words = problemWords(problem);
  expect(`${words.title}. ${words.text}`).toContain(text);
  expect(exitOf(problem)).toBe(exit);
});

test('whoever is not understood is told what to do', () => {
  for (const text of Object.values(REFUSAL_WORDS)) expect(text).toMatch(/^.+\. .*[A-Z].+\.$/);
});

describe('times', () => {
  test.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['30', 30_000],
    ['', null],
    ['-1s', null],
    ['1.5h', null],
    ['99999999s', null],
  ])('%s', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });
});

test('the unit quotes what systemd would read otherwise', () => {
  const text = unitText('/opt/My Keeper/100%/$x/basekeeper', '/srv/"a"');
  expect(text).toContain('ExecStart="/opt/My Keeper/100%%/$$x/basekeeper" serve\n');
  expect(text).toContain('Environment="BASEKEEPER_HOME=/srv/\\"a\\""\n');
  expect(unitText('/usr/bin/basekeeper', null)).not.toContain('Environment=');
});
