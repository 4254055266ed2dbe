import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lacksInWords } from '../../shared/versions';
import { TEST_VERSIONS } from '../testing/test-versions';
import { abilitiesOf, askAbilities, knowsCommand, lacksOf, whyNotServable } from './abilities';
import { foldersOf, serveArguments } from './arguments';
import { NO_OPENED_LAUNCH_OPTIONS } from './opened-launch-options';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'basekeeper-abilities-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that answers with this help, and counts how often it is asked. */
function program(own: string, serve: string): string {
  const path = join(folder, 'shop');
  writeFileSync(
    path,
    `#!/bin/sh\necho asked >> ${JSON.stringify(join(folder, 'asked'))}\nls -A . > ${JSON.stringify(join(folder, 'seen'))}\n` +
      `[ "$1" = serve ] && cat <<'END' || cat <<'OTHER'\n${serve}\nEND\n${own}\nOTHER\n`,
  );
  chmodSync(path, 0o755);
  return path;
}

const record = (changes: object): void => {
  const complete = {
    formatVersion: 1,
    version: '0.36.8',
    sha256: 'a'.repeat(64),
    source: 'chosen-by-hand',
    installedAt: new Date().toISOString(),
    ...changes,
  };
  writeFileSync(join(folder, 'version.json'), JSON.stringify(complete));
};

/** As PocketBase 0.36.8 prints it, built as a library without plugins. */
const OWN_HELP = `shopd CLI

Usage:
  shopd [command]

Available Commands:
  serve       Starts the web server (default to 127.0.0.1:8090 if no domain is specified)
  superuser   Manage superusers

Flags:
      --dir string             the PocketBase data directory
`;
const SERVE_HELP = `Flags:
  -h, --help              help for serve
      --http string       TCP address to listen for the HTTP server
      --origins strings   CORS allowed domain origins list (default [*])

Global Flags:
      --dev                    enable dev mode, aka. printing logs and sql statements to the console
      --dir string             the PocketBase data directory
      --encryptionEnv string   the env variable whose value of 32 characters will be used
                               as --encryption key for the app settings (default none)
      --queryTimeout int       the default SELECT queries timeout in seconds (default 30)
`;

describe('a build of one’s own', () => {
  test('from before such were asked is asked once, in an empty folder, and given only the flags it knows', async () => {
    const path = program(OWN_HELP, SERVE_HELP);
    record({});
    const abilities = await abilitiesOf(path);
    expect(abilities).toEqual({
      flags: ['help', 'http', 'origins', 'dev', 'dir', 'encryptionEnv', 'queryTimeout'],
      commands: ['serve', 'superuser'],
    });
    expect(await abilitiesOf(path)).toBe(abilities);
    expect(readdirSync(folder).sort()).toEqual(['asked', 'seen', 'shop', 'version.json']);
    // Once for each of the two helps.
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe('asked\nasked\n');
    expect(readFileSync(join(folder, 'seen'), 'utf8')).toBe('');
    const given = { ...NO_OPENED_LAUNCH_OPTIONS, serveArguments: ['--hooksPool=3'] };
    expect(serveArguments(foldersOf('/data'), 8090, given, 'this-computer', abilities)).toEqual([
      'serve',
      '--http=127.0.0.1:8090',
      '--dir=/data/pb_data',
      '--dev=false',
      // What a person chose is not left out in silence.
      '--hooksPool=3',
    ]);
  });

  test('is not asked where its record says it, nor where others have built it', async () => {
    const path = program(OWN_HELP, SERVE_HELP);
    const abilities = { flags: ['dir', 'http'], commands: ['serve'] };
    record({ abilities });
    expect(await abilitiesOf(path)).toEqual(abilities);
    const official = program(`${OWN_HELP}\n`, SERVE_HELP);
    record({ source: 'official-release' });
    expect(await abilitiesOf(official)).toBeNull();
    expect(existsSync(join(folder, 'asked'))).toBe(false);
  });

  test('says what it lacks', async () => {
    const abilities = await askAbilities(program(OWN_HELP, SERVE_HELP));
    expect(knowsCommand(abilities, 'migrate')).toBe(false);
    expect(lacksInWords(lacksOf(abilities))).toBe('runs no hooks, serves no pb_public, cannot set passwords');
    expect(whyNotServable(abilities)).toBeNull();
  });

  test('that cannot be told where the data is cannot be used', async () => {
    const abilities = await askAbilities(program(OWN_HELP, SERVE_HELP.replaceAll(/^ +--dir .*$/gm, '')));
    expect(whyNotServable(abilities)).toBe('has no flag --dir for “serve”, and could not be told what to serve');
  });

  test('that says nothing is taken for one that knows everything', async () => {
    const abilities = await askAbilities(program('', ''));
    expect(abilities).toBeNull();
    expect(lacksInWords(lacksOf(abilities))).toBeNull();
    expect(serveArguments(foldersOf('/data'), 8090, undefined, 'this-computer', abilities)).toHaveLength(7);
  });
});

test.each(['0.22.27', '0.23.12', '0.28.4', '0.36.9', '0.39.11', '0.40.6'])(
  'the official PocketBase %s lacks nothing',
  async (version) => {
    const abilities = await askAbilities(join(TEST_VERSIONS, version, 'pocketbase'));
    expect(abilities?.commands).toEqual(expect.arrayContaining(['serve', 'migrate']));
    expect(lacksOf(abilities)).toEqual([]);
    expect(serveArguments(foldersOf('/data'), 8090, undefined, 'this-computer', abilities)).toHaveLength(7);
  },
);
