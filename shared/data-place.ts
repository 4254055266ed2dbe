/** Places where SQLite is not at home: what is said when data lies there. */

const NETWORK = 'a network drive';
const OLD_FORMAT = 'a drive with the FAT or exFAT file system';

/** The numbers that Linux gives file systems. */
const FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, NETWORK],
  [0xff534d42, NETWORK],
  [0xfe534d42, NETWORK],
  [0x4d44, OLD_FORMAT],
  [0x2011bab0, OLD_FORMAT],
  [0x65735546, 'a file system that another program provides (FUSE)'],
]);

/** The folder of a service, also with an account behind its name: `OneDrive - Company`, `GoogleDrive-me@example.com`. */
const SYNCED: readonly (readonly [RegExp, string])[] = [
  [/^dropbox( ?[-(].*)?$/i, 'Dropbox'],
  [/^onedrive( ?[-(].*)?$/i, 'OneDrive'],
  [/^(icloud ?drive|mobile documents)( ?[-(].*)?$/i, 'iCloud Drive'],
  [/^google ?drive( ?[-(].*)?$/i, 'Google Drive'],
];

export interface DataPlace {
  readonly path: string;
  /** As `statfs` of Linux gives it; null where the system does not tell. */
  readonly fileSystemType: number | null;
}

/** Sentences; none for an ordinary local folder. */
export function placeWarnings({ path, fileSystemType }: DataPlace): readonly string[] {
  const fileSystem = fileSystemType === null ? undefined : FILE_SYSTEMS.get(fileSystemType >>> 0);
  const components = path.split(/[\\/]/);
  const service = SYNCED.find(([pattern]) => components.some((component) => pattern.test(component)))?.[1];
  return [
    ...(fileSystem === undefined
      ? []
      : [
          `The data is on ${fileSystem}. SQLite needs the locks of a local drive; without them the database may be damaged.`,
        ]),
    ...(service === undefined
      ? []
      : [
          `The data is in a folder that ${service} syncs. Files that are exchanged while they are in use damage the database.`,
        ]),
  ];
}
