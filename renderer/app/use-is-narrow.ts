import { useSyncExternalStore } from 'react';

/** 900 px at the ordinary text size; grows with the text, so that large text folds the list away too. */
const NARROW = '(max-width: 56.2em)';

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => {
    query.removeEventListener('change', listener);
  };
}

export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(NARROW).matches);
