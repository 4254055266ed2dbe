/** What is said when data was looked at, or moved to safety, before a start. */
import type { AppNotice } from '../app-state';
import { bytesInWords } from './bytes-in-words';

/** PocketBase deletes it with its next start, so it was moved. */
export const movedToQuarantine = (instanceId: string, instanceName: string, target: string): AppNotice => ({
  id: `quarantine-${instanceId}`,
  title: `Earlier data of ${instanceName} was moved to safety`,
  text: `A restore by PocketBase itself was interrupted, and PocketBase would have deleted the data from before it with its next start. It is now in ${target}. Look whether anything is missing in the instance; if not, delete that folder.`,
});

export const notCheckedBecauseLarge = (bytes: number, limitBytes: number): string =>
  `PocketBase had not closed its databases. They were not checked before this start, because ${bytesInWords(bytes)} are more than ${bytesInWords(limitBytes)}.`;

export const notCheckedInTime = (limitMs: number): string =>
  `PocketBase had not closed its databases. The check before this start was ended after ${String(limitMs / 1000)} s.`;
