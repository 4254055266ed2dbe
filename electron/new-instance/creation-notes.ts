import type { Result } from '../../shared/result';

/** A creation that has not come to the list yet. */
interface UnfinishedCreation {
  /** Of the note. */
  readonly id: string;
  readonly folder: string;
  readonly version: string;
  /** The topmost folder that is made for it; null when all are there. */
  readonly firstMade: string | null;
  /** Folders that the creation fills, in a folder that was empty. None as long as that has not been looked at. */
  readonly filled: readonly string[];
}

/** What is on disk before anything of a new instance is, so that the next launch removes what never came to the list. */
export interface CreationNotes {
  save(creation: UnfinishedCreation): Result<undefined>;
  /** It is on the list, or nothing of it is there any more. */
  remove(id: string): Result<undefined>;
}
