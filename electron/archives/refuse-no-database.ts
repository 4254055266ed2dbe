import { constants, inflateRawSync } from 'node:zlib';
import { shownName } from '../../shared/archive-name';
import type { OpenArchive } from './open-archive';
import { refuse } from './refusal';
import type { ScannedEntry } from './scan-archive';

const SQLITE_HEADER = 'SQLite format 3\0';
/** Enough for the beginning, and little however much it may grow. */
const LOOKED_AT_BYTES = 4096;

/** Only its beginning is looked at. Null: it is damaged, which is told by whoever reads all of it. */
export async function beginsLikeDatabase(archive: OpenArchive, entry: ScannedEntry): Promise<boolean | null> {
  const packed = await archive.bytesAt(entry.dataStart, Math.min(entry.packedBytes, LOOKED_AT_BYTES));
  const beginning = entry.isDeflated ? inflatedBeginning(packed) : packed;
  return beginning === null ? null : beginning.toString('latin1', 0, SQLITE_HEADER.length) === SQLITE_HEADER;
}

/** What is no database is found before anything has to wait for it. */
export async function refuseNoDatabase(archive: OpenArchive, entry: ScannedEntry): Promise<void> {
  if ((await beginsLikeDatabase(archive, entry)) !== false) return;
  refuse({ kind: 'not-a-database', entry: shownName(entry.name) });
}

function inflatedBeginning(packed: Buffer): Buffer | null {
  try {
    return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return null;
  }
}
