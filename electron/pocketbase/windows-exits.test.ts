import { describe, expect, test } from 'vitest';
import { causeOfEnd, type EndFacts } from './exit-causes';

const facts = (code: number, more: Partial<EndFacts> = {}): EndFacts => ({
  exit: { code, signal: null },
  served: true,
  output: ['Server started'],
  databaseLeftOpen: true,
  platform: 'win32',
  ...more,
});

describe('on Windows', () => {
  test.each([
    [1, 'killed'],
    [0xffffffff, 'killed'],
    [0xc000013a, 'ended-from-outside'],
    [0x40010004, 'ended-from-outside'],
    [0xc0000017, 'out-of-memory'],
    [0xc0000005, 'crash-in-pocketbase'],
    [0xc0000135, 'executable-not-runnable'],
    [7, 'hook-called-exit'],
  ] as const)('exit code %d with an open database: %s', (code, cause) => {
    expect(causeOfEnd(facts(code)).cause).toBe(cause);
  });

  test('what else may have left the code is said', () => {
    expect(causeOfEnd(facts(1)).evidence).toBe(
      'Exit code 1: Task Manager, taskkill and other programs end a process like this. A hook that calls $os.exit(1) leaves the same.',
    );
    expect(causeOfEnd(facts(0xc0000005)).evidence).toBe('Windows ended it with 0xC0000005.');
  });

  test('words of PocketBase itself come first, and a closed database is no kill', () => {
    const taken = ['listen tcp 127.0.0.1:8090: bind: winapi error #10048'];
    expect(causeOfEnd(facts(1, { output: taken, served: false })).cause).toBe('port-taken');
    expect(causeOfEnd(facts(1, { databaseLeftOpen: false })).cause).toBe('unknown');
  });

  test('elsewhere the same codes mean nothing of the kind', () => {
    expect(causeOfEnd(facts(1, { platform: 'linux' })).cause).toBe('hook-called-exit');
  });
});
