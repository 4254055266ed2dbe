import { Toast } from '@base-ui/react/toast';
import type { AppError } from '../../shared/errors';
import { errorWords } from '../../shared/words/error-words';
import { HELP_PLACES, helpForError } from '../help/help-places';
import { openHelp } from '../store/ui';

export interface Popup {
  readonly id?: string;
  readonly type: 'incident' | 'error' | 'note';
  readonly title: string;
  readonly text: string;
  /** Until it is dismissed, or what it says is no longer so. */
  readonly stays?: boolean;
  /** It was dismissed, or has gone. */
  readonly onClose?: () => void;
  readonly action?: { readonly label: string; readonly perform: () => void };
}

const STAY_MS = 12_000;

/** Outside React, so that pushes and commands can show a popup without passing through a component. */
export const toastManager = Toast.createToastManager();

export function showPopup({ id, type, title, text, stays = false, onClose, action }: Popup): void {
  const shown = toastManager.add({
    ...(id === undefined ? {} : { id }),
    type,
    title,
    description: text,
    timeout: stays ? 0 : STAY_MS,
    ...(onClose === undefined ? {} : { onClose }),
    ...(action === undefined
      ? {}
      : {
          actionProps: {
            children: action.label,
            onClick: () => {
              toastManager.close(shown);
              action.perform();
            },
          },
        }),
  });
}

/** The same error shown again replaces its earlier popup instead of piling up. */
export function showError(error: AppError): void {
  const { title, text } = errorWords(error);
  const help = helpForError(error);
  const action =
    help === null
      ? {}
      : {
          action: {
            label: 'More about this',
            perform: () => {
              openHelp(HELP_PLACES[help]);
            },
          },
        };
  showPopup({ id: `error-${title}`, type: 'error', title, text, ...action });
}
