import { createHash } from 'node:crypto';
import { shownName } from '../../shared/archive-name';
import type { PlannedEntry } from './inspect-archive';
import type { OpenArchive } from './open-archive';
import { readEntry } from './read-entry';
import { pause, refuse } from './refusal';

/** Takes the content of one file, chunk by chunk; `done` is called when all of it was in order. */
export interface ContentSink {
  take(chunk: Buffer): Promise<void> | void;
  done(): Promise<void> | void;
  /** In place of `done`, when it was not. */
  failed(): Promise<void> | void;
}

export interface ContentParts {
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
  for (const [index, entry] of entries.entries()) {
    const sink = await parts.open(entry);
    if (sink !== null) await readInto(archive, entry, sink, parts.signal);
    await pause(index, parts.signal);
  }
}

async function readInto(
  archive: OpenArchive,
  entry: PlannedEntry,
  sink: ContentSink,
  signal: AbortSignal | undefined,
): Promise<void> {
  const hash = entry.sha256 === null ? null : createHash('sha256');
  try {
    await readEntry(
      archive,
      entry,
      (chunk) => {
        hash?.update(chunk);
        return sink.take(chunk);
      },
      signal,
    );
    if (hash !== null && hash.digest('hex') !== entry.sha256) {
      refuse({ kind: 'wrong-sha256', entry: shownName(entry.name) });
    }
  } catch (error) {
    await sink.failed();
    throw error;
  }
  await sink.done();
}
