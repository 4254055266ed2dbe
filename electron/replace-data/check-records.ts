import type { ExchangeWish } from '../../shared/backup';
import { isAccepted, lostRecords, type LostRecords } from '../../shared/lost-records';
import { done, fail, type Result } from '../../shared/result';
import type { DataDescription } from '../data/describe-data';

/** What a person asked for, and which loss of records they have read and accepted. */
export interface AcceptingWish {
  readonly wanted: ExchangeWish;
  readonly accepted: readonly LostRecords[];
}

/** `fewer-records` when a version left fewer than it was given, and nobody has agreed to that. */
export function checkRecords(
  given: DataDescription,
  left: DataDescription,
  version: string,
  { wanted, accepted }: AcceptingWish,
): Result<undefined> {
  const lost = lostRecords(given, left);
  return isAccepted(lost, accepted) ? done : fail({ code: 'fewer-records', version, lost, again: wanted });
}
