import { useEffect, useState, useSyncExternalStore } from 'react';
import type { InstanceId } from '../../shared/ids';
import type { OutputFilter } from '../../shared/output';
import { bridge } from '../store/bridge';
import { liveOutput } from '../store/live-output';
import { KeptPages, type Pages } from './kept-pages';

/** While lines arrive, the end is looked at no more often. */
const INTERVAL_MS = 100;

interface Kept {
  readonly pages: Pages;
  readonly store: KeptPages;
}

/** Everything that is kept and let through by the filter; up to date as of a tenth of a second ago. */
export function useKeptPages(instanceId: InstanceId, filter: OutputFilter): Kept {
  const [store] = useState(() => new KeptPages(bridge, instanceId, filter));
  const pages = useSyncExternalStore(store.subscribe, store.get);
  useEffect(() => {
    store.setFilter(filter);
  }, [store, filter]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = liveOutput.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void store.refresh();
      }, INTERVAL_MS);
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [store]);
  return { pages, store };
}
