import { describe, expect, test } from 'vitest';
import { errorWords } from '../../shared/words/error-words';
import { decode } from './decode';

const INSTANCE = { instanceId: 'a'.repeat(15), revision: 0 };
const RIGHT = { ...INSTANCE, environment: [], arguments: [] };

/** The sentence a person reads, or `accepted`. */
function said(changes: Record<string, unknown>): string {
  const decoded = decode('set-launch-options', { ...RIGHT, ...changes });
  return decoded.ok ? 'accepted' : errorWords(decoded.error).text;
}
const saidOfName = (name: unknown): string => said({ environment: [{ name, secret: false, value: 'x' }] });
const saidOfValue = (value: unknown, secret: unknown = false): string =>
  said({ environment: [{ name: 'A', secret, value }] });
const saidOfArgument = (text: unknown): string => said({ arguments: [text] });

test('what is right is accepted', () => {
  expect(said({})).toBe('accepted');
  const environment = [
    { name: 'SMTP_HOST', secret: false, value: '' },
    { name: 'smtp.host-2', secret: false, value: 'ä\n "quoted"' },
    { name: 'HTTP_PROXY', secret: false, value: 'http://proxy:3128' },
    { name: 'STRIPE_KEY', secret: true, value: 'sk_live_1' },
    { name: 'KEPT', secret: true, value: null },
  ];
  expect(said({ environment, encryptionKey: 'k'.repeat(32), arguments: ['--queryTimeout=60'] })).toBe('accepted');
  expect(said({ encryptionKey: null })).toBe('accepted');
});

describe('B14: variables of the environment', () => {
  const RESERVED =
    'Name of variable 1 must not be PATH or NODE_OPTIONS, nor begin with LD_, DYLD_, ELECTRON_ or BASEKEEPER_: these decide which programs are run, or are Basekeeper’s own';

  test.each<readonly [unknown, string]>([
    ['', 'Name of variable 1 must not be empty.'],
    ['A=B', 'Name of variable 1 must not contain “=” (it is “A=B”).'],
    ['A\0B', 'Name of variable 1 must not contain a NUL character (it is “A�B”).'],
    ['A B', 'Name of variable 1 must not contain spaces or control characters (it is “A B”).'],
    ['A\nB', 'Name of variable 1 must not contain spaces or control characters (it is “A�B”).'],
    ['x'.repeat(256), `Name of variable 1 must have at most 255 characters (it is “${'x'.repeat(60)}…”).`],
    [7, 'Name of variable 1 must be text (it is 7).'],
    ...[
      'PATH',
      'Path',
      'NODE_OPTIONS',
      'LD_PRELOAD',
      'LD_LIBRARY_PATH',
      'DYLD_INSERT_LIBRARIES',
      'ELECTRON_RUN_AS_NODE',
      'BASEKEEPER_RUN',
      'BASEKEEPER_ENCRYPTION_KEY',
    ].map((name) => [name, `${RESERVED} (it is “${name}”).`] as const),
  ])('the name %j', (name, text) => {
    expect(saidOfName(name)).toBe(text);
  });

  test('values', () => {
    expect(saidOfValue('a\0b')).toBe('Value of variable 1 must not contain a NUL character (it is “a�b”).');
    expect(saidOfValue('x'.repeat(32 * 1024))).toBe('accepted');
    expect(saidOfValue('x'.repeat(32 * 1024 + 1))).toBe(
      `Value of variable 1 must have at most 32 kB (it is “${'x'.repeat(60)}…”).`,
    );
    expect(saidOfValue('\ud800')).toContain('Value of variable 1 must not contain halves of characters');
    expect(saidOfValue(null)).toBe('Value of variable 1 must be text (it is null).');
    const full = { secret: false, value: 'x'.repeat(32 * 1024) };
    expect(said({ environment: ['A', 'B', 'C'].map((name) => ({ name, ...full })) })).toBe(
      'The environment must have at most 64 kB in all values together (it is a list).',
    );
  });

  test('each name once, and not too many', () => {
    const one = { name: 'A', secret: false, value: '1' };
    expect(said({ environment: [one, { ...one, value: '2' }] })).toBe(
      'Name of variable 2 must be given only once (it is “A”).',
    );
    const many = Array.from({ length: 101 }, (_, index) => ({ ...one, name: `A${String(index)}` }));
    expect(said({ environment: many })).toBe('The environment must have at most 100 variables (it is a list).');
  });

  test('a refused secret is never repeated, nor what might be one', () => {
    const secret = 'geheim\0 and more';
    for (const kind of [true, 'yes', null]) expect(saidOfValue(secret, kind)).not.toContain('geheim');
    expect(saidOfValue(secret, true)).toBe('Value of variable 1 must not contain a NUL character.');
    expect(saidOfValue('abc', true)).toBe(
      'Value of variable 1 must have at least 4 characters, or it could not be found and removed in the output.',
    );
  });
});

