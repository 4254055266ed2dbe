import type { InstanceId } from '../../shared/ids';
import type { ChosenNetworkAccess } from '../../shared/launch-options-input';
import { networkOf, withoutNetworkAccess, type NetworkAddress } from '../../shared/network-sharing';
import type { Result } from '../../shared/result';
import { sharingEndedNoticeId } from '../../shared/words/sharing-words';
import { hideNotice, type AppStore } from '../store/app-store';
import type { Instances } from './instances';
import { unchanged } from './set-launch-options';

export interface NetworkAccessParts {
  readonly store: AppStore;
  readonly instances: Pick<Instances, 'change' | 'restart'>;
  readonly now: () => Date;
  readonly addresses: () => readonly NetworkAddress[];
}

/**
 * Whether other devices can connect, from the next start on. Where that is for a while only, a running instance is started
 * again at once: the time counts from now.
 */
export function setNetworkAccess(
  id: InstanceId,
  given: ChosenNetworkAccess,
  parts: NetworkAccessParts,
): Result<undefined> {
  const { store, instances, now, addresses } = parts;
  const found = unchanged(id, given, parts);
  if (!found.ok) return found;
  const { launchOptions: before, launchedWith, state } = found.value;
  const { revision, networkAccess, minutes = null } = given;
  const isForAWhile = networkAccess === 'network' && minutes !== null;
  const saved = instances.change(id, {
    launchOptions: {
      ...withoutNetworkAccess(before),
      // Another end is nothing that its process would have to know.
      revision: before.networkAccess === networkAccess ? revision : revision + 1,
      networkAccess,
      ...(isForAWhile ? { sharing: sharingFrom(now(), minutes, addresses()) } : {}),
    },
  });
  if (!saved.ok) return saved;
  hideNotice(store, sharingEndedNoticeId(id));
  const isOtherwise = launchedWith?.networkAccess !== networkAccess;
  if (isOtherwise && state.kind === 'running' && (isForAWhile || before.sharing !== undefined)) {
    return instances.restart(id);
  }
  return saved;
}

const sharingFrom = (from: Date, minutes: number, addresses: readonly NetworkAddress[]) => ({
  until: new Date(from.getTime() + minutes * 60_000).toISOString(),
  network: networkOf(addresses),
});
