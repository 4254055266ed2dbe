import { expect, test } from 'vitest';
import { isAllowedAddress } from './allowed-address';

const INSTANCES = [{ port: 8090 }, { port: 80 }];

test.each(['http://127.0.0.1:8090/_/', 'http://127.0.0.1:8090', 'http://127.0.0.1/_/', 'https://pocketbase.io/docs/'])(
  '%s may be opened',
  (address) => {
    expect(isAllowedAddress(address, INSTANCES)).toBe(true);
  },
);

test.each([
  'http://127.0.0.1:8091/_/',
  'https://127.0.0.1:8090/_/',
  'http://localhost:8090/_/',
  'http://127.0.0.1.example:8090/',
  'http://127.0.0.1:8090@example.com/',
  'http://user@127.0.0.1:8090/',
  'http://user:pass@127.0.0.1:8090/',
  'http://[::1]:8090/',
  'http://0.0.0.0:8090/',
  'https://pocketbase.io.example/',
  'http://pocketbase.io/',
  'https://pocketbase.io:444/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'smb://127.0.0.1:8090/',
  'mailto:a@example.com',
  'app://basekeeper/',
  '//127.0.0.1:8090/',
  '',
  'not an address',
])('%s may not', (address) => {
  expect(isAllowedAddress(address, INSTANCES)).toBe(false);
});
