/** What one notification in place of many speaks of, and whether it still is so. Pure. */
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { summaryInWords } from '../../shared/words/notification-words';

/** The instances that got no notice of their own. */
export type Covered = ReadonlySet<InstanceId>;

export interface Summary {
  readonly title: string;
  readonly body: string;
  /** While something needs a person it stays; otherwise it may pass by itself. */
  readonly urgency: 'critical' | 'normal';
}

/** Without those whose trouble is over: a person ended maintenance, another try succeeded, it is off the list. */
export function stillCovered(covered: Covered, before: readonly Instance[], now: readonly Instance[]): Covered {
  const left = [...covered].filter((id) => {
    const instance = now.find((one) => one.id === id);
    if (instance === undefined) return false;
    if (instance.intent.maintenance !== null) return true;
    const wasInMaintenance = before.some((one) => one.id === id && one.intent.maintenance !== null);
    return !wasInMaintenance && instance.state.kind !== 'running' && instance.state.kind !== 'stopped';
  });
  return left.length === covered.size ? covered : new Set(left);
}

/** Null: there is nothing left to tell. */
export function summaryOf(covered: Covered, instances: readonly Instance[]): Summary | null {
  if (covered.size === 0) return null;
  const inMaintenance = instances.some(({ id, intent }) => covered.has(id) && intent.maintenance !== null);
  return { ...summaryInWords(instances, inMaintenance), urgency: inMaintenance ? 'critical' : 'normal' };
}
