import { expect, test } from 'vitest';
import { presentable } from './redact';
import { stylesOf } from './styled-line';

/** Each stretch with a style, as `text:style`. */
function styled(written: string, secrets: readonly string[] = []): readonly string[] {
  const shown = presentable(written, secrets);
  return stylesOf(written, shown).map(({ start, end, colour, ...rest }) => {
    const marks = Object.entries(rest).flatMap(([name, on]) => (on ? [name] : []));
    return [shown.slice(start, end), [...(colour === null ? [] : [colour]), ...marks].join(' ')].join(':');
  });
}

test('colours and weights of a terminal are read, also those of other terminals', () => {
  expect(styled('a \u001b[31mred\u001b[0m b \u001b[1;92mgo\u001b[m')).toEqual(['red:red', 'go:green bold']);
  expect(styled('\u001b[38;5;208morange\u001b[39m \u001b[38;2;10;20;250mdeep\u001b[0m')).toEqual([
    'orange:yellow',
    'deep:blue',
  ]);
  expect(styled('\u009b36mC1\u009b0m')).toEqual(['C1:cyan']);
  expect(styled('\u001b[41mfailed\u001b[0m \u001b[2;3;4mfaint\u001b[0m')).toEqual([
    'failed:red',
    'faint:dim italic underline',
  ]);
});

test('white and black can be read on every page', () => {
  expect(styled('\u001b[97mwhite\u001b[0m \u001b[30mblack\u001b[0m')).toEqual(['black:grey']);
});

test('where a secret was removed, the rest keeps its colours', () => {
  const line = '\u001b[32mkey\u001b[0m hunter2-secret \u001b[33mend\u001b[0m';
  expect(styled(line, ['hunter2-secret'])).toEqual(['key:green', 'end:yellow']);
  expect(styled('hunter2-\u001b[31msecret\u001b[0m', ['hunter2-secret'])).toEqual([]);
});

test('hostile sequences change nothing', () => {
  for (const line of [
    '\u001b]0;title\u001b[31m\u0007text',
    '\u001b[\u001b[31m31mtext',
    `\u001b[${'9;'.repeat(200)}mtext`,
    '\u001b[38;5;999mtext\u001b[38mtext\u001b[38;2mtext',
    '\u001b[31m'.repeat(3000),
    '\u202e\u001b[31mtxet',
  ]) {
    const shown = presentable(line);
    expect(shown).not.toMatch(/[\u0000-\u001f\u202e]/);
    for (const { start, end } of stylesOf(line, shown))
      expect(0 <= start && start < end && end <= shown.length).toBe(true);
  }
});
