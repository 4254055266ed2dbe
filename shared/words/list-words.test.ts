import { expect, it } from 'vitest';
import { anInstance } from '../testing/examples';
import { countInWords } from './list-words';

const since = '2026-01-01T00:00:00.000Z';
const wanted = { shouldRun: true, maintenance: null };
const running = anInstance({ intent: wanted, state: { kind: 'running', runNumber: 1, pid: 1, since } });
const starting = anInstance({
  intent: wanted,
  state: { kind: 'starting', runNumber: 1, pid: null, since, provenSince: null },
});

it('does not call running what only starts', () => {
  expect(countInWords('running', [running, starting, starting])).toBe('1 running, 2 starting or stopping');
  expect(countInWords('running', [starting])).toBe('1 starting or stopping');
  expect(countInWords('running', [running, anInstance()])).toBe('1 running');
  expect(countInWords('stopped', [running, anInstance()])).toBe('1 stopped');
});
