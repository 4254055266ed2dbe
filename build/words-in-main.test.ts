/** Sentences for people belong to `shared/words`: the window, tray, notifications and command line say the same then. */
import { expect, test } from 'vitest';
import { filesBelow, textsOf, type Text } from './texts';

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

/** So many are left, by room; it may only become less. Move them to `shared/words` when you touch them. */
const LEFT: Readonly<Record<string, number>> = {
  desktop: 13,
};

const roomOf = ({ file }: Text): string => file.split('/')[1] ?? '';

test('no new sentence stands in main', () => {
  const texts = filesBelow('electron')
    .filter((file) => OWN_WORDS.every((own) => !file.startsWith(own)))
    .flatMap((file) => textsOf(file))
    .filter(({ text, words }) => words > 3 && NOT_FOR_PEOPLE.every((pattern) => !pattern.test(text)));
  const rooms = [...new Set(texts.map(roomOf))].map((room) => ({
    room,
    found: texts.filter((text) => roomOf(text) === room),
  }));
  const grown = rooms
    .filter(({ room, found }) => found.length > (LEFT[room] ?? 0))
    .map(({ room, found }) => ({
      room,
      count: found.length,
      texts: found.map(({ place, text }) => `${place}: ${text}`),
    }));
  expect(grown).toEqual([]);
});