describe('folders in front of PATH', () => {
  const saidOfFolder = (folder: unknown): string => said({ pathFolders: [folder] });

  test.each(['/home/me/bin', '/with space/ä', 'C:\\Tools', 'C:/Tools', '\\\\server\\tools'])('%s', (folder) => {
    expect(saidOfFolder(folder)).toBe('accepted');
  });

  test.each<readonly [unknown, string]>([
    ['', 'must be a whole path, such as /home/me/bin.'],
    ['bin', 'must be a whole path, such as /home/me/bin (it is “bin”).'],
    ['~/bin', 'must be a whole path, such as /home/me/bin (it is “~/bin”).'],
    ['/a:/b', 'must not contain “:”, which stands between folders (it is “/a:/b”).'],
    ['/a;/b', 'must not contain “;” (it is “/a;/b”).'],
    ['/a\n/b', 'must not contain line breaks or control characters (it is “/a�/b”).'],
    ['/a\0', 'must not contain line breaks or control characters (it is “/a�”).'],
    [7, 'must be text (it is 7).'],
    [`/${'x'.repeat(1000)}`, `must have at most 1000 characters (it is “/${'x'.repeat(59)}…”).`],
  ])('%j is refused', (folder, rule) => {
    expect(saidOfFolder(folder)).toBe(`Folder 1 in front of PATH ${rule}`);
  });

  test('each once, and not too many', () => {
    expect(said({ pathFolders: ['/a', '/a'] })).toBe('Folder 2 in front of PATH must be given only once (it is “/a”).');
    const many = Array.from({ length: 21 }, (_, index) => `/${String(index)}`);
    expect(said({ pathFolders: many })).toBe('Folders in front of PATH must have at most 20 folders (it is a list).');
    expect(said({ pathFolders: '/a' })).toContain('Folders in front of PATH must be a list of folders');
  });
});

describe('B15: the encryption key', () => {
  test.each(['', 'k'.repeat(31), 'k'.repeat(33)])('%j has not 32 characters', (encryptionKey) => {
    expect(said({ encryptionKey })).toBe('Encryption key must have exactly 32 characters.');
  });

  test.each([`${'k'.repeat(31)} `, `${'k'.repeat(31)}é`])(
    '%j would have other bytes than characters',
    (encryptionKey) => {
      expect(said({ encryptionKey })).toBe(
        'Encryption key must have only letters, digits and signs of the English alphabet, and no spaces.',
      );
    },
  );
});

