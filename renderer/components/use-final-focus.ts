import { useLayoutEffect, useRef } from 'react';
import { pageHeading } from './focus';

/**
 * Where the focus goes when a dialog closes: to what it was opened by. Where that is gone meanwhile, because what it was
 * for has happened, to the heading of the page; the next best control would be any.
 */
export function useFinalFocus(open: boolean): () => HTMLElement | true {
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (open) opener.current = document.activeElement;
  }, [open]);
  return () => {
    const { current } = opener;
    if (!(current instanceof HTMLElement) || current === document.body) return true;
    return current.isConnected ? current : (pageHeading() ?? true);
  };
}
