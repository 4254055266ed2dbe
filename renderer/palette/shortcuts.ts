import { useEffect } from 'react';
import type { Shortcut } from '../help/keyboard';
import { toggleMaintenance } from '../commands/commands';
import { shownInstances } from '../store/shown-list';
import { selectedInstance } from '../store/store';
import {
  isDialogOpen,
  openDialog,
  openHelp,
  selectInstance,
  showPreferences,
  showTab,
  showVersions,
  useUi,
} from '../store/ui';
import { focusOn, TARGETS } from '../components/focus';

// Unit tests read the table under Node 20, which has no navigator.
const IS_MAC = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');
const COMMAND = IS_MAC ? '⌘' : 'Ctrl';
const ALT = IS_MAC ? '⌥' : 'Alt';
const SHIFT = IS_MAC ? '⇧' : 'Shift';

export type ShortcutId =
  | 'new'
  | 'palette'
  | 'list'
  | 'previous'
  | 'next'
  | 'versions'
  | 'preferences'
  | 'find-output'
  | 'maintenance'
  | 'shortcuts';

interface Action {
  /** As Help and the palette show them. */
  readonly keys: readonly string[];
  readonly does: string;
  /** The key itself, in lower case, and what is held beside it; `command` is ⌘ on a Mac, Ctrl elsewhere. */
  readonly pressed: string;
  readonly held: 'command' | 'command+shift' | 'alt' | 'typed';
  readonly act: () => void;
}

const openPalette = (): void => {
  openDialog({ kind: 'palette' });
};

/** Each shortcut of the whole window, once: Help, the palette and the keyboard read this table. */
const ACTIONS: Readonly<Record<ShortcutId, Action>> = {
  palette: {
    keys: [COMMAND, 'K'],
    does: 'Find an instance or a command',
    pressed: 'k',
    held: 'command',
    act: openPalette,
  },
  shortcuts: {
    keys: ['?'],
    does: 'Keyboard shortcuts',
    pressed: '?',
    held: 'typed',
    act: () => {
      openHelp({ page: 'keyboard', section: null });
    },
  },
  new: {
    keys: [COMMAND, 'N'],
    does: 'New instance',
    pressed: 'n',
    held: 'command',
    act: () => {
      openDialog({ kind: 'new-instance' });
    },
  },
  list: {
    keys: [COMMAND, 'L'],
    does: 'Search the list, or go to it',
    pressed: 'l',
    held: 'command',
    act: findInstance,
  },
  previous: {
    keys: [ALT, '↑'],
    does: 'Previous instance',
    pressed: 'arrowup',
    held: 'alt',
    act: () => {
      step(-1);
    },
  },
  next: {
    keys: [ALT, '↓'],
    does: 'Next instance',
    pressed: 'arrowdown',
    held: 'alt',
    act: () => {
      step(1);
    },
  },
  versions: { keys: [COMMAND, 'J'], does: 'Versions of PocketBase', pressed: 'j', held: 'command', act: showVersions },
  preferences: { keys: [COMMAND, ','], does: 'Preferences', pressed: ',', held: 'command', act: showPreferences },
  'find-output': { keys: [COMMAND, 'F'], does: 'Find in the output', pressed: 'f', held: 'command', act: findInOutput },
  maintenance: {
    keys: [COMMAND, SHIFT, 'M'],
    does: 'Turn maintenance mode on or off',
    pressed: 'm',
    held: 'command+shift',
    act: toggleSelected,
  },
};

/** Beside a command in the palette. */
export const keysOf = (id: ShortcutId): readonly string[] => ACTIONS[id].keys;

/** For the menu bar: what it is called, and what it does. */
export const actionNamed = (id: ShortcutId): Pick<Action, 'does' | 'act'> => ACTIONS[id];

const HELD_IN_MENUS = { command: 'CmdOrCtrl+', 'command+shift': 'CmdOrCtrl+Shift+', alt: 'Alt+' } as const;

/** As the menu bar shows it; null for a single key, which would be one in every text as well. */
export function acceleratorOf(id: ShortcutId): string | null {
  const { pressed, held } = ACTIONS[id];
  if (held === 'typed') return null;
  const key = { arrowup: 'Up', arrowdown: 'Down' }[pressed] ?? pressed.toUpperCase();
  return `${HELD_IN_MENUS[held]}${key}`;
}

export const SHORTCUTS: readonly Shortcut[] = [
  ...Object.values(ACTIONS).map(({ keys, does }) => ({ keys, does })),
  // Only where the focus is.
  { keys: ['Enter'], does: 'Next match, while finding in the output' },
  { keys: [SHIFT, 'Enter'], does: 'Match before, while finding in the output' },
  { keys: ['↑', '↓', 'Home', 'End'], does: 'Move in the list' },
  { keys: ['Space'], does: 'Select an instance in the list, or take it out of the selection' },
  { keys: [SHIFT, '↑', '↓'], does: 'Select more of the list' },
  { keys: [COMMAND, 'A'], does: 'Select the whole list' },
  { keys: [COMMAND, SHIFT, '↑', '↓'], does: 'Move an instance up or down in the list' },
  { keys: [SHIFT, 'F10'], does: 'Menu of the instance in the list' },
];

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** A single key is only one where it is not text that somebody types. */
export function actionOf(pressed: Pressed, isTyping: boolean, isMac: boolean = IS_MAC): (() => void) | null {
  const key = pressed.key.toLowerCase();
  const held = heldWith(pressed, isMac);
  if (held === null || (held === 'typed' && isTyping)) return null;
  // From before the palette had a shortcut of one hand.
  if (key === 'p' && held === 'command+shift') return openPalette;
  return Object.values(ACTIONS).find((one) => one.pressed === key && one.held === held)?.act ?? null;
}

function heldWith({ ctrlKey, metaKey, shiftKey, altKey }: Pressed, isMac: boolean): Action['held'] | null {
  const command = isMac ? metaKey : ctrlKey;
  if (command) return altKey ? null : shiftKey ? 'command+shift' : 'command';
  if (altKey) return shiftKey ? null : 'alt';
  // Shift is part of how some keyboards write a question mark.
  return ctrlKey || metaKey ? null : 'typed';
}

function step(by: 1 | -1): void {
  const instances = shownInstances();
  const at = instances.findIndex(({ id }) => id === selectedInstance()?.id);
  const next = instances[at === -1 ? 0 : at + by];
  if (next !== undefined) selectInstance(next.id);
}

function findInOutput(): void {
  if (focusOn(TARGETS.findInOutput)) return;
  showTab('output');
  requestAnimationFrame(() => focusOn(TARGETS.findInOutput));
}

function findInstance(): void {
  if (focusOn(TARGETS.findInstance) || focusOn(TARGETS.currentRow)) return;
  // In a narrow window the list is folded away and has to be drawn first.
  useUi.setState({ drawerOpen: true });
  requestAnimationFrame(() => focusOn(TARGETS.findInstance) || focusOn(TARGETS.currentRow));
}

function toggleSelected(): void {
  const instance = selectedInstance();
  if (instance !== null) toggleMaintenance(instance);
}

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

/** Shortcuts of the whole window. An open dialog keeps the keyboard for itself. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const action = actionOf(event, isText(event.target));
      if (action === null || event.defaultPrevented || event.repeat || isDialogOpen()) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
