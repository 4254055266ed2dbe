import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flakyInWords, inWords, NOTHING, ONE_FAILED, ONE_PASSED, readCount, sum } from './test-count';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'basekeeper-count-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function reportFile(content: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const vitest = (...files: { status: string; tests: string[] }[]) => ({
  numPassedTests: files.flatMap(({ tests }) => tests).filter((test) => test === 'passed').length,
  numPendingTests: files.flatMap(({ tests }) => tests).filter((test) => test === 'skipped').length,
  numTodoTests: 0,
  testResults: files.map(({ status, tests }) => ({
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  })),
});

describe('the count', () => {
  it('adds up the tests of vitest', async () => {
    const report = vitest(
      { status: 'passed', tests: ['passed', 'passed', 'skipped'] },
      { status: 'failed', tests: ['failed', 'passed'] },
    );
    expect(await readCount('vitest', reportFile(report), true)).toEqual({ passed: 3, failed: 1, skipped: 1, flaky: 0 });
  });

  it('takes a file that could not be loaded for a failed test', async () => {
    const report = vitest({ status: 'failed', tests: [] }, { status: 'passed', tests: ['passed'] });
    expect(await readCount('vitest', reportFile(report), true)).toEqual({ passed: 1, failed: 1, skipped: 0, flaky: 0 });
  });

  it('never calls a failed run good, even if no test failed', async () => {
    const report = vitest({ status: 'passed', tests: ['passed'] });
    expect(await readCount('vitest', reportFile(report), true)).toEqual({ passed: 1, failed: 1, skipped: 0, flaky: 0 });
  });

  it('names a test of vitest that passed in its second try', async () => {
    const passed = { status: 'passed', failureMessages: [] };
    const flaky = { status: 'passed', failureMessages: ['AssertionError: expected 1 to be 2'] };
    const testResults = [{ status: 'passed', assertionResults: [passed, flaky] }];
    const report = { numPassedTests: 2, numPendingTests: 0, numTodoTests: 0, testResults };
    expect(await readCount('vitest', reportFile(report), false)).toEqual({
      passed: 2,
      failed: 0,
      skipped: 0,
      flaky: 1,
    });
  });

  it('adds up the tests of Playwright', async () => {
    const report = { stats: { expected: 4, flaky: 1, unexpected: 2, skipped: 3 } };
    expect(await readCount('playwright', reportFile(report), true)).toEqual({
      passed: 5,
      failed: 2,
      skipped: 3,
      flaky: 1,
    });
  });

  it('takes a missing or unreadable report for a failed test', async () => {
    expect(await readCount('vitest', join(folder, 'missing.json'), false)).toEqual(ONE_FAILED);
    expect(await readCount('playwright', reportFile({ stats: 'none' }), false)).toEqual(ONE_FAILED);
  });

  it('is one line', () => {
    expect(inWords(sum([ONE_PASSED, ONE_PASSED, ONE_FAILED]))).toBe('2 passed, 1 failed');
    expect(inWords({ ...NOTHING, skipped: 2 })).toBe('0 passed, 0 failed, 2 skipped');
  });

  it('names tests that passed only in a second try, beside the sum', () => {
    expect(flakyInWords(ONE_PASSED)).toBeNull();
    const flaky = { ...ONE_PASSED, flaky: 1 };
    expect(flakyInWords(sum([flaky, flaky]))).toBe('Flaky: 2 passed only when tried again. Look for the reason.');
    expect(inWords(flaky)).toBe('1 passed, 0 failed');
  });
});
