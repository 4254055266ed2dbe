import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'dotenv';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NO_LAUNCH_OPTIONS } from '../../shared/launch-options';
import { errorWords } from '../../shared/words/error-words';
import { environmentOf, environmentText, readEnvironmentFile, variablesIn } from './environment-file';

const PEM = '-----BEGIN PRIVATE KEY-----\nMIIB+a==\n-----END PRIVATE KEY-----\n';

describe('a .env file that is read', () => {
  const valuesIn = (text: string): Readonly<Record<string, string>> =>
    Object.fromEntries(variablesIn(text).variables.map(({ name, value }) => [name, value]));

  test('keeps quotes, several lines, comments and “export” as other tools do', () => {
    const text = `# of the shop\nexport HOST=mail.example.com # here\r\nEMPTY=\nQUOTED='a "b" #c'\nESCAPED="a\\nb"\nKEY="${PEM}"\nTICKS=\`it's\`\n`;
    expect(valuesIn(text)).toEqual({
      HOST: 'mail.example.com',
      EMPTY: '',
      QUOTED: 'a "b" #c',
      ESCAPED: 'a\nb',
      KEY: PEM,
      TICKS: "it's",
    });
    expect(variablesIn(text).ignoredLines).toEqual([]);
  });

  test('says which lines it leaves out', () => {
    const text = `A=1\nnot a variable\n\nB="two\nlines"\n=nothing\nMY VAR=1\n# comment\n`;
    expect(variablesIn(text).ignoredLines).toEqual([2, 6, 7]);
  });

  test.each([
    ['STRIPE_KEY', 'sk_live_1', true],
    ['API_TOKEN', 'abcd', true],
    ['DB_PASSWORD', 'hunter2', true],
    ['TLS', PEM, true],
    ['DATABASE_URL', 'postgres://me:pw@db/shop', true],
    ['DATABASE_URL', 'postgres://db/shop', false],
    ['STRIPE_PUBLIC_KEY', 'pk_live_1', false],
    ['MONKEY', 'banana', false],
    ['KEYBOARD', 'qwerty', false],
    ['SMTP_HOST', 'mail.example.com', false],
    // Too short to be kept as one.
    ['PIN_SECRET', '123', false],
  ])('%s=%j looks secret: %s', (name, value, expected) => {
    const [found] = variablesIn(`${name}="${value}"`).variables;
    expect(found?.looksSecret).toBe(expected);
  });

  test('says of each variable why it cannot be taken over', () => {
    const { variables } = variablesIn(`PATH=/bin\nGOOD=1\nBIG=${'x'.repeat(33 * 1024)}\n`);
    expect(variables.map(({ name, problem }) => [name, problem?.slice(0, 40) ?? null])).toEqual([
      ['PATH', 'must not be PATH or NODE_OPTIONS, nor be'],
      ['GOOD', null],
      ['BIG', 'must have at most 32 kB'],
    ]);
  });
});

describe('a chosen file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'basekeeper-env-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const said = async (path: string): Promise<string> => {
    const read = await readEnvironmentFile(path);
    return read.ok ? 'read' : errorWords(read.error).text.replace(folder, 'FOLDER');
  };

  test('is refused when it is no text', async () => {
    const path = join(folder, '.env');
    expect(await said(path)).toMatch(/^FOLDER\/\.env cannot be read \(ENOENT.* Choose another file\.$/);
    expect(await said(folder)).toBe('FOLDER is not a file. Choose another file.');
    writeFileSync(path, Buffer.from([0x41, 0x3d, 0xff, 0xfe]));
    expect(await said(path)).toBe('FOLDER/.env is not a text file in UTF-8. Choose another file.');
    writeFileSync(path, 'A=\0');
    expect(await said(path)).toBe('FOLDER/.env is not a text file. Choose another file.');
    truncateSync(path, 1024 * 1024 + 1);
    expect(await said(path)).toBe('FOLDER/.env is larger than 1 MB. Choose another file.');
    writeFileSync(path, '\ufeffA=1\n');
    expect(await readEnvironmentFile(path)).toMatchObject({
      ok: true,
      value: { fileName: '.env', variables: [{ name: 'A', value: '1' }], ignoredLines: [] },
    });
  });
});

describe('a .env file that is written', () => {
  test('is read as the same again, or says what is not in it', () => {
    const piece = fc.constantFrom('\\', "'", '"', '`', '\n', '\r', '#', ' ', '=', '$', '\\n', 'ä', 'x', '\t', '\u2028');
    const value = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 6 }), (values) => {
        const variables = values.map((one, index) => ({ name: `V${String(index)}`, value: one }));
        const { text, leftOut } = environmentText(variables);
        const missing = new Set(leftOut.map(({ name }) => name));
        const kept = variables.filter(({ name }) => !missing.has(name)).map((one) => [one.name, one.value]);
        expect(parse(text)).toEqual(Object.fromEntries(kept));
        expect(variablesIn(text).ignoredLines).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('keeps what people have', () => {
    const values = {
      A: 'plain',
      B: 'two words',
      C: PEM,
      D: '{"a": "it’s"}',
      E: '',
      F: '$HOME',
      G: 'C:\\new\\',
      H: "it's #1",
    };
    const { text, leftOut } = environmentText(Object.entries(values).map(([name, value]) => ({ name, value })));
    expect(leftOut).toEqual([]);
    expect(parse(text)).toEqual(values);
    expect(text).toContain(`A=plain\nB='two words'\nC='${PEM}'\n`);
  });

  const instance = {
    launchOptions: {
      ...NO_LAUNCH_OPTIONS,
      environment: [
        { name: 'HOST', secret: false, value: 'mail' },
        { name: 'TOKEN', secret: true, sealed: 'sealed' },
      ],
    },
  } as const;

  test('has secrets only when they are asked for', () => {
    const keeper = { open: () => 'sk_live' };
    expect(environmentOf(instance, false, keeper)).toEqual({
      ok: true,
      value: {
        text: 'HOST=mail\n# TOKEN is not in this file: it is a secret.\n',
        leftOut: [{ name: 'TOKEN', why: 'is a secret' }],
      },
    });
    expect(environmentOf(instance, true, keeper)).toEqual({
      ok: true,
      value: { text: 'HOST=mail\nTOKEN=sk_live\n', leftOut: [] },
    });
    expect(environmentOf(instance, true, { open: () => null })).toEqual({
      ok: false,
      error: { code: 'secrets-not-readable', names: ['TOKEN'] },
    });
  });
});
