import { createHash } from 'node:crypto';
import type { ZipFile } from 'yauzl';
import { shownName } from '../../shared/archive-name';
import { safeNameOf } from './entry-headers';
import type { PlannedEntry } from './inspect-archive';
import type { ArchiveLimits } from './limits';
import type { OpenArchive } from './open-archive';
import { readEntry } from './read-entry';
import { pause, refuse } from './refusal';
import { scannedEntry } from './scan-archive';

/** Takes the content of one file, chunk by chunk; `done` is called when all of it was in order. */
export interface ContentSink {
  take(chunk: Buffer): Promise<void> | void;
  done(): Promise<void> | void;
  /** In place of `done`, when it was not. */
  failed(): Promise<void> | void;
}

export interface ContentParts {
  readonly limits: ArchiveLimits;
  readonly signal: AbortSignal | undefined;
  /** Null: this one is not read. */
  open(entry: PlannedEntry): Promise<ContentSink | null> | ContentSink | null;
}

/** Reads the planned entries in the order of the archive, with every check there is for a content. */
export async function eachContent(
  archive: OpenArchive,
  entries: readonly PlannedEntry[],
  parts: ContentParts,
): Promise<void> {
  const zip = await archive.list();
  try {
    let index = 0;
    for await (const entry of zip.eachEntry()) {
      const plan = entries[index];
      index += 1;
      // The file may be another one by now than when it was inspected.
      const now = scannedEntry(entry, safeNameOf(entry, parts.limits.names));
      if (plan === undefined || !isSame(plan, now)) return refuse({ kind: 'archive-changed' });
      const sink = await parts.open(plan);
      if (sink !== null) await readInto(zip, entry, plan, sink, parts.signal);
      await pause(index, parts.signal);
    }
    if (index < entries.length) refuse({ kind: 'archive-changed' });
  } finally {
    zip.close();
  }
}

const isSame = (plan: PlannedEntry, now: ReturnType<typeof scannedEntry>): boolean =>
  plan.name === now.name &&
  plan.packedBytes === now.packedBytes &&
  plan.unpackedBytes === now.unpackedBytes &&
  plan.crc32 === now.crc32;

async function readInto(
  zip: ZipFile,
  entry: Parameters<typeof readEntry>[1],
  plan: PlannedEntry,
  sink: ContentSink,
  signal: AbortSignal | undefined,
): Promise<void> {
  const hash = plan.sha256 === null ? null : createHash('sha256');
  try {
    await readEntry(
      zip,
      entry,
      plan.name,
      (chunk) => {
        hash?.update(chunk);
        return sink.take(chunk);
      },
      signal,
    );
    if (hash !== null && hash.digest('hex') !== plan.sha256) {
      refuse({ kind: 'wrong-sha256', entry: shownName(plan.name) });
    }
  } catch (error) {
    await sink.failed();
    throw error;
  }
  await sink.done();
}
