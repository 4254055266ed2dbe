import { expect, test } from 'vitest';
import { notesFor } from '../release-notes';
import { commandLine } from './command-line-files';
import { feedAddress } from './configuration';
import { controlFile } from './deb';
import { parseFpmArguments } from './fpm-arguments';
import { manualPage } from './manual-page';
import { licencesFile, problemsOf } from './third-party';

const GIVEN = [
  ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libnss3', '-d', 'libc6 (>= 2.28)', '--deb-recommends', 'dbus-bin'],
  ...['--deb-compression', 'xz', '--architecture', 'amd64', '--after-install', '/scripts/after-install.sh'],
  ...['--description', '\n Short', '--version', '1.0.0~beta.1', '--package', '/out/x.deb', '--name', 'basekeeper'],
  ...['--maintainer', 'Somebody <somebody@example.com>', '--description', 'Keeps things.\nIn more words.\n\nAnd more.'],
  ...['--deb-compression', 'none', '/built/=/opt/Basekeeper', '/icon.png=/usr/share/icons/basekeeper.png'],
];

test('what electron-builder asks of fpm is understood; of what is said twice the last counts', () => {
  expect(parseFpmArguments(GIVEN)).toMatchObject({
    type: 'deb',
    output: '/out/x.deb',
    architecture: 'amd64',
    compression: 'none',
    depends: ['libnss3', 'libc6 (>= 2.28)'],
    scripts: { afterInstall: '/scripts/after-install.sh', beforeRemove: undefined },
    files: [
      { from: '/built', to: '/opt/Basekeeper' },
      { from: '/icon.png', to: '/usr/share/icons/basekeeper.png' },
    ],
  });
});

test('what is not understood is refused, so that nothing is left out of a package without a word', () => {
  expect(() => parseFpmArguments([...GIVEN, '--deb-systemd', 'x.service'])).toThrow('--deb-systemd is not known here');
  expect(() => parseFpmArguments([...GIVEN, '--name'])).toThrow('--name has no value');
  expect(() => parseFpmArguments(GIVEN.filter((word) => word !== '-t' && word !== 'deb'))).toThrow('--type is missing');
});

test('the control file has no empty fields, and a description as Debian writes it', () => {
  expect(controlFile(parseFpmArguments(GIVEN), 1025)).toBe(
    [
      'Package: basekeeper',
      'Version: 1.0.0~beta.1',
      'Architecture: amd64',
      'Maintainer: Somebody <somebody@example.com>',
      'Installed-Size: 2',
      'Depends: libnss3, libc6 (>= 2.28)',
      'Recommends: dbus-bin',
      'Section: misc',
      'Priority: optional',
      'Description: Keeps things',
      ' In more words.',
      ' .',
      ' And more.',
      '',
    ].join('\n'),
  );
});

const part = { name: 'a', version: '1.0.0', license: 'MIT', text: 'The text' };

test('a licence that nobody has looked at, and one without its text, keep a package from being built', () => {
  expect(problemsOf(part)).toEqual([]);
  expect(problemsOf({ ...part, license: 'GPL-3.0' })).toEqual([
    'a has the licence “GPL-3.0”, which nobody has looked at yet.',
  ]);
  expect(problemsOf({ ...part, text: ' ' })).toEqual(['a comes without the text of its licence.']);
});

test('packages with the same licence text share it', () => {
  const file = licencesFile([part, { ...part, name: 'b' }, { ...part, name: 'c', text: 'Another' }]);
  expect(file).toContain('a 1.0.0 (MIT)\nb 1.0.0 (MIT)\n\nThe text\n');
  expect(file).toContain('c 1.0.0 (MIT)\n\nAnother\n');
});

test('the notes of a release are its part of the changelog, and there is none for another version', () => {
  const changelog = '# Changelog\n\n## Unreleased\n\n- Later\n\n## 0.2.0 – 2026-12-01\n\n- New\n\n## 0.1.0\n\n- Old\n';
  expect(notesFor('0.2.0', '0.2.0', changelog)).toBe('- New');
  expect(() => notesFor('0.3.0', '0.2.0', changelog)).toThrow('The tag says 0.3.0, package.json says 0.2.0.');
  expect(() => notesFor('0.3.0', '0.3.0', changelog)).toThrow('CHANGELOG.md has no part “## 0.3.0”.');
});

test('the manual page has each command with its options, and every exit code', async () => {
  const program = await commandLine('0.1.0');
  program.command('.odd').description('takes a \\ and "quotes"');
  const page = manualPage(program);
  expect(page).toContain('.SS "restore [options] <name> <backup>"\nRestore a backup: its id, “newest”, or a zip.');
  expect(page).toContain('.TP\n.B \\-\\-password\\-stdin\n');
  expect(page).toContain('.B 5\nBasekeeper not running.');
  expect(page).toContain('.B 130\nInterrupted.');
  expect(page).toContain('.SS "\\&.odd"\nTakes a \\e and \\(dqquotes\\(dq.');
  expect(page).not.toContain('complete [words...]');
});

test('a package looks for newer versions only at an address that it was given, and only over https', () => {
  expect(feedAddress(undefined)).toBeNull();
  expect(feedAddress('')).toBeNull();
  expect(feedAddress('https://example.com/basekeeper')).toBe('https://example.com/basekeeper');
  expect(() => feedAddress('http://example.com')).toThrow('has to be an address that begins with https://');
  expect(() => feedAddress('example.com')).toThrow('not example.com');
});
