import { expect, it } from 'vitest';
import { closeDialog, openDialog, thisDialog, useUi } from './ui';

it('an answer that comes late closes the dialog it was for, and no other one', () => {
  openDialog({ kind: 'move', instanceId: 'a' });
  const first = thisDialog();
  closeDialog();
  first.close();
  expect(useUi.getState().dialog).toBeNull();
  expect(first.isOpen()).toBe(false);

  openDialog({ kind: 'rename', instanceId: 'a' });
  const second = thisDialog();
  first.close();
  expect(second.isOpen()).toBe(true);
  second.close();
  expect(useUi.getState().dialog).toBeNull();

  // Opened anew it is another one, with nothing typed in it yet.
  openDialog({ kind: 'rename', instanceId: 'a' });
  second.close();
  expect(useUi.getState().dialog).toEqual({ kind: 'rename', instanceId: 'a' });
  closeDialog();
});
