import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const room = import.meta.dirname;
const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name));
const read = (file: string): string => readFileSync(file, 'utf8');

const IMPORT = /import (\w+) from '([^']+\.module\.css)'/g;

/** The classes each style sheet declares, and those the screens ask it for. */
const declared = (sheet: string): Set<string> =>
  new Set(
    [
      ...read(sheet)
        .replace(/\/\*[^]*?\*\//g, '')
        .matchAll(/\.(-?[a-zA-Z][\w-]*)(?=[^{}]*\{)/g),
    ].map(([, name]) => name ?? ''),
  );

function used(file: string): readonly { readonly sheet: string; readonly name: string; readonly dynamic: boolean }[] {
  const source = read(file);
  return [...source.matchAll(IMPORT)].flatMap(([, local, path]) => {
    const sheet = resolve(dirname(file), path ?? '');
    const names = [...source.matchAll(new RegExp(`\\b${local ?? ''}\\.(\\w+)`, 'g'))];
    const dynamic = source.includes(`${local ?? ''}[`);
    return names.map(([, name]) => ({ sheet, name: name ?? '', dynamic }));
  });
}

const screens = files.filter((file) => file.endsWith('.tsx'));
const uses = screens.flatMap(used);

describe('the style sheets', () => {
  it('declare every class the screens ask for', () => {
    const missing = uses.filter(({ sheet, name }) => !declared(sheet).has(name));
    expect(missing).toEqual([]);
  });

  it('declare no class that nobody asks for', () => {
    const sheets = files.filter((file) => file.endsWith('.module.css'));
    const idle = sheets.flatMap((sheet) => {
      const asked = uses.filter((use) => use.sheet === sheet);
      // A name chosen at run time (a status, a variant) cannot be read from the source.
      if (asked.some(({ dynamic }) => dynamic)) return [];
      return [...declared(sheet)]
        .filter((name) => !asked.some((use) => use.name === name))
        .map((name) => `${sheet}: ${name}`);
    });
    expect(idle).toEqual([]);
  });
});
