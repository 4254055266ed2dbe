import { app } from 'electron';
import { setTimeout as wait } from 'node:timers/promises';
import { linkIn, parseDeepLink, type DeepLink } from '../../shared/deep-link';
import { openDesktop, type DesktopParts } from './open-desktop';
import type { StartMode } from './start-mode';

/** What of the app can be seen. */
export interface Screen {
  /** At launch, when everything is built. Resolves when what is to be seen is there, or takes too long. */
  begin(): Promise<void>;
  /** Somebody has started the app again, with these words. */
  knocked(words: readonly string[]): void;
  /** False: there is no window. An incident that is not kept any more is left out. */
  showInstance(instanceId: string, incidentId: string | null): boolean;
}

/** In milliseconds: a window that does not come does not keep instances from being served. */
const LONGEST_DRAWING_MS = 3000;

const NOTHING: Screen = { begin: () => Promise.resolve(), knocked: () => undefined, showInstance: () => false };

export function openScreen(mode: StartMode, parts: DesktopParts): Screen {
  if (mode.kind === 'serve') return NOTHING;
  const { store } = parts.engine;
  const window = openDesktop(parts);
  const showInstance: Screen['showInstance'] = (instanceId, incidentId) => {
    const instance = store.instance(instanceId);
    const known = instance?.incidents.some(({ id }) => id === incidentId) === true;
    if (instance === undefined) window.show();
    else window.showAnd({ type: 'show-instance', instanceId, incidentId: known ? incidentId : null });
    return true;
  };
  const follow = (link: DeepLink | null): void => {
    if (link === null) window.show();
    else showInstance(link.instanceId, link.incidentId);
  };
  // macOS hands links over like this, never as words.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    follow(parseDeepLink(url));
  });
  return {
    begin: async () => {
      if (mode.kind === 'background' && mode.link === null) return;
      follow(mode.link);
      await Promise.race([window.firstPage, wait(LONGEST_DRAWING_MS, undefined, { ref: false })]);
    },
    knocked: (words) => follow(linkIn(words)),
    showInstance,
  };
}
