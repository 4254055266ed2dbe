import { expect, test } from 'vitest';
import { healthNote } from './health-words';

test('a health answer of 200 needs no note, every other one is said with what it means', () => {
  expect(healthNote({ kind: 'http', status: 200 })).toBeNull();
  expect(healthNote({ kind: 'http', status: 401 })).toBe(
    '/api/health answers 401 (a hook turns everybody away), so its content cannot be checked.',
  );
  expect(healthNote({ kind: 'http', status: 301 })).toBe(
    '/api/health answers 301 (a redirect), so its content cannot be checked.',
  );
  expect(healthNote({ kind: 'http', status: 404 })).toBe('/api/health answers 404, so its content cannot be checked.');
  expect(healthNote({ kind: 'http', status: 429 })).toBe(
    '/api/health answers 429 (a rate limit), so its content cannot be checked. Basekeeper asks less often now.',
  );
  expect(healthNote({ kind: 'no-http' })).toBe(
    'What comes from its port is not HTTP, so its content cannot be checked.',
  );
  expect(healthNote({ kind: 'none' })).toBe('/api/health does not answer, other addresses do.');
});
