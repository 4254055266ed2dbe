import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { folderPath, instanceId, instanceName, NAME_MAX_LENGTH, portNumber, superuser, versionNumber } from './input';

/** The rules an input breaks, each once. */
function broken(schema: z.ZodType, input: unknown): readonly string[] {
  const decoded = schema.safeParse(input);
  return decoded.success ? [] : decoded.error.issues.map(({ message }) => message);
}

describe('names', () => {
  const INVISIBLE = 'must not contain control, invisible or text-direction characters';
  test.each([
    ['a control character', 'a\u0007b'],
    ['a line break', 'a\nb'],
    ['a tab', 'a\tb'],
    ['an escape sequence', '\u001b[31mred\u001b[0m'],
    ['an eight-bit escape sequence', '\u009b31mred'],
    ['a right-to-left override', 'a\u202eb'],
    ['an isolate', 'a\u2066b'],
    ['a right-to-left mark', 'a\u200fb'],
    ['an Arabic letter mark', 'a\u061cb'],
    ['a zero-width space', 'a\u200bb'],
    ['nothing but zero width', '\u200b\u200b'],
    ['a word joiner', 'a\u2060b'],
    ['a line separator', 'a\u2028b'],
    ['a soft hyphen', 'a\u00adb'],
    ['nothing but a soft hyphen', '\u00ad'],
    ['an invisible operator', 'a\u2063b'],
    ['an invisible tag', `a${String.fromCodePoint(0xe0041)}b`],
    ['nothing but a Hangul filler', '\u3164'],
    ['half a character', 'a\ud83d'],
  ])('with %s are refused', (_what, name) => {
    expect(broken(instanceName, name)).toEqual([INVISIBLE]);
  });

  test.each(['', ' ', '\t\n', '\u00a0', '\u3000', '\ufeff'])('that are empty (%j) are refused', (name) => {
    expect(broken(instanceName, name)).toEqual(['must not be empty']);
  });

  test.each([[null], [7], [['a']], [{}], [undefined], [true]])('that are no text (%j) are refused', (name) => {
    expect(broken(instanceName, name)).toEqual(['must be text']);
  });

  test('have at most 64 characters, as a person counts them', () => {
    expect(instanceName.parse('x'.repeat(NAME_MAX_LENGTH))).toHaveLength(NAME_MAX_LENGTH);
    expect(broken(instanceName, 'x'.repeat(NAME_MAX_LENGTH + 1))).toEqual(['must have at most 64 characters']);
    expect(broken(instanceName, '🙂'.repeat(NAME_MAX_LENGTH))).toEqual([]);
    expect(broken(instanceName, '🙂'.repeat(NAME_MAX_LENGTH + 1))).toEqual(['must have at most 64 characters']);
  });

  test.each(['Bücher', 'блог', '博客', 'مدونة', 'a/b', '..', 'it’s; rm -rf', '<img src=x onerror=alert(1)>', '🙂'])(
    'such as %s are labels and fine',
    (name) => {
      expect(instanceName.parse(` ${name} `)).toBe(name);
    },
  );

  test('that look the same become the same', () => {
    expect(instanceName.parse('Cafe\u0301')).toBe(instanceName.parse('Café'));
  });
});

describe('ports', () => {
  test('are whole numbers from 1 to 65535, as a number or as it is typed, and nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: -70_000, max: 70_000 }), (port) => {
        const fits = port >= 1 && port <= 65535;
        expect(portNumber.safeParse(port).success).toBe(fits);
        expect(portNumber.safeParse(String(port)).success).toBe(fits);
        if (fits) expect(portNumber.parse(String(port))).toBe(port);
      }),
    );
  });

  test.each(['', ' 80', '80 ', '+80', '080', '8090abc', '0x1F90', '1e3', '１２３', '8090\n', '9'.repeat(100_000)])(
    '%j is not one',
    (port) => {
      expect(broken(portNumber, port)).toEqual(['must be a whole number from 1 to 65535']);
    },
  );

  test.each([[1.5], [Number.NaN], [Infinity], [[8090]], [{}], [null], [true], [8090n]])('%s is not one', (port) => {
    expect(broken(portNumber, port)).toEqual(['must be a whole number from 1 to 65535']);
  });
});

describe('superusers', () => {
  const email = 'me@example.com';
  const password = 'long enough';

  test.each(['', 'me', 'me@', '@example.com', 'me@example', 'a b@example.com', 'a@b@example.com', 'me@example.com\n'])(
    'e-mail %j is refused',
    (bad) => {
      expect(broken(superuser, { email: bad, password })).toEqual(['must be an address such as name@example.com']);
    },
  );

  test('an e-mail address has at most 255 characters', () => {
    expect(broken(superuser, { email: `${'a'.repeat(250)}@example.com`, password })).toEqual([
      'must have at most 255 characters',
    ]);
  });

  test.each([
    ['1234567', 'must have at least 8 characters'],
    ['x'.repeat(73), 'must have at most 72 bytes'],
    ['é'.repeat(37), 'must have at most 72 bytes'],
    ['🙂'.repeat(19), 'must have at most 72 bytes'],
    ['line\nbreak', 'must not contain line breaks or control characters'],
    ['nul\0nul nul', 'must not contain line breaks or control characters'],
  ])('password %j is refused', (bad, rule) => {
    expect(broken(superuser, { email, password: bad })).toEqual([rule]);
  });

  test.each(['12345678', 'x'.repeat(72), '🙂'.repeat(18), '-starts-with-a-dash', ' spaces stay '])(
    'password %j is fine and stays as it is',
    (good) => {
      expect(superuser.parse({ email, password: good })).toEqual({ email, password: good });
    },
  );

  test('bytes are counted as they are sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 8, maxLength: 80 }), (text) => {
        const tooLong = Buffer.byteLength(text) > 72;
        expect(broken(superuser, { email, password: text }).includes('must have at most 72 bytes')).toBe(tooLong);
      }),
    );
  });
});

test.each(['latest', '../0.40.6', '0.40', '0.40.6-rc.1', 'v0.40.6', ' 0.40.6', '0.40.6\n', '99999.0.0', '', '٠.٤٠.٦'])(
  'version %j is refused',
  (version) => {
    expect(broken(versionNumber, version)).toEqual(['must be a version such as 0.40.6']);
  },
);

test.each<readonly [string, readonly string[]]>([
  ['', ['must not be empty']],
  ['/a?b', ['must not contain “?”: PocketBase would put its database elsewhere']],
  ['/a\0b', ['must not contain a NUL character']],
  [`/${'x'.repeat(1000)}`, ['must have at most 1000 characters']],
  ['/data/it’s a “folder”; $(rm) & more', []],
])('folder %j breaks %j', (folder, rules) => {
  expect(broken(folderPath, folder)).toEqual(rules);
});

test.each([
  '',
  'a'.repeat(14),
  'a'.repeat(16),
  'A'.repeat(15),
  '../../../../etc',
  'aaaaaaaaaaaaaa\n',
  'aaaaaaa/aaaaaaa',
])('%j is not an id', (id) => {
  expect(broken(instanceId, id)).toEqual(['must be the id of an instance']);
});
