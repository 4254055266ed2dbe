/** `640 kB`, `12.4 MB`, `1.2 GB`. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1e6) return `${String(Math.round(bytes / 1e3))} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
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
