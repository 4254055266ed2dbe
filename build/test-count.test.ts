import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inProject } from './project';
import { inWords, namesInWords, NOTHING, ONE_PASSED, oneFailed, readCount, sum } from './test-count';

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
  testResults: files.map(({ status, tests }, index) => ({
    name: inProject(`file-${String(index)}.test.ts`),
    status,
    assertionResults: tests.map((test, number) => ({ status: test, fullName: `number ${String(number)}` })),
  })),
});

describe('the count', () => {
  it('adds up the tests of vitest', async () => {
    const report = vitest(
      { status: 'passed', tests: ['passed', 'passed', 'skipped'] },
      { status: 'failed', tests: ['failed', 'passed'] },
    );
    expect(await readCount('vitest', reportFile(report), true)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 1,
      flaky: 0,
      named: ['failed: file-1.test.ts › number 0'],
    });
  });

  it('takes a file that could not be loaded for a failed test', async () => {
    const report = vitest({ status: 'failed', tests: [] }, { status: 'passed', tests: ['passed'] });
    expect(await readCount('vitest', reportFile(report), true)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      flaky: 0,
      named: ['failed: file-0.test.ts'],
    });
  });

  it('never calls a failed run good, even if no test failed', async () => {
    const report = vitest({ status: 'passed', tests: ['passed'] });
    expect(await readCount('vitest', reportFile(report), true)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      flaky: 0,
      named: [expect.stringContaining('failed: the run that reports to ')],
    });
  });

  it('names a test of vitest that passed in its second try', async () => {
    const passed = { status: 'passed', fullName: 'one', failureMessages: [] };
    const flaky = {
      status: 'passed',
      fullName: 'two',
      failureMessages: ['AssertionError: expected 1 to be 2\n  at line 3'],
    };
    const testResults = [{ name: inProject('a.test.ts'), status: 'passed', assertionResults: [passed, flaky] }];
    const report = { numPassedTests: 2, numPendingTests: 0, numTodoTests: 0, testResults };
    expect(await readCount('vitest', reportFile(report), false)).toEqual({
      passed: 2,
      failed: 0,
      skipped: 0,
      flaky: 1,
      named: ['flaky: a.test.ts › two (AssertionError: expected 1 to be 2)'],
    });
  });

  it('adds up the tests of Playwright', async () => {
    const spec = (title: string, status: string) => ({ title, tests: [{ status }] });
    const group = { title: 'a group', specs: [spec('broken', 'unexpected')] };
    const file = {
      title: 'a.spec.ts',
      specs: [spec('fine', 'expected'), spec('second try', 'flaky')],
      suites: [group],
    };
    const report = { stats: { expected: 4, flaky: 1, unexpected: 2, skipped: 3 }, suites: [file] };
    expect(await readCount('playwright', reportFile(report), true)).toEqual({
      passed: 5,
      failed: 2,
      skipped: 3,
      flaky: 1,
      named: ['flaky: a.spec.ts › second try', 'failed: a group › broken'],
    });
  });

  it('takes a missing or unreadable report for a failed test', async () => {
    expect(await readCount('vitest', join(folder, 'missing.json'), false)).toMatchObject({ passed: 0, failed: 1 });
    expect(await readCount('playwright', reportFile({ stats: 'none' }), false)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('is one line', () => {
    expect(inWords(sum([ONE_PASSED, ONE_PASSED, oneFailed('lint')]))).toBe('2 passed, 1 failed');
    expect(inWords({ ...NOTHING, skipped: 2 })).toBe('0 passed, 0 failed, 2 skipped');
  });

  it('ends with the names of what failed or needed a second try', () => {
    expect(namesInWords(ONE_PASSED)).toEqual([]);
    const flaky = { ...ONE_PASSED, flaky: 1, named: ['flaky: a test'] };
    expect(namesInWords(sum([flaky, oneFailed('lint')]))).toEqual([
      'flaky: a test',
      'failed: lint',
      'Flaky: 1 passed only when tried again. Look for the reason.',
    ]);
    expect(inWords(flaky)).toBe('1 passed, 0 failed');
  });
});
