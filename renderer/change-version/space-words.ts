import { bytesInWords } from '../../shared/words/bytes-in-words';

/** What a change of version needs; null where the system does not tell what is free. */
export function spaceInWords({
  neededBytes,
  freeBytes,
}: {
  readonly neededBytes: number;
  readonly freeBytes: number | null;
}): string {
  const needed = `The copy and the backup need up to ${bytesInWords(neededBytes)}`;
  if (freeBytes === null) return `${needed}.`;
  const free = `${bytesInWords(freeBytes)} is free.`;
  return freeBytes < neededBytes ? `${needed}, and only ${free} Make room first.` : `${needed}; ${free}`;
}
