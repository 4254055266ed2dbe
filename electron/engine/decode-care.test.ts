import { expect, test } from 'vitest';
import type { CommandName } from '../../shared/ipc';
import { errorWords } from '../../shared/words/error-words';
import { decode } from './decode';

const SUPERUSER = { email: 'me@example.com', password: 'long enough' };

/** The sentence a person reads, or `accepted`. */
function said(name: CommandName, input: unknown): string {
  const decoded = decode(name, input);
  return decoded.ok ? 'accepted' : errorWords(decoded.error).text;
}

test('the name that confirms a deletion is taken as it was typed', () => {
  const typed = { instanceId: 'a'.repeat(15), name: ' Blog ', backUpFirst: false };
  expect(decode('delete-instance', typed)).toEqual({ ok: true, value: typed });
  expect(said('delete-instance', { ...typed, name: 'x'.repeat(201) })).toContain('must have at most 200 characters');
});

test('a superuser has an address and a password that PocketBase takes', () => {
  const input = { instanceId: 'a'.repeat(15), ...SUPERUSER };
  expect(said('save-superuser', { ...input, email: 'me' })).toContain(
    'E-mail must be an address such as name@example.com',
  );
  expect(said('save-superuser', { ...input, password: 'short' })).toContain('Password must have at least 8 characters');
});

test('a clone has either the data or a first superuser', () => {
  const clone = { instanceId: 'a'.repeat(15), name: 'blog 2' };
  const superuser = SUPERUSER;
  expect(said('clone-instance', { ...clone, withData: true })).toBe('accepted');
  expect(said('clone-instance', { ...clone, withData: false, superuser })).toBe('accepted');
  const rule = 'must be given for a clone without data, and only then';
  expect(said('clone-instance', { ...clone, withData: false })).toContain(rule);
  expect(said('clone-instance', { ...clone, withData: true, superuser })).toContain(rule);
  expect(said('clone-instance', { ...clone, withData: false, superuser: { ...superuser, email: 'me' } })).toContain(
    'E-mail must be an address such as name@example.com',
  );
});
