import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { placeOf, slugOf, type GuidePlace } from './guides';
import { HELP_PLACES, helpForError } from './help-places';

const FILE_OF: Readonly<Record<GuidePlace['page'], string>> = {
  maintenance: 'maintenance-mode.md',
  overview: 'overview.md',
  backup: 'backup-and-restore.md',
  upgrading: 'upgrading.md',
  serving: 'serving.md',
  'command-line': 'cli.md',
  assistants: 'assistants.md',
  format: 'backup-format.md',
};

const textOf = (page: GuidePlace['page']): string =>
  readFileSync(join(import.meta.dirname, '../../docs', FILE_OF[page]), 'utf8');

const sectionsOf = (page: GuidePlace['page']): readonly string[] =>
  [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => slugOf(heading));

test.each([
  ['upgrading.md', { page: 'upgrading', section: null }],
  ['backup-and-restore.md#restoring', { page: 'backup', section: 'restoring' }],
  ['https://pocketbase.io', null],
  ['decisions/0001-intent-and-state.md', null],
  [undefined, null],
] as const)('%s leads to %j', (href, place) => {
  expect(placeOf(href)).toEqual(place);
});

describe('every place the app leads to is there', () => {
  test.each(Object.entries(HELP_PLACES))('%s', (_name, { page, section }) => {
    if (section !== null) expect(sectionsOf(page)).toContain(section);
  });

  test.each(Object.keys(FILE_OF) as GuidePlace['page'][])('links of %s', (page) => {
    for (const [, href = ''] of textOf(page).matchAll(/\]\(([^)]+\.md(?:#[^)]*)?)\)/g)) {
      const place = placeOf(href);
      expect(place, href).not.toBeNull();
      if (place?.section != null) expect(sectionsOf(place.page)).toContain(place.section);
    }
  });
});

describe('pictures', () => {
  const images = join(import.meta.dirname, '../../docs/images');
  const used = (Object.keys(FILE_OF) as GuidePlace['page'][]).flatMap((page) =>
    [...textOf(page).matchAll(/!\[([^\]]*)\]\(images\/([^)]+)\)/g)].map(([, alt = '', name = '']) => ({ alt, name })),
  );

  test.each(used)('$name is there, small, and told to those who do not see it', ({ alt, name }) => {
    expect(statSync(join(images, name)).size).toBeLessThan(120_000);
    expect(alt.length).toBeGreaterThan(40);
  });

  test('none is left over', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const wanted = (name: string): boolean =>
      used.some((one) => one.name === name) || readme.includes(`images/${name}`);
    expect(readdirSync(images).filter((name) => !wanted(name))).toEqual([]);
  });
});

test('errors lead to the paragraph that explains them', () => {
  expect(helpForError({ code: 'backup-not-usable', fileName: 'a.zip', detail: '' })).toBe('restoring');
  expect(helpForError({ code: 'operation-undone', kind: 'change-version', detail: '' })).toBe('changingVersion');
  expect(helpForError({ code: 'secrets-not-kept', detail: '' })).toBe('secrets');
  expect(helpForError({ code: 'quitting' })).toBeNull();
});
