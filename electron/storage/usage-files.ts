import { readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstanceId } from '../../shared/ids';
import { emptyHistory, isHistory } from '../../shared/usage-history';
import { writeFileAtomically } from '../disk/atomic-file';

export interface UsageFiles {
  /** The rings of an instance, to be written into; they reach the disk with `write`. */
  of(id: InstanceId): DataView;
  changed(id: InstanceId): void;
  /** Those that changed since the last time. */
  write(): Promise<void>;
  /** Its file is going: nothing of it is kept in mind. */
  forget(id: InstanceId): void;
}

/** One file of a few kilobytes per instance. Nothing but charts depends on it: what cannot be used begins anew. */
export function openUsageFiles(folder: string, log: (message: string) => void): UsageFiles {
  const histories = new Map<InstanceId, DataView<ArrayBuffer>>();
  const unwritten = new Set<InstanceId>();
  const pathOf = (id: InstanceId): string => join(folder, `${id}.ring`);
  const writeOne = async (id: InstanceId): Promise<void> => {
    const rings = histories.get(id);
    if (rings === undefined) return;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFileAtomically(pathOf(id), new Uint8Array(rings.buffer.slice(0)));
      // Its traces were removed meanwhile.
      if (!histories.has(id)) await rm(pathOf(id), { force: true });
    } catch (error) {
      log(`What ${id} took could not be written: ${(error as Error).message}`);
    }
  };
  return {
    of: (id) => {
      const known = histories.get(id);
      if (known !== undefined) return known;
      const read = readHistory(pathOf(id)) ?? emptyHistory();
      histories.set(id, read);
      return read;
    },
    changed: (id) => void unwritten.add(id),
    write: async () => {
      const ids = [...unwritten];
      unwritten.clear();
      await Promise.all(ids.map(writeOne));
    },
    forget: (id) => {
      histories.delete(id);
      unwritten.delete(id);
    },
  };
}

/** Null where there is none yet, or none that can be used. */
function readHistory(path: string): DataView<ArrayBuffer> | null {
  try {
    const read = new DataView(new Uint8Array(readFileSync(path)).buffer);
    return isHistory(read) ? read : null;
  } catch {
    return null;
  }
}
