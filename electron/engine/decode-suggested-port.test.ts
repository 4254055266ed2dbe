import { expect, test } from 'vitest';
import { errorWords } from '../../shared/words/error-words';
import { decode } from './decode';

const OPENED = { folder: '/data/blog', name: 'blog', port: 8090, version: '0.40.6' };
const CREATED = { ...OPENED, superuser: { email: 'me@example.com', password: 'long enough' } };

test.each([
  ['create-instance', CREATED],
  ['open-folder-as-instance', OPENED],
] as const)('%s: whether the port was only suggested is true, false or left out', (name, input) => {
  for (const portIsSuggested of [true, false, undefined]) {
    expect(decode(name, { ...input, portIsSuggested }).ok).toBe(true);
  }
  for (const portIsSuggested of ['yes', 1, null]) {
    const decoded = decode(name, { ...input, portIsSuggested });
    expect(decoded.ok ? '' : errorWords(decoded.error).text).toContain('must be true or false');
  }
});
