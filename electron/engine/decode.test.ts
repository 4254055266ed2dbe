import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commands, type CommandName } from '../../shared/ipc';
import { WHOLE_OUTPUT } from '../../shared/output';
import { errorWords } from '../../shared/words/error-words';
import { decode, unknownCommand } from './decode';

const names = Object.keys(commands) as CommandName[];

const VALID = {
  name: 'blog',
  port: 8090,
  folder: '/data/blog',
  version: '0.40.6',
  superuser: { email: 'me@example.com', password: 'long enough' },
};

/** The sentence a person reads, or `accepted`. */
function said(name: CommandName, input: unknown): string {
  const decoded = decode(name, input);
  return decoded.ok ? 'accepted' : errorWords(decoded.error).text;
}

const saidOf = (changes: Record<string, unknown>): string => said('create-instance', { ...VALID, ...changes });
const saidOfSuperuser = (changes: Record<string, unknown>): string =>
  saidOf({ superuser: { ...VALID.superuser, ...changes } });

test.each<readonly [unknown, string]>([
  ['__proto__', '“__proto__” is not something Basekeeper can do.'],
  ['', '“” is not something Basekeeper can do.'],
  ['x'.repeat(10_000_000), `“${'x'.repeat(60)}…” is not something Basekeeper can do.`],
  ['a\nb\u202ec', '“a�b�c” is not something Basekeeper can do.'],
  [null, '“null” is not something Basekeeper can do.'],
  [7, '“7” is not something Basekeeper can do.'],
  [['start-instance'], '“a list” is not something Basekeeper can do.'],
  [{ toString: 1, valueOf: 1 }, '“an object” is not something Basekeeper can do.'],
  [Object.create(null), '“an object” is not something Basekeeper can do.'],
])('the answer to an unknown command says what was asked for, whatever it was', (name, text) => {
  expect(errorWords(unknownCommand(name)).text).toBe(text);
});

test('what is right is accepted, and what was typed becomes what is meant', () => {
  expect(decode('create-instance', { ...VALID, name: '  Cafe\u0301 ', port: '8091' })).toEqual({
    ok: true,
    value: { ...VALID, name: 'Café', port: 8091 },
  });
});

