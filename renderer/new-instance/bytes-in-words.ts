/** `640 kB`, `12.4 MB`. */
export function bytesInWords(bytes: number): string {
  return bytes < 1e6 ? `${String(Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
