import { useState } from 'react';
import type { AppError } from '../../shared/errors';
import type { Result } from '../../shared/result';
import { problemsByField } from '../../shared/words/problems-by-field';
import { showError } from '../popups/toast-manager';
import { thisDialog } from '../store/ui';

export interface Sending {
  readonly busy: boolean;
  readonly error: AppError | null;
  /** The words beside a field. */
  readonly problem: (field: string) => string | undefined;
  readonly send: () => Promise<void>;
  /** The problem was about an earlier value. */
  readonly forget: () => void;
}

/** One command of a dialog: sent once at a time; the dialog closes when it was accepted, and shows the error otherwise. */
export function useSend<Value>(
  command: () => Promise<Result<Value>>,
  onAccepted: (value: Value) => void = () => undefined,
): Sending {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  return {
    busy,
    error,
    problem: (field) => (error === null ? undefined : problemsByField(error)[field]),
    send: async () => {
      if (busy) return;
      setBusy(true);
      const dialog = thisDialog();
      const answer = await command();
      setBusy(false);
      if (!answer.ok) {
        if (dialog.isOpen()) setError(answer.error);
        else showError(answer.error);
        return;
      }
      dialog.close();
      onAccepted(answer.value);
    },
    forget: () => {
      setError(null);
    },
  };
}
