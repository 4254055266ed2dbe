import { expect, test } from 'vitest';
import { menuBar, type MenuSections } from '../../shared/menu-bar';
import type { Instance } from '../../shared/instance';
import { anInstance } from '../../shared/testing/examples';
import { menuBarOf } from './menu-bar';
import { paletteGroups } from './palette-commands';

const RUNNING: Instance['state'] = { kind: 'running', runNumber: 1, pid: 42, since: '2026-01-01T00:00:00.000Z' };
const blog = anInstance({ id: 'aaaaaaaaaaaaaaa', name: 'blog', state: RUNNING });
const shop = anInstance({ id: 'bbbbbbbbbbbbbbb', name: 'shop', port: 8091 });
const state = { instances: [blog, shop], operations: [], drill: null };

const shown = (id: string | null, isCovered = false) => menuBarOf({ state, isCovered }, id);
const inLines = (sections: MenuSections): readonly string[] =>
  sections.map((section) =>
    section
      .map(
        ({ label, enabled, accelerator }) =>
          `${enabled ? '' : '×'}${label}${accelerator === null ? '' : ` ${accelerator}`}`,
      )
      .join(' | '),
  );

test('the menu Instance has the commands of the one on screen, with their keys, as far as they are possible', () => {
  expect(shown(blog.id).instance.name).toBe('blog');
  expect(inLines(shown(blog.id).instance.sections)).toEqual([
    'Turn maintenance mode on CmdOrCtrl+Shift+M | ×Start | Stop | Restart',
    'Open admin UI | Copy address | Open folder | Open in editor | Open in terminal | Save all output',
    'Back up now | Restore a backup | Change version',
    '×Change port… | Rename… | Move… | Clone…',
    '×Remove from list… | Delete',
    'Find in the output CmdOrCtrl+F',
  ]);
  expect(inLines(shown(shop.id).instance.sections)[0]).toBe(
    'Turn maintenance mode on CmdOrCtrl+Shift+M | Start | ×Stop | ×Restart',
  );
});

test('without an instance on screen its menu is empty, and the others are not', () => {
  expect(shown(null).instance).toEqual({ name: null, sections: [] });
  expect(inLines(shown(null).file)).toEqual([
    'New instance CmdOrCtrl+N | Preferences CmdOrCtrl+,',
    'Maintenance for all… | ×End maintenance for all',
  ]);
  expect(inLines(shown(null).view)[0]).toBe(
    'Find an instance or a command CmdOrCtrl+K | Search the list, or go to it CmdOrCtrl+L | Previous instance Alt+Up | Next instance Alt+Down',
  );
  expect(inLines(shown(null).help)).toEqual([
    'Help | Keyboard shortcuts',
    // What has no place of its own yet.
    'Crash drill… | Look for updates | Save diagnostics…',
    'About Basekeeper',
  ]);
});

test('every command of the palette is in the menu bar, once, by the same word', () => {
  const { file, view, instance, help } = shown(blog.id);
  const inMenus = [...file, ...view, ...instance.sections, ...help].flat();
  const inPalette = paletteGroups({
    instances: [blog, shop],
    operations: [],
    hasDrill: false,
    selectedId: blog.id,
    typed: '',
  })
    .flatMap(({ items }) => items)
    .filter(({ id }) => id !== `show ${shop.id}`);
  for (const { id, label } of inPalette) expect(inMenus.filter((item) => item.id === id)).toMatchObject([{ label }]);
});

test('while a dialog is open, only help can be had', () => {
  const { file, view, instance, help } = shown(blog.id, true);
  const possible = [...file, ...view, ...instance.sections, ...help].flat().filter(({ enabled }) => enabled);
  expect(possible.map(({ label }) => label)).toEqual(['Help', 'Keyboard shortcuts', 'About Basekeeper']);
});

test('main takes it, and no key that would end the app', () => {
  expect(menuBar.safeParse(shown(blog.id)).success).toBe(true);
  const withKey = (accelerator: string) => ({
    ...shown(null),
    help: [[{ id: 'x', label: 'x', enabled: true, accelerator }]],
  });
  expect(menuBar.safeParse(withKey('CmdOrCtrl+Shift+M')).success).toBe(true);
  for (const key of ['Ctrl+', 'No such key', '?', 'CmdOrCtrl+Enter+X'])
    expect(menuBar.safeParse(withKey(key)).success).toBe(false);
});
