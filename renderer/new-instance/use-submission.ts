import { useEffect, useRef, type RefObject } from 'react';
import type { AddedInstance } from '../../shared/ipc';
import type { Result } from '../../shared/result';
import { portTakenInWords } from '../../shared/words/port-words';
import { showError, showPopup } from '../popups/toast-manager';
import { findInstance, mirror } from '../store/store';
import { closeDialog, selectInstance, showTab } from '../store/ui';

interface Submission {
  readonly formElement: RefObject<HTMLFormElement | null>;
  readonly submit: () => Promise<void>;
}

/** What follows when a form of the dialog was sent; `refusals` counts how often it was refused. */
export function useSubmission(send: () => Promise<Result<AddedInstance> | null>, refusals: number): Submission {
  const formElement = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (refusals === 0) return;
    formElement.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    // Only a new refusal moves the focus, never typing.
  }, [refusals]);

  const submit = async (): Promise<void> => {
    const sent = await send();
    if (sent === null) return;
    // Whoever hid the dialog while a version was being fetched is told how it ended, and stays where they are.
    const hidden = formElement.current === null;
    if (!sent.ok) {
      if (hidden) showError(sent.error);
      return;
    }
    const { instanceId, portTaken } = sent.value;
    const instance = findInstance(mirror.getState().state, instanceId);
    if (portTaken !== null && instance !== null) {
      showPopup({ type: 'note', ...portTakenInWords(instance, portTaken) });
    }
    if (hidden) return;
    closeDialog();
    selectInstance(instanceId);
    showTab('overview');
  };

  return { formElement, submit };
}
