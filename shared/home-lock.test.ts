import { expect, test } from 'vitest';
import { judgeHolder, type Here, type HomeHolder } from './home-lock';

const HOLDER: HomeHolder = {
  pid: 7,
  processStartedAt: '100',
  bootId: 'boot',
  pidSpace: 'pids',
  host: 'desk',
  machineId: 'm',
  since: '2026-01-01T10:00:00Z',
  released: false,
};
const here = (isThere: boolean, changed: Partial<Here> = {}): Here => ({
  bootId: 'boot',
  pidSpace: 'pids',
  host: 'desk',
  machineId: 'm',
  isThere: () => isThere,
  ...changed,
});

test.each([
  ['it lives', HOLDER, here(true), 'here'],
  ['its process is not there any more', HOLDER, here(false), 'gone'],
  ['it has let go', { ...HOLDER, released: true }, here(true), 'gone'],
  ['its computer has been started since', HOLDER, here(true, { bootId: 'later' }), 'gone'],
  ['it lives in a container of this computer', HOLDER, here(false, { pidSpace: 'other', host: 'box' }), 'elsewhere'],
  ['it is on another computer', HOLDER, here(false, { bootId: 'x', host: 'laptop', machineId: 'n' }), 'elsewhere'],
  ['another computer has the same name', HOLDER, here(false, { bootId: 'x', machineId: 'n' }), 'elsewhere'],
  ['this computer has got another name', HOLDER, here(false, { bootId: 'x', host: 'laptop' }), 'elsewhere'],
] as const)('%s', (_why, holder, place, verdict) => {
  expect(judgeHolder(holder, place)).toBe(verdict);
});
