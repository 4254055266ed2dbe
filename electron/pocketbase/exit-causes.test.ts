import { describe, expect, test } from 'vitest';
import type { IncidentCause } from '../../shared/incident-cause';
import { causeOfEnd, causeOfRefusal, type EndFacts } from './exit-causes';

const facts = (changes: Partial<EndFacts>): EndFacts => ({
  exit: { code: 1, signal: null },
  served: false,
  output: [],
  databaseLeftOpen: false,
  ...changes,
});

/** Lines as the real versions print them. */
test.each<readonly [IncidentCause, string]>([
  ['port-taken', '2026/11/23 09:36:06 listen tcp 127.0.0.1:9911: bind: address already in use'],
  ['port-taken', 'Error: listen tcp 127.0.0.1:9911: bind: address already in use'],
  ['port-taken', 'listen tcp 127.0.0.1:8090: bind: Only one usage of each socket address is normally permitted.'],
  ['port-not-permitted', 'Error: listen tcp 127.0.0.1:80: bind: permission denied'],
  ['migration-failed', 'Error: failed to apply migration 1_x.js: Error: boom at /x/pb.js:1:23(3)'],
  ['migration-failed', 'Error: Failed to apply migration 1_x.js: Error: boom at <eval>:1:23(3)'],
  ['migration-failed', 'panic: registerMigrations: failed to run migration 1_x.js: SyntaxError: Unexpected token'],
  ['hook-failed', '2026/11/23 09:36:06 Error: boom hook at /x/pb.js:1:61(7)'],
  ['hook-failed', 'Error: boom hook at <eval>:1:61(7)'],
  ['hook-failed', 'panic: registerHooks: failed to execute a.pb.js: SyntaxError: Unexpected end of input'],
  ['database-damaged', '2026/11/23 09:36:10 file is not a database (26)'],
  ['database-damaged', 'Error: database disk image is malformed (11)'],
  ['data-folder-not-writable', 'unable to open database file: out of memory (14)'],
  ['data-folder-not-writable', 'unable to open database file (14)'],
  ['data-folder-not-writable', 'attempt to write a readonly database (1544)'],
  ['wrong-encryption-key', '2026/11/23 09:36:10 cipher: message authentication failed'],
  ['wrong-encryption-key', '2026/11/23 09:36:10 invalid settings db data or missing encryption key ""'],
  ['disk-full', 'database or disk is full (13)'],
  ['out-of-memory', 'fatal error: runtime: cannot allocate memory'],
  ['bad-arguments', 'Error: unknown flag: --nope'],
  ['killed', 'SIGQUIT: quit'],
  ['crash-in-pocketbase', 'panic: runtime error: invalid memory address or nil pointer dereference'],
  ['executable-not-runnable', 'setpriv: failed to execute /x/pocketbase: Permission denied'],
])('%s: %s', (cause, line) => {
  expect(causeOfEnd(facts({ output: ['something before', line] }))).toEqual({ cause, evidence: line });
  // Up to 0.39 the code is 0 all the same.
  const withZero = causeOfEnd(facts({ output: [line], exit: { code: 0, signal: null }, databaseLeftOpen: true }));
  expect(withZero.cause).toBe(cause);
});

describe('what is said earlier does not mislead', () => {
  const loading = ['failed to execute a.pb.js:', ' - SyntaxError: /x/pb.js: Line 2:1 Unexpected end of input'];

  test('a signal is the cause, whatever was printed', () => {
    const output = [...loading, 'database disk image is malformed'];
    expect(causeOfEnd(facts({ exit: { code: null, signal: 'SIGKILL' }, output, served: true }))).toEqual({
      cause: 'killed',
      evidence: '',
    });
  });

  test('an orderly end after it had served was asked for from outside', () => {
    const output = [...loading, 'Server started', 'Error: boom at /x/pb.js:1:61(7)'];
    expect(causeOfEnd(facts({ exit: { code: 0, signal: null }, output, served: true })).cause).toBe(
      'ended-from-outside',
    );
  });

  describe('a hook file that could not be loaded, at its top level too, is left out and pocketbase goes on', () => {
    const left = ['failed to execute a.pb.js:', ' - Error: boom at /x/pb.js:1:7(2)'];

    test('asked to end before it had served', () => {
      expect(causeOfEnd(facts({ exit: { code: 0, signal: null }, output: left }))).toEqual({
        cause: 'ended-from-outside',
        evidence: '',
      });
    });

    test('ended by a hook that calls $os.exit()', () => {
      const exit = { code: 3, signal: null };
      expect(causeOfEnd(facts({ exit, output: left, served: true, databaseLeftOpen: true })).cause).toBe(
        'hook-called-exit',
      );
    });

    test('ended for another reason', () => {
      const output = ['file is not a database (26)', ...left];
      expect(causeOfEnd(facts({ output })).cause).toBe('database-damaged');
    });
  });

  test('of several reasons at a start the last one ended it', () => {
    const output = ['Error: boom at /x/pb.js:1:61(7)', 'listen tcp 127.0.0.1:1: bind: address already in use'];
    expect(causeOfEnd(facts({ output })).cause).toBe('port-taken');
  });

  test('after it had served, an old message is not the reason', () => {
    const output = ['file is not a database', ...Array.from({ length: 10 }, () => 'GET /')];
    expect(causeOfEnd(facts({ output, served: true })).cause).toBe('unknown');
  });

  test('the head of a long dump is found', () => {
    const output = ['Server started', 'SIGQUIT: quit', ...Array.from({ length: 500 }, () => 'goroutine 1 [running]:')];
    expect(
      causeOfEnd(facts({ exit: { code: 2, signal: null }, output, served: true, databaseLeftOpen: true })),
    ).toEqual({
      cause: 'killed',
      evidence: 'SIGQUIT: quit',
    });
  });
});

test('without a word, an open database tells $os.exit() from an orderly end', () => {
  const zero = { code: 0, signal: null };
  expect(causeOfEnd(facts({ exit: zero, served: true, databaseLeftOpen: true })).cause).toBe('hook-called-exit');
  expect(causeOfEnd(facts({ exit: zero, served: true })).cause).toBe('ended-from-outside');
  expect(causeOfEnd(facts({ exit: { code: 7, signal: null }, served: true, databaseLeftOpen: true })).cause).toBe(
    'hook-called-exit',
  );
  expect(causeOfEnd(facts({ exit: { code: 7, signal: null } })).cause).toBe('unknown');
});

test('what the system refuses to run', () => {
  const refusal = (code: string) => causeOfRefusal(Object.assign(new Error(code), { code }), '/x/pocketbase');
  expect(refusal('ENOENT')).toEqual({ cause: 'executable-missing', evidence: '/x/pocketbase: ENOENT' });
  expect(refusal('EACCES')).toEqual({ cause: 'executable-not-runnable', evidence: '/x/pocketbase: EACCES' });
});
