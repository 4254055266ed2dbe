import { useEffect } from 'react';
import type { Instance } from '../../shared/instance';
import { bridge } from '../store/bridge';

/** An incident counts as seen once its instance's page is on a visible screen. */
export function useMarkSeen({ id, incidents }: Instance): void {
  const unseen = incidents.some(({ seen }) => !seen);
  const newest = incidents[0]?.id;
  useEffect(() => {
    if (!unseen) return undefined;
    const mark = (): void => {
      if (document.visibilityState === 'visible') void bridge.call('mark-incidents-seen', { instanceId: id });
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => {
      document.removeEventListener('visibilitychange', mark);
    };
  }, [id, unseen, newest]);
}
