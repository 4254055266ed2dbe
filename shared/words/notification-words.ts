import type { Instance } from '../instance';
import { countByStatus } from '../display-status';

/** After a failure that was told, when the next try has succeeded. */
export const RUNS_AGAIN = 'It is running again.';

/** One notification in place of many. True also when some are tried again and not in maintenance. */
export function summaryInWords(
  instances: readonly Instance[],
  ledIntoMaintenance: boolean,
): { readonly title: string; readonly body: string } {
  const { maintenance } = countByStatus(instances);
  const waiting = instances.filter(({ state }) => state.kind === 'waiting').length;
  const inMaintenance = `${countInWords(maintenance)} in maintenance now`;
  return {
    title: ledIntoMaintenance ? 'More instances went into maintenance' : 'More instances failed',
    body: waiting === 0 ? `${inMaintenance}.` : `${inMaintenance}, ${countInWords(waiting).toLowerCase()} tried again.`,
  };
}

const countInWords = (count: number): string =>
  count === 0 ? 'None is' : count === 1 ? '1 is' : `${String(count)} are`;
