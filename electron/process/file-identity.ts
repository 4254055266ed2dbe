import { stat } from 'node:fs/promises';

/** What a file is whatever path leads to it: a link, a bind mount, the view of a container. Unique while it exists. */
export interface FileIdentity {
  readonly device: bigint;
  readonly inode: bigint;
}

/** Follows links, also those of `/proc/<pid>/fd`, which lead to files that have been deleted. Null: it cannot be looked at. */
export async function fileIdentity(path: string): Promise<FileIdentity | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found === null ? null : { device: found.dev, inode: found.ino };
}

/** As a key of maps. */
export const identityKey = ({ device, inode }: FileIdentity): string => `${String(device)}:${String(inode)}`;
