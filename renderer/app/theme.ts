import { useLayoutEffect } from 'react';
import type { Settings, Theme } from '../../shared/app-state';

const DARK = '(prefers-color-scheme: dark)';

function apply(theme: Theme): void {
  const system = window.matchMedia(DARK).matches ? 'dark' : 'light';
  document.documentElement.dataset['theme'] = theme === 'system' ? system : theme;
}

/** Called before the first paint, so that a dark desktop never sees a white flash. */
export const applySystemTheme = (): void => {
  apply('system');
};

/** Writes the wished theme to the page and follows the desktop while the wish is “system”. */
export function useTheme(theme: Theme): void {
  useLayoutEffect(() => {
    const follow = (): void => {
      apply(theme);
    };
    follow();
    const desktop = window.matchMedia(DARK);
    desktop.addEventListener('change', follow);
    return () => {
      desktop.removeEventListener('change', follow);
    };
  }, [theme]);
}

/** Rows and controls of the page are lower where it is compact; text stays as it is. */
export function useDensity(density: Settings['density']): void {
  useLayoutEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);
}
