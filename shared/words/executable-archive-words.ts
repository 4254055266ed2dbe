/** Why a zip or wheel with PocketBase in it cannot be used: each is the end of a sentence that begins with its name. */

const holdsNo = (what: string): string => `holds no ${what}`;

export const ARCHIVE_RULES = {
  encrypted: 'is encrypted',
  lacksExecutable: holdsNo('pocketbase'),
  lacksRecord: holdsNo('record of its contents'),
  wrongChecksum: 'is damaged: the executable’s SHA-256 differs from the one in its RECORD',
} as const;

export const holdsTooLargeFile = (maxBytes: number): string =>
  `holds a file larger than ${String(maxBytes / 1_000_000)} MB`;
export const holdsAsLink = (name: string): string => `holds ${name} as a link`;
export const isNoReadableZip = (detail: string): string => `is not a readable zip archive (${detail})`;
