import { useEffect, useRef, type RefObject } from 'react';
import type { InstanceId } from '../../shared/instance';
import type { Result } from '../../shared/result';
import { showError } from '../app/toast-manager';
import { closeDialog, selectInstance, showTab } from '../store/ui';

interface Submission {
  readonly formElement: RefObject<HTMLFormElement | null>;
  readonly submit: () => Promise<void>;
}

/** What follows when a form of the dialog was sent; `refusals` counts how often it was refused. */
export function useSubmission(
  send: () => Promise<Result<{ readonly instanceId: InstanceId }> | null>,
  refusals: number,
): Submission {
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
    if (hidden) return;
    closeDialog();
    selectInstance(sent.value.instanceId);
    showTab('overview');
  };

  return { formElement, submit };
}
