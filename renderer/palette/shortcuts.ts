import { useEffect } from 'react';
import type { Shortcut } from '../help/keyboard';
import { toggleMaintenance } from '../commands/commands';
import { shownInstances } from '../store/shown-list';
import { selectedInstance } from '../store/store';
import { isDialogOpen, openDialog, selectInstance, showTab, showVersions, useUi } from '../store/ui';
import { focusOn, TARGETS } from '../components/focus';

const IS_MAC = navigator.platform.startsWith('Mac');
const COMMAND = IS_MAC ? '⌘' : 'Ctrl';
const ALT = IS_MAC ? '⌥' : 'Alt';
const SHIFT = IS_MAC ? '⇧' : 'Shift';

/** What Help lists; `actionOf` is the same table for the machine, apart from what a control answers to itself. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: [COMMAND, 'N'], does: 'New instance' },
  { keys: [COMMAND, 'K'], does: 'Find an instance, or go to the list' },
  { keys: [ALT, '↑'], does: 'Previous instance' },
  { keys: [ALT, '↓'], does: 'Next instance' },
  { keys: [COMMAND, 'J'], does: 'Versions of PocketBase' },
  { keys: [COMMAND, 'F'], does: 'Find in the output' },
  { keys: [COMMAND, SHIFT, 'M'], does: 'Turn maintenance mode on or off' },
  { keys: [COMMAND, SHIFT, 'P'], does: 'Find a command' },
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

export function actionOf(pressed: Pressed, isMac: boolean = IS_MAC): (() => void) | null {
  const { key, shiftKey, altKey } = pressed;
  const command = isMac ? pressed.metaKey : pressed.ctrlKey;
  if (altKey && !command && !shiftKey) {
    if (key === 'ArrowUp')
      return () => {
        step(-1);
      };
    if (key === 'ArrowDown')
      return () => {
        step(1);
      };
  }
  if (!command || altKey) return null;
  if (shiftKey) return withShift(key.toLowerCase());
  switch (key.toLowerCase()) {
    case 'n':
      return () => {
        openDialog({ kind: 'new-instance' });
      };
    case 'j':
      return showVersions;
    case 'k':
      return findInstance;
    case 'f':
      return findInOutput;
    default:
      return null;
  }
}

function withShift(key: string): (() => void) | null {
  switch (key) {
    case 'm':
      return toggleSelected;
    case 'p':
      return () => {
        openDialog({ kind: 'palette' });
      };
    default:
      return null;
  }
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

/** Shortcuts of the whole window. An open dialog keeps the keyboard for itself. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const action = actionOf(event);
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
