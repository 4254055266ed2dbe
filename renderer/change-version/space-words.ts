import { bytesInWords } from '../../shared/words/bytes-in-words';

/** What a change of version needs; null where the system does not tell what is free. */
export function spaceInWords({
  neededBytes,
  freeBytes,
}: {
  readonly neededBytes: number;
  readonly freeBytes: number | null;
}): string {
  const needed = `Needs up to ${bytesInWords(neededBytes)}`;
  if (freeBytes === null) return `${needed}.`;
  const free = bytesInWords(freeBytes);
  return freeBytes < neededBytes
    ? `${needed}, but only ${free} is free. Make room first.`
    : `${needed} (${free} free).`;
}