describe('each refusal names the field, the value and the rule', () => {
  const NUMBER = 'must be a whole number from 1 to 65535';

  test.each<readonly [unknown, string]>([
    ['', 'empty'],
    [' 80', '“ 80”'],
    ['8090abc', '“8090abc”'],
    ['0x1F90', '“0x1F90”'],
    ['1.5', '“1.5”'],
    ['-1', '“-1”'],
    ['0', '“0”'],
    ['65536', '“65536”'],
    ['9'.repeat(1000), `“${'9'.repeat(60)}…”`],
    [0, '0'],
    [-1, '-1'],
    [1.5, '1.5'],
    [65536, '65536'],
    [Number.NaN, 'NaN'],
    [null, 'null'],
    [undefined, 'missing'],
    [[8090], 'a list'],
    [{}, 'an object'],
  ])('B9: port %j', (port, shown) => {
    const inDangerZone = said('change-port', { instanceId: 'a'.repeat(15), port });
    expect(inDangerZone).toBe(saidOf({ port }));
    expect(saidOf({ port })).toBe(shown === 'empty' ? `Port ${NUMBER}.` : `Port ${NUMBER} (it is ${shown}).`);
  });

  test('which instance is to be stopped first', () => {
    const instance = 'a'.repeat(15);
    expect(said('start-instance', { instanceId: instance, stopFirst: 'b'.repeat(15) })).toBe('accepted');
    expect(said('start-instance', { instanceId: instance, stopFirst: '../b' })).toContain(
      'must be the id of an instance',
    );
    expect(said('leave-maintenance', { instanceId: instance, stopFirst: instance })).toBe('accepted');
    expect(said('enter-maintenance', { instanceId: instance, stopFirst: instance })).toContain(
      'must not have “stopFirst”',
    );
  });

  const INVISIBLE = 'must not contain control, invisible or text-direction characters';
  test.each<readonly [unknown, string]>([
    ['', 'Name must not be empty.'],
    ['   ', 'Name must not be empty (it is “   ”).'],
    ['x'.repeat(65), `Name must have at most 64 characters (it is “${'x'.repeat(60)}…”).`],
    ['a\nb', `Name ${INVISIBLE} (it is “a�b”).`],
    ['\u001b[31mred', `Name ${INVISIBLE} (it is “�[31mred”).`],
    ['\u202eevil', `Name ${INVISIBLE} (it is “�evil”).`],
    ['\u200b', `Name ${INVISIBLE} (it is “�”).`],
    [7, 'Name must be text (it is 7).'],
  ])('B1, B2: name %j', (name, text) => {
    expect(saidOf({ name })).toBe(text);
  });

  test.each(['..', '.', 'a/b', 'a\\b', 'CON', 'a.', 'x'.repeat(64), '🙂', '<b>'])(
    'B3, B5: name %j is only a label, so it is fine',
    (name) => {
      expect(saidOf({ name })).toBe('accepted');
    },
  );

  test.each<readonly [unknown, string]>([
    ['', 'Folder must not be empty.'],
    ['/a\0b', 'Folder must not contain a NUL character (it is “/a�b”).'],
    ['/a?b', 'Folder must not contain “?”: PocketBase would put its database elsewhere (it is “/a?b”).'],
  ])('B6, B7: folder %j', (folder, text) => {
    expect(saidOf({ folder })).toBe(text);
    expect(said('inspect-folder', { folder })).toBe(text);
  });

  test('a folder that is to be opened', () => {
    const opened = { folder: '/data/blog', name: 'blog', port: '8090', version: '0.22.27' };
    expect(said('inspect-folder', { folder: '/data/blog' })).toBe('accepted');
    expect(said('inspect-folder', { folder: ['/data/blog'] })).toContain('Folder must be text');
    expect(said('open-folder-as-instance', opened)).toBe('accepted');
    expect(said('open-folder-as-instance', { ...opened, port: '0x1F90' })).toContain('Port must be a whole number');
    expect(said('open-folder-as-instance', { ...opened, name: '\u200b' })).toContain('Name must not contain');
    expect(said('open-folder-as-instance', { ...opened, version: '../0.40.6' })).toContain('Version must be a version');
    expect(said('open-folder-as-instance', { ...opened, id: 'a'.repeat(15) })).not.toBe('accepted');
  });

  test.each(['latest', '../0.40.6', '0.40', '0.40.6-rc1', 'v0.40.6', '0.40.6\n', '99999.0.0'])(
    'B16: version %j',
    (version) => {
      expect(saidOf({ version })).toContain('Version must be a version such as 0.40.6 (it is “');
    },
  );

  test('B19, B20: superuser', () => {
    expect(saidOfSuperuser({ email: 'nobody' })).toBe(
      'E-mail must be an address such as name@example.com (it is “nobody”).',
    );
    expect(saidOfSuperuser({ email: `${'a'.repeat(250)}@example.com` })).toContain(
      'E-mail must have at most 255 characters',
    );
    expect(saidOfSuperuser({ password: 'short' })).toBe('Password must have at least 8 characters.');
    expect(saidOfSuperuser({ password: 'é'.repeat(37) })).toBe('Password must have at most 72 bytes.');
    expect(saidOfSuperuser({ password: 'line\nbreak!' })).toBe(
      'Password must not contain line breaks or control characters.',
    );
    expect(saidOfSuperuser({ password: '-leading-dash' })).toBe('accepted');
  });

  const saidOfOptions = (options: Record<string, unknown>): string =>
    said('set-instance-options', { instanceId: 'a'.repeat(15), ...options });

  test.each<readonly [unknown, string]>([
    ['0', '“0”'],
    [0, '0'],
    ['11', '“11”'],
    [11, '11'],
    [-1, '-1'],
    ['1.5', '“1.5”'],
    [2.5, '2.5'],
    ['three', '“three”'],
    [' 3', '“ 3”'],
    ['0x3', '“0x3”'],
    ['', 'empty'],
    ['9'.repeat(1000), `“${'9'.repeat(60)}…”`],
    [Number.NaN, 'NaN'],
    [undefined, 'missing'],
    [null, 'null'],
    [[3], 'a list'],
    [true, 'true'],
  ])('tries %j', (tries, shown) => {
    const is = shown === 'empty' ? '' : ` (it is ${shown})`;
    expect(saidOfOptions({ restartPolicy: { tries, windowMinutes: 10 } })).toBe(
      `Tries must be a whole number from 1 to 10${is}.`,
    );
  });

  test.each(['0', '121', 121, '1e1', '٣', {}])('minutes %j', (windowMinutes) => {
    expect(saidOfOptions({ restartPolicy: { tries: 3, windowMinutes } })).toContain(
      'Minutes must be a whole number from 1 to 120 (it is ',
    );
  });

  test('what follows when it ends or stops answering', () => {
    expect(saidOfOptions({ restartPolicy: { tries: '10', windowMinutes: '120' } })).toBe('accepted');
    expect(saidOfOptions({ restartPolicy: { tries: 1, windowMinutes: 1 } })).toBe('accepted');
    expect(saidOfOptions({ restartPolicy: null, whenUnresponsive: 'warning' })).toBe('accepted');
    expect(saidOfOptions({ muted: 'yes' })).toBe('Notifications off must be true or false (it is “yes”).');
    const RULE = 'Restart automatically must be null or say how many tries within how many minutes';
    for (const [policy, shown] of [
      ['on', '“on”'],
      [true, 'true'],
      [3, '3'],
      [[], 'a list'],
    ] as const)
      expect(saidOfOptions({ restartPolicy: policy })).toBe(`${RULE} (it is ${shown}).`);
    expect(saidOfOptions({ restartPolicy: { tries: 0, windowMinutes: 0 } })).toBe(
      'Tries must be a whole number from 1 to 10 (it is 0). Minutes must be a whole number from 1 to 120 (it is 0).',
    );
    expect(saidOfOptions({ restartPolicy: { tries: 3, windowMinutes: 10, delayMs: 0 } })).toContain(
      'must not have “delayMs”',
    );
    for (const [choice, shown] of [
      ['restart', '“restart”'],
      [null, 'null'],
      [true, 'true'],
      [['warning'], 'a list'],
    ] as const)
      expect(saidOfOptions({ whenUnresponsive: choice })).toBe(
        `When PocketBase stops answering must be “maintenance” or “warning” (it is ${shown}).`,
      );
  });

  test('B12: nothing but the loopback address; arguments, environment and key have a command of their own', () => {
    expect(saidOf({ host: '0.0.0.0' })).toBe('The input must not have “host” (it is an object).');
    expect(saidOfOptions({ host: '0.0.0.0' })).toContain('must not have “host”');
    for (const field of ['arguments', 'environment', 'encryptionKey', 'networkAccess']) {
      expect(saidOf({ [field]: 'x' })).toContain(`must not have “${field}”`);
      expect(saidOfOptions({ [field]: 'x' })).toContain(`must not have “${field}”`);
    }
  });

  test('fields nobody knows', () => {
    expect(said('start-instance', { instanceId: 'a'.repeat(15), force: true })).toContain('must not have “force”');
    expect(saidOf({ ['x'.repeat(10_000_000)]: 1 }).length).toBeLessThan(200);
    expect(saidOf(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`extra${String(i)}`, 1])))).toContain(
      'must not have “extra0”, “extra1”, “extra2” and 997 more',
    );
    expect(saidOf({ 'a\u202eb\n': 1 })).toContain('must not have “a�b�”');
  });
});

