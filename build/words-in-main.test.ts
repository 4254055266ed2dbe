/** Sentences for people belong to `shared/words`: the window, tray, notifications and command line say the same then. */
import { expect, test } from 'vitest';
import { filesBelow, textsOf } from './texts';

/** Whole files of words of their own: pages without a program, the help of the command line, and what assistants are told. */
const OWN_WORDS = [
  'electron/desktop/fallback-page.ts',
  'electron/desktop/app-protocol.ts',
  'electron/maintenance-responder/',
  'electron/command-line/',
  'electron/assistants/',
];

/** SQL, what is said by HTTP, keys of the registry, programs in other languages, and what no blank divides into words. */
const NOT_FOR_PEOPLE = [
  /^(?:SELECT|PRAGMA|VACUUM|INSERT|ATTACH|BEGIN|SQLite format)/,
  /^(?:HTTP\/|\d{3} )/,
  /^HKLM\\/,
  /^echo |\n.*\n/s,
  /^[^ ]*$/,
];

test('no sentence for people stands in main', () => {
  const found = filesBelow('electron')
    .filter((file) => OWN_WORDS.every((own) => !file.startsWith(own)))
    .flatMap((file) => textsOf(file))
    .filter(({ text, words }) => words > 3 && NOT_FOR_PEOPLE.every((pattern) => !pattern.test(text)));
  expect(found.map(({ place, text }) => `${place}: ${text}`)).toEqual([]);
});
