/** Ends sharing with other devices when its time is over or the network is another one, and starts again what is still open. */
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { hasNetworkAccess } from '../../shared/launched-with';
import {
  dueSharingEnd,
  networkOf,
  withoutNetworkAccess,
  type NetworkAddress,
  type SharingEnd,
} from '../../shared/network-sharing';
import { operationOn } from '../../shared/operation';
import { sharingEnded } from '../../shared/words/sharing-words';
import { showNotice, type AppStore } from '../store/app-store';
import type { Instances } from './instances';

/** No system tells of another network; nothing is looked at while nothing is shared for a while. */
const LOOK_EVERY_MS = 2000;

export interface NetworkSharing {
  /** Before anything is started: what was over while the app was away is not opened again. */
  closeOverdue(): void;
  /** From now on it looks by itself, and at once. */
  start(): void;
  look(): void;
  /** The computer goes to sleep. */
  sleeps(): void;
  /** Of this computer, now. */
  readonly addresses: () => readonly NetworkAddress[];
  /** Nothing is shared for a while any more once the app has ended. */
  end(): void;
}

export interface NetworkSharingParts {
  readonly store: AppStore;
  readonly instances: Pick<Instances, 'changeAnyway' | 'restart'>;
  readonly now: () => Date;
  readonly addresses: () => readonly NetworkAddress[];
}

export function createNetworkSharing({ store, instances, now, addresses }: NetworkSharingParts): NetworkSharing {
  /** Closed by the clock, and its process may still be open. */
  const open = new Set<InstanceId>();
  let timer: NodeJS.Timeout | undefined;

  const all = (): readonly Instance[] => store.snapshot().state.instances;
  const shared = (): readonly Instance[] => all().filter(({ launchOptions }) => launchOptions.sharing !== undefined);

  /** Followed even if it cannot be written now: what is over is over. */
  const close = ({ id, launchOptions }: Instance): void => {
    const closed = { ...withoutNetworkAccess(launchOptions), revision: launchOptions.revision + 1 };
    instances.changeAnyway(id, { launchOptions: closed });
    open.add(id);
  };
  const closeAndTell = (instance: Instance, why: SharingEnd): void => {
    close(instance);
    showNotice(store, sharingEnded(instance, why));
  };
  const isUsed = ({ id }: Instance): boolean => operationOn(store.snapshot().state.operations, id) !== undefined;

  const closeDue = (away: boolean): void => {
    for (const instance of shared()) {
      const why = dueSharingEnd(instance.launchOptions, now(), networkOf(addresses()));
      // A task serves copies with what it found when it began, and is waited for.
      if (why !== null && !isUsed(instance)) closeAndTell(instance, away && why === 'time' ? 'away' : why);
    }
  };
  const restartOpen = (): void => {
    for (const id of open) {
      const instance = store.instance(id);
      const isOver = instance === undefined || instance.launchOptions.networkAccess === 'network';
      if (isOver || !hasNetworkAccess(instance)) open.delete(id);
      else if (instance.state.kind === 'running' && !isUsed(instance)) instances.restart(id);
    }
  };
  const look = (): void => {
    closeDue(false);
    restartOpen();
  };

  return {
    closeOverdue: () => {
      closeDue(true);
    },
    start: () => {
      look();
      timer ??= setInterval(() => {
        if (open.size > 0 || shared().length > 0) look();
      }, LOOK_EVERY_MS).unref();
    },
    look,
    addresses,
    sleeps: () => {
      for (const instance of shared()) closeAndTell(instance, 'sleep');
      restartOpen();
    },
    end: () => {
      clearInterval(timer);
      for (const instance of shared()) close(instance);
    },
  };
}
