import { constants, inflateRawSync } from 'node:zlib';
import { shownName } from '../../shared/archive-name';
import type { OpenArchive } from './open-archive';
import { refuse } from './refusal';
import type { ScannedEntry } from './scan-archive';

const SQLITE_HEADER = 'SQLite format 3\0';
/** Enough for the beginning, and little however much it may grow. */
const LOOKED_AT_BYTES = 4096;

/** Of the database only the beginning is looked at: what is none is found before anything has to wait for it. */
export async function refuseNoDatabase(archive: OpenArchive, entry: ScannedEntry): Promise<void> {
  const { dataStart, isDeflated, name, packedBytes } = entry;
  const packed = await archive.bytesAt(dataStart, Math.min(packedBytes, LOOKED_AT_BYTES));
  const beginning = isDeflated ? inflatedBeginning(packed) : packed;
  // What is damaged is told by whoever reads all of it.
  if (beginning === null) return;
  if (beginning.toString('latin1', 0, SQLITE_HEADER.length) === SQLITE_HEADER) return;
  refuse({ kind: 'not-a-database', entry: shownName(name) });
}

function inflatedBeginning(packed: Buffer): Buffer | null {
  try {
    return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return null;
  }
}
