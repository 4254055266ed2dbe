import { expect, it } from 'vitest';
import { useUi } from '../store/ui';
import { actionOf, SHORTCUTS } from './shortcuts';

const NOTHING_HELD = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const press = (key: string, held: Partial<typeof NOTHING_HELD> = {}, isTyping = false, isMac = false): boolean => {
  const action = actionOf({ ...NOTHING_HELD, key, ...held }, isTyping, isMac);
  action?.();
  return action !== null;
};

it('opens the palette with one hand, and with the shortcut from before', () => {
  for (const [key, held, isMac] of [
    ['k', { ctrlKey: true }, false],
    ['P', { ctrlKey: true, shiftKey: true }, false],
    ['k', { metaKey: true }, true],
  ] as const) {
    useUi.setState({ dialog: null });
    expect(press(key, held, true, isMac)).toBe(true);
    expect(useUi.getState().dialog).toEqual({ kind: 'palette' });
  }
  expect(press('k', { metaKey: true })).toBe(false);
  expect(press('k', { ctrlKey: true, altKey: true })).toBe(false);
});

it('shows the shortcuts with a question mark, unless it is typed into a text', () => {
  expect(press('?', { shiftKey: true }, true)).toBe(false);
  expect(press('k')).toBe(false);
  expect(SHORTCUTS).toContainEqual({ keys: ['?'], does: 'Keyboard shortcuts' });
});
