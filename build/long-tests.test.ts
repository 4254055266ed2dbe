import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  figuresIn,
  LONG_TESTS,
  longTestsNamed,
  longTestsReport,
  withOutcome,
  type LongTestOutcome,
} from './long-tests';
import { inProject } from './project';

test('every long test is a file that is there', () => {
  for (const { file } of LONG_TESTS.filter(({ runner }) => runner === undefined))
    expect(existsSync(inProject('electron', file)), file).toBe(true);
});

test('the figures that tests tell are found among the rest', () => {
  const output = ' RUN  v4\n\nacknowledged 6472, lost 0\n60 cycles in 2.7 s; descriptors 22 → 22\n ✓ G27: 60 cycles\n';
  const told = ['0.22.27 to 0.40.6: 100010 rows, not served for 3 ms', '100 backups, 50 of them after SIGKILL'];
  expect(figuresIn([' ✓ 0 backups', ...told].join('\n'))).toEqual(told);
  expect(figuresIn(output)).toEqual(['acknowledged 6472, lost 0', '60 cycles in 2.7 s; descriptors 22 → 22']);
});

test('the report tells date, versions, settings, counts and durations, and the failures', () => {
  const [test] = LONG_TESTS;
  if (test === undefined) throw new Error('no test');
  const outcomes = [
    { test, date: '2026-01-01', passed: 2, failed: 1, durationMs: 61_250, figures: ['60 cycles in 2 s'] },
  ];
  const report = longTestsReport({ Node: '20.20.2' }, outcomes);
  expect(report).toContain('Last run with Node 20.20.2.');
  expect(report).toContain(
    '| Any order of commands, against a model | G6, G9 | `BASEKEEPER_RUNS=40` `BASEKEEPER_SEED=1` | 2 | 1 | 61.3 s | 2026-01-01 |',
  );
  expect(report).toContain('- Any order of commands, against a model: 60 cycles in 2 s');
});

test('one part can be run again: its outcome takes the place of the earlier one', () => {
  const outcomes = longTestsNamed(['soak', 'model']).map((test): LongTestOutcome => ({
    test,
    date: '2026-01-01',
    passed: 1,
    failed: 0,
    durationMs: 1,
    figures: [],
  }));
  const [model, soak] = outcomes;
  if (model === undefined || soak === undefined) throw new Error('no test');
  const again = { ...model, failed: 1 };
  expect(withOutcome([soak, model], again)).toEqual([again, soak]);
});
