/** What is said when the window itself fails. Whatever becomes of it, instances are served on. */
import type { AppNotice } from '../app-state';

/** While this notice stands, there is no usable window; the tray offers another try. */
export const WINDOW_FAILED = 'window-failed';

/** `crashed`, `oom`, `killed`…: the system's word, kept for whoever reports it; `unresponsive` is ours. */
export type PageEnd = string;

const endInWords = (end: PageEnd): string =>
  end === 'unresponsive' ? 'It no longer answered' : `Its process ended (${end})`;

export const windowLoadedAgain = (end: PageEnd): AppNotice => ({
  id: 'window-loaded-again',
  title: 'The window was loaded again',
  text: `${endInWords(end)}. Your instances were not affected. Check what you had typed and not saved: it is gone.`,
});

export const windowFailed = (end: PageEnd): AppNotice => ({
  id: WINDOW_FAILED,
  title: 'The window failed',
  text: `${endInWords(end)}, several times within a minute. Your instances are still being supervised. Try again, or quit Basekeeper and open it again.`,
});

/** A desktop notification: there is no window any more. */
export const ENDED_BY_BUG = {
  title: 'Basekeeper ended after an error of its own',
  body: 'Its instances were asked to end in order. Open it again: what is meant to run is started. The error is in its log.',
} as const;

export const TRY_WINDOW_AGAIN = 'Try again';
export const OPEN_FAILED_WINDOW = 'The window failed: try again';
