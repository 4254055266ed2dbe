import { createHash } from 'node:crypto';
import { shownName } from '../../shared/archive-name';
import { createDenseCounter, type DenseCounter } from './empty-blocks';
import type { PlannedEntry } from './plan-entries';
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
  const dense = entry.denseBytes === null ? null : createDenseCounter();
  try {
    await readEntry(
      archive,
      entry,
      (chunk) => {
        hash?.update(chunk);
        if (dense !== null) refuseDenser(entry, dense, chunk);
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

/** One that takes more room than it says. */
function refuseDenser({ denseBytes, name }: PlannedEntry, dense: DenseCounter, chunk: Buffer): void {
  dense.add(chunk);
  const foundBytes = dense.total();
  if (denseBytes === null || foundBytes <= denseBytes) return;
  refuse({ kind: 'wrong-size', entry: shownName(name), statedBytes: denseBytes, foundBytes });
}
