import { expect, test } from 'vitest';
import { NO_LAUNCH_OPTIONS } from '../../shared/launch-options';
import type { PointOutcome } from '../../shared/start-check';
import { lookAtData } from './look-at-data';

const passed: PointOutcome = { outcome: 'passed' };
const failed = (cause: Extract<PointOutcome, { outcome: 'failed' }>['cause']): PointOutcome => ({
  outcome: 'failed',
  cause,
  evidence: '',
});
const tooLate: PointOutcome = { outcome: 'not-checked', why: 'This was ended after 10 s without a result.' };

test.each<readonly [string, PointOutcome, PointOutcome, string]>([
  ['nothing there', failed('data-folder-missing'), passed, 'There is no database to look at.'],
  ['an empty database', failed('database-missing'), passed, 'There is no database to look at.'],
  ['no permission', failed('data-folder-not-writable'), passed, 'The data folder has to pass its check first.'],
  ['a drive that does not answer', tooLate, tooLate, 'The data folder has to pass its check first.'],
  ['served by another', passed, failed('data-in-use'), 'Another process or instance uses the data.'],
  ['nobody tells', passed, tooLate, 'Whether another process uses the data could not be found out.'],
])('%s: why the databases were not looked at is said as it is', async (_what, data, owner, why) => {
  const parts = {
    secrets: {
      open: () => {
        throw new Error('there are none');
      },
    },
    examineData: () => {
      throw new Error('must not be looked at');
    },
  };
  const at = { folder: '/nowhere', launchOptions: NO_LAUNCH_OPTIONS };
  const { damage, code } = await lookAtData(at, { data, owner }, parts, new AbortController().signal);
  expect(damage).toEqual({ outcome: 'not-checked', why });
  expect(code).toEqual(damage);
});
