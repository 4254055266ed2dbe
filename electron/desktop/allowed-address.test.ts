import { expect, test } from 'vitest';
import { isAllowedAddress, isUpdateAddress, isWithinAdminUi } from './allowed-address';

const INSTANCES = [{ port: 8090 }, { port: 80 }];

test.each([
  'http://127.0.0.1:8090/_/',
  'http://127.0.0.1:8090',
  'http://127.0.0.1/_/',
  'https://pocketbase.io/docs/',
  'https://github.com/pocketbase/pocketbase/releases/tag/v0.40.6',
])('B39: %s may be opened', (address) => {
  expect(isAllowedAddress(address, INSTANCES)).toBe(true);
});

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
  'https://github.com/',
  'https://github.com/pocketbase/pocketbase/releases/tag/v0.40',
  'https://github.com/pocketbase/pocketbase/releases/tag/v0.40.6/../../../../evil',
  'https://github.com/pocketbase/pocketbase/releases/tag/v0.40.6?x',
  'https://github.com/pocketbase/pocketbase/releases/tag/v0.40.6\n',
  'https://github.com/pocketbase/pocketbase/releases/download/v0.40.6/checksums.txt',
  'https://github.com/other/pocketbase/releases/tag/v0.40.6',
  'http://github.com/pocketbase/pocketbase/releases/tag/v0.40.6',
  'https://github.com:444/pocketbase/pocketbase/releases/tag/v0.40.6',
  'https://user@github.com/pocketbase/pocketbase/releases/tag/v0.40.6',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'smb://127.0.0.1:8090/',
  'mailto:a@example.com',
  'app://basekeeper/',
  '//127.0.0.1:8090/',
  '',
  'not an address',
])('B39: %s may not', (address) => {
  expect(isAllowedAddress(address, INSTANCES)).toBe(false);
});

test.each(['https://example.com/basekeeper.deb', 'https://example.com:8443/x', 'http://127.0.0.1:4000/basekeeper.deb'])(
  'the file of an update at %s is opened in the browser',
  (address) => {
    expect(isUpdateAddress(address)).toBe(true);
  },
);

test.each([
  'http://example.com/basekeeper.deb',
  'https://user@example.com/x',
  'smb://127.0.0.1/share',
  'file://127.0.0.1/etc/passwd',
  'vscode://127.0.0.1/x',
  'javascript:alert(1)',
  '',
])('whatever the feed says, %s is not', (address) => {
  expect(isUpdateAddress(address)).toBe(false);
});

const ADMIN = 'http://127.0.0.1:8090/_/#/settings/backups';

test('an admin UI may load itself again, and go about within itself', () => {
  expect(isWithinAdminUi(ADMIN, ADMIN)).toBe(true);
  expect(isWithinAdminUi(ADMIN, 'http://127.0.0.1:8090/_/')).toBe(true);
});

test.each([
  [ADMIN, 'http://127.0.0.1:8090/'],
  [ADMIN, 'http://127.0.0.1:8090/api/files/x/y/z.html'],
  [ADMIN, 'http://127.0.0.1:8090/_/../page.html'],
  [ADMIN, 'http://127.0.0.1:8091/_/'],
  [ADMIN, 'https://127.0.0.1:8090/_/'],
  [ADMIN, 'http://user@127.0.0.1:8090/_/'],
  [ADMIN, 'https://example.com/_/'],
  [ADMIN, ''],
  ['app://basekeeper/_/', ADMIN],
  ['http://127.0.0.1:8090/api/health', ADMIN],
  ['', ADMIN],
])('from %s it does not go to %s', (page, address) => {
  expect(isWithinAdminUi(page, address)).toBe(false);
});