describe('B13: extra arguments', () => {
  test.each([
    '--origins=https://example.com',
    '--origins=*',
    '--origins=https://a.example,capacitor://localhost,http://localhost:5173',
    '--queryTimeout=120',
    '--hooksPool=30',
    '--hooksWatch=false',
    '--indexFallback=false',
    '--automigrate=false',
    '--dev=true',
  ])('%s', (text) => {
    expect(saidOfArgument(text)).toBe('accepted');
  });

  test.each<readonly [unknown, string]>([
    ['', 'must not be empty.'],
    [
      'example.com',
      'must begin with two dashes: PocketBase takes a bare word for a domain, and would open the ports 80 and 443 to everybody (it is “example.com”).',
    ],
    ['-h', 'must begin with two dashes and the name of a flag (it is “-h”).'],
    ['--', 'must begin with two dashes and the name of a flag (it is “--”).'],
    ['--=1', 'must begin with two dashes and the name of a flag (it is “--=1”).'],
    [
      '--http=0.0.0.0:80',
      'must not be --http: the port is changed under General, and whether other devices can connect in the Danger Zone (it is “--http=0.0.0.0:80”).',
    ],
    ['--https', 'must not be --https: Basekeeper serves without certificates'],
    ['--dir=/etc', 'must not be --dir: the data is always in the folder of the instance (it is “--dir=/etc”).'],
    ['--hooksDir=/x', 'must not be --hooksDir: hooks are always'],
    ['--migrationsDir=/x', 'must not be --migrationsDir: migrations are always'],
    ['--publicDir=/x', 'must not be --publicDir: public files are always'],
    ['--encryptionEnv=PATH', 'must not be --encryptionEnv: enter the encryption key in its own field'],
    [
      '--proxy=1',
      'must be one of --automigrate, --dev, --hooksPool, --hooksWatch, --indexFallback, --origins, --queryTimeout (it is “--proxy=1”).',
    ],
    ['--ORIGINS=*', 'must be one of --automigrate'],
    [
      '--queryTimeout',
      'must have its value after an equals sign, as in --queryTimeout=…, a whole number from 1 to 3600',
    ],
    ['--queryTimeout 60', 'must have its value after an equals sign'],
    ['--queryTimeout=-1', 'must not have a value that begins with a dash (it is “--queryTimeout=-1”).'],
    ['--queryTimeout=0', 'must have as its value a whole number from 1 to 3600 (it is “--queryTimeout=0”).'],
    ['--queryTimeout=1.5', 'must have as its value a whole number'],
    ['--dev=yes', 'must have as its value true or false'],
    ['--origins=example.com', 'must have as its value * or addresses such as https://example.com'],
    ['--origins=https://example.com/path', 'must have as its value * or addresses'],
    ['--origins=https://a b', 'must have as its value * or addresses'],
    ['--origins=https://a\n--http=0.0.0.0:80', 'must have as its value * or addresses'],
    [7, 'must be text (it is 7).'],
  ])('%j is refused', (text, words) => {
    expect(saidOfArgument(text)).toContain(`Argument 1 ${words}`);
  });

  test('each flag once', () => {
    expect(said({ arguments: ['--dev=true', '--dev=false'] })).toBe(
      'Argument 2 must be given only once (it is “--dev=false”).',
    );
  });
});

test('F58: whoever saves has to say what was looked at', () => {
  expect(said({ revision: undefined })).toBe('revision must be a number (it is missing).');
  expect(said({ revision: -1 })).toContain('must not be negative');
  expect(said({ revision: 0.5 })).toContain('must be a whole number');
});

describe('B12: who can connect', () => {
  const saidOfReach = (networkAccess: unknown, more: object = {}): string => {
    const decoded = decode('set-network-access', { ...INSTANCE, networkAccess, ...more });
    return decoded.ok ? 'accepted' : errorWords(decoded.error).text;
  };

  test('is one of two, and never a host', () => {
    expect(saidOfReach('this-computer')).toBe('accepted');
    expect(saidOfReach('network')).toBe('accepted');
    const rule = 'Reachable from other devices must be “this-computer” or “network”';
    for (const [given, shown] of [
      ['0.0.0.0', '“0.0.0.0”'],
      ['127.0.0.1', '“127.0.0.1”'],
      ['::', '“::”'],
      ['192.168.1.5', '“192.168.1.5”'],
      ['example.com', '“example.com”'],
      ['network:80', '“network:80”'],
      ['Network', '“Network”'],
      ['', 'empty'],
      [true, 'true'],
      [null, 'null'],
      [['network'], 'a list'],
    ] as const)
      expect(saidOfReach(given)).toBe(shown === 'empty' ? `${rule}.` : `${rule} (it is ${shown}).`);
  });

  test('says on which revision, and comes along with nothing else', () => {
    expect(saidOfReach('network', { revision: -1 })).toContain('must not be negative');
    expect(saidOfReach('network', { minutes: 15 })).toBe('accepted');
    expect(saidOfReach('network', { minutes: null })).toBe('accepted');
    for (const minutes of [0, 1441, 1.5, -1, 'long', Infinity])
      expect(saidOfReach('network', { minutes })).not.toBe('accepted');
    expect(saidOfReach('network', { host: '0.0.0.0' })).toContain('must not have “host”');
    expect(said({ networkAccess: 'network' })).toContain('must not have “networkAccess”');
    expect(saidOfArgument('--http=0.0.0.0:8090')).toBe(
      'Argument 1 must not be --http: the port is changed under General, and whether other devices can connect in the Danger Zone (it is “--http=0.0.0.0:8090”).',
    );
  });
});
