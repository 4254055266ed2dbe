/** Sentences for people belong to `shared/words`: the window, tray, notifications and command line say the same then. */
import { expect, test } from 'vitest';
import { filesBelow, textsOf } from './texts';

/** Rooms with words of their own: pages for clients, the help of the command line, and what assistants are told. */
const OWN_WORDS = ['electron/maintenance-responder/', 'electron/command-line/', 'electron/assistants/'];

/** SQL, what is said by HTTP, keys of the registry, programs in other languages, and what no blank divides into words. */
const NOT_FOR_PEOPLE = [
  /^(?:SELECT|PRAGMA|VACUUM|INSERT|ATTACH|BEGIN|SQLite format)/,
  /^(?:HTTP\/|\d{3} )|; charset=|^[a-z]+-src /,
  /^HKLM\\/,
  /^echo |\bexec "\$0"|\n.*\n/s,
  /^[^ ]*$/,
];

const sentencesIn = (folder: string): readonly string[] =>
  filesBelow(folder)
    .filter((file) => OWN_WORDS.every((room) => !file.startsWith(room)))
    .flatMap((file) => textsOf(file))
    .filter(({ text, words }) => words > 2 && NOT_FOR_PEOPLE.every((pattern) => !pattern.test(text)))
    .map(({ place, text }) => `${place}: ${text}`);

test('no sentence for people stands in main', () => {
  expect(sentencesIn('shared/words').length, 'sentences are found at all').toBeGreaterThan(500);
  expect(sentencesIn('electron')).toEqual([]);
});
