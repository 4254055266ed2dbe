/** Plain English in what people read: the window, `shared/words`, and the guides. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow, ROOT, textsOf } from './texts';

/** Each hides a noun or a field term behind a clause or an old word; beside it what says the same. */
const PLAINER: readonly (readonly [RegExp, string])[] = [
  [/\bmeanwhile\b/i, 'while this runs'],
  [/\banew\b/i, 'again, or a verb with re-'],
  [/\bwhoever\b/i, 'anyone, clients, or the passive'],
  [/\b(?:by itself|by themselves)\b/i, 'automatically, or unexpectedly'],
  [/\ball the same\b/i, 'still'],
  [/\b(?:underway|under way|on (?:its|the|their) way)\b/i, 'running, in progress, pending'],
  [/\bin vain\b/i, 'without success'],
  [/\b(?:those who|that which)\b/i, 'a noun'],
  [/\bwhat (?:was|is|there is) (?:there|now)\b/i, 'the current or previous data'],
  [/\bwithout having been\b/i, 'unexpectedly'],
  [/\b(?:truthfully|lately)\b/i, 'leave it out'],
  [/\bhealth questions?\b/i, 'health check'],
  [/\bat work on\b/i, 'working on'],
];

/** The product is PocketBase; `pocketbase` is its program, in code style, or at the start of a command line. */
const PROGRAM_AS_PRODUCT = /(?<![\w/.:@~-])pocketbase(?![\w/.:@-]| (?:admin|serve|superuser|--))/;

function findings(text: string): readonly string[] {
  const old = PLAINER.flatMap(([word, plainer]) => {
    const found = word.exec(text);
    return found === null ? [] : [`“${found[0]}”: ${plainer}`];
  });
  return PROGRAM_AS_PRODUCT.test(text) ? [...old, '“pocketbase”: PocketBase'] : old;
}

test('finds what it is meant to find, and leaves commands and names alone', () => {
  expect(findings('In maintenance meanwhile.')).toEqual(['“meanwhile”: while this runs']);
  expect(findings('What was there is damaged.')).toHaveLength(1);
  expect(findings('Waiting for pocketbase to exit.')).toEqual(['“pocketbase”: PocketBase']);
  expect(findings('Run pocketbase admin update, see pocketbase.io and ~/bin/pocketbase.')).toEqual([]);
});

describe('what people read is plain', () => {
  const rooms = ['shared', 'renderer', 'electron'].flatMap((room) => filesBelow(room));
  const sentences = rooms.flatMap((file) => textsOf(file).filter(({ words }) => words > 2));

  test('sentences of the app', () => {
    expect(sentences.length, 'sentences are found at all').toBeGreaterThan(1000);
    const found = sentences.flatMap(({ text, place }) => findings(text).map((what) => `${place}: ${what}`));
    expect(found).toEqual([]);
  });

  test.each(['README.md', 'CONTRIBUTING.md', ...filesBelow('docs', /^docs\/[^/]+\.md$/)])('%s', (file) => {
    // Names of files and commands may be called as they like.
    const prose = readFileSync(join(ROOT, file), 'utf8')
      .replace(/^```[\s\S]*?^```/gm, '')
      .replace(/`[^`\n]*`/g, '`')
      .replace(/\]\([^)]*\)/g, ']');
    const found = prose.split('\n').flatMap((line) => findings(line).map((what) => `${line.slice(0, 80)}: ${what}`));
    expect(found).toEqual([]);
  });
});
