/** Why a superuser was not saved, where PocketBase itself said nothing. */

export const GAVE_NO_REASON = 'PocketBase gave no reason';

export const didNotFinishWithin = (limitMs: number): string =>
  `PocketBase did not finish within ${String(limitMs / 1000)} s`;
