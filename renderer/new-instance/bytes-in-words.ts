/** `640 kB`, `12.4 MB`. */
export function bytesInWords(bytes: number): string {
  return bytes < 1e6 ? `${String(Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `3.1 MB of 12.4 MB`, or what has come where the size is not known. */
export const receivedInWords = ({
  receivedBytes,
  totalBytes,
}: {
  readonly receivedBytes: number;
  readonly totalBytes: number | null;
}): string =>
  totalBytes === null ? bytesInWords(receivedBytes) : `${bytesInWords(receivedBytes)} of ${bytesInWords(totalBytes)}`;