test('strange shapes are refused and never throw', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  const polluted: unknown = JSON.parse('{"__proto__":{"instanceId":"aaaaaaaaaaaaaaa"}}');
  for (const input of [
    undefined,
    null,
    0,
    '',
    [],
    cyclic,
    polluted,
    'x'.repeat(10_000_000),
    () => 0,
    Symbol('x'),
    1n,
  ]) {
    expect(decode('start-instance', input).ok).toBe(false);
    expect(decode('create-instance', input).ok).toBe(false);
  }
  expect(({} as Record<string, unknown>)['instanceId']).toBeUndefined();
});

test('whatever is sent, nothing throws, and nothing unknown gets through', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.anything({ withBigInt: true, withNullPrototype: true }),
      (name, input) => {
        const decoded = decode(name, input);
        if (!decoded.ok) errorWords(decoded.error);
        else if (decoded.value !== undefined) expect(Object.keys(decoded.value)).toEqual(Object.keys(input as object));
      },
    ),
    { numRuns: 5000 },
  );
});

const ACCEPTED: { readonly [Name in CommandName]?: object } = {
  'create-instance': VALID,
  'start-instance': { instanceId: 'a'.repeat(15) },
  'enter-maintenance': { instanceId: 'a'.repeat(15) },
  'leave-maintenance': { instanceId: 'a'.repeat(15) },
  'change-port': { instanceId: 'a'.repeat(15), port: 8090 },
  'set-network-access': { instanceId: 'a'.repeat(15), revision: 0, networkAccess: 'network' },
  'suggest-port': { instanceId: 'a'.repeat(15) },
  'set-instance-options': { instanceId: 'a'.repeat(15), restartPolicy: { tries: 3, windowMinutes: '10' } },
  'set-backup-options': { instanceId: 'a'.repeat(15), folder: null },
  'set-settings': { theme: 'dark' },
  'get-incident': { instanceId: 'a'.repeat(15), incidentId: 'b'.repeat(15) },
  'watch-instance': { instanceId: null },
  'dismiss-notice': { noticeId: 'x' },
  'rename-instance': { instanceId: 'a'.repeat(15), name: 'blog' },
  'delete-instance': { instanceId: 'a'.repeat(15), name: 'blog', backUpFirst: true },
  'move-instance': { instanceId: 'a'.repeat(15), folder: '/data/blog' },
  'save-superuser': { instanceId: 'a'.repeat(15), ...VALID.superuser },
  'copy-text': { text: '' },
  'search-output': { instanceId: 'a'.repeat(15), text: 'x', filter: WHOLE_OUTPUT },
  'read-output': { instanceId: 'a'.repeat(15), filter: WHOLE_OUTPUT, place: { kind: 'newest' }, count: 1 },
  'install-version': { version: '0.40.6' },
};

test('an input that is right is refused as soon as it has one field too many', () => {
  const inputs = Object.entries(ACCEPTED) as [CommandName, object][];
  for (const [name, input] of inputs) expect(decode(name, input).ok, name).toBe(true);
  fc.assert(
    fc.property(fc.constantFrom(...inputs), fc.string({ minLength: 1 }), fc.anything(), ([name, input], key, value) => {
      const schema = commands[name].input;
      fc.pre('shape' in schema && !Object.hasOwn(schema.shape, key) && key !== '__proto__');
      expect(said(name, { ...input, [key]: value })).toContain('must not have “');
    }),
    { numRuns: 1000 },
  );
});

test('a command without an input takes none', () => {
  for (const name of names.filter((one) => decode(one, undefined).ok))
    for (const input of [null, {}, [], 0, '', false]) expect(decode(name, input).ok, name).toBe(false);
});
