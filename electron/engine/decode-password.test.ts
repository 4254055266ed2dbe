import { expect, test } from 'vitest';
import { decode } from './decode';

const VALID = {
  name: 'blog',
  port: 8090,
  folder: '/data/blog',
  version: '0.40.6',
  superuser: { email: 'me@example.com', password: 'long enough' },
};

test.each<readonly [string, unknown]>([
  ['too short', { ...VALID.superuser, password: 'hunter2' }],
  ['too long', { ...VALID.superuser, password: 'hunter2'.repeat(100) }],
  ['in a list', { ...VALID.superuser, password: ['hunter2'] }],
  ['as a key', { ...VALID.superuser, password: { hunter2: 1 } }],
  ['beside an unknown field', { ...VALID.superuser, confirmation: 'hunter2' }],
  ['in place of the superuser', 'hunter2'],
  ['in a list of superusers', ['hunter2']],
])('a password is never repeated: %s', (_where, superuser) => {
  const decoded = decode('create-instance', { ...VALID, superuser });
  expect(decoded.ok).toBe(false);
  expect(JSON.stringify(decoded)).not.toContain('hunter2');
});
