/** Sentences about being reachable from other devices for a while. */
import type { AppNotice } from '../app-state';
import type { Instance } from '../instance';
import type { SharingEnd } from '../network-sharing';

export const sharingEndedNoticeId = (instanceId: string): string => `sharing-ended-${instanceId}`;

const WHY: Readonly<Record<SharingEnd, string>> = {
  time: 'Its time is over',
  network: 'This computer is in another network than when you shared it',
  sleep: 'The computer went to sleep',
  away: 'Its time was over while Basekeeper was closed',
};

/** Where its process was open, it is started again. */
export function sharingEnded({ id, name }: Pick<Instance, 'id' | 'name'>, why: SharingEnd): AppNotice {
  return {
    id: sharingEndedNoticeId(id),
    title: `${name} is no longer shared`,
    text: `${WHY[why]}. Only programs on this computer can reach it.`,
    isNews: true,
  };
}

/** What the question says of each choice. */
export const LASTS_FOR_A_WHILE =
  'It ends automatically: after this time, when the computer sleeps or changes its network, and when you quit Basekeeper. A running instance restarts now and at the end.';
export const LASTS = 'It stays on until you end it, also in other networks. It takes effect with the next start.';

export const NO_NETWORK = 'This computer is in no network now.';

/** `clock` is `15:20`. */
export const sharedUntil = (clock: string): string => `Until ${clock}, or until sleep, another network or quitting.`;
