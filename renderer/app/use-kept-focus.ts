import { useEffect } from 'react';
import { focusHeading } from '../components/focus';

/** Dialogs and popups give the focus back by themselves. */
const GIVES_BACK = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/**
 * A control that is taken away when it was used ("Try again", "Dismiss") takes the focus with it, and whoever works with
 * the keyboard or a screen reader would begin anew at the top of the window. The focus goes to the heading of the page.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let focused: Element | null = null;
    const remember = ({ target }: FocusEvent): void => {
      focused = target instanceof Element && target.closest(GIVES_BACK) === null ? target : null;
    };
    const observer = new MutationObserver(() => {
      if (focused === null || focused.isConnected) return;
      focused = null;
      if (document.activeElement === document.body) focusHeading();
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, []);
}
