import type { Instance } from '../../shared/instance';

/** From this many instances on, the list can be searched. */
export const SEARCH_FROM = 8;

/** The instances that match what was typed: in name, port or version. A short list is never filtered. */
export function visibleInstances(instances: readonly Instance[], search: string): readonly Instance[] {
  const wanted = search.trim().toLocaleLowerCase();
  if (wanted === '' || instances.length < SEARCH_FROM) return instances;
  return instances.filter(
    ({ name, port, version }) =>
      name.toLocaleLowerCase().includes(wanted) || String(port).startsWith(wanted) || version.startsWith(wanted),
  );
}
