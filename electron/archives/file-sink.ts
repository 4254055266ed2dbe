import { closeSync, constants, fchmodSync, ftruncateSync, openSync } from 'node:fs';
import { onDisk } from '../disk/byte-names';
import type { ContentSink } from './each-content';
import { HOLE_BYTES, isEmptyBlock } from './empty-blocks';
import type { PlannedEntry } from './plan-entries';
import { writeAllNow } from './write-all';

/** Unknown to Windows, where no link can be made without rights of its own. */
const NO_FOLLOW = (constants as { readonly O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0;
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_FOLLOW;

/**
 * Makes the file and writes what it is given, with holes where it had some. Without waiting in turns, as small files are
 * read: see `source-file.ts`. Whoever owns it can always read it.
 */
export function fileSink(
  target: string,
  { denseBytes, mode, unpackedBytes }: PlannedEntry,
  written: (bytes: number) => void,
): ContentSink {
  const descriptor = openSync(onDisk(target), NEW_FILE, 0o600);
  const hasHoles = denseBytes !== null && denseBytes < unpackedBytes;
  let position = 0;
  return {
    take: (chunk) => {
      if (hasHoles) writeWithHoles(descriptor, chunk, position);
      else writeAllNow(descriptor, chunk, position);
      position += chunk.length;
      written(chunk.length);
    },
    done: () => {
      if (hasHoles) ftruncateSync(descriptor, position);
      if (mode !== null) fchmodSync(descriptor, mode | 0o400);
      closeSync(descriptor);
    },
    failed: () => closeSync(descriptor),
  };
}

/** What was never written reads as zeros. */
function writeWithHoles(descriptor: number, chunk: Buffer, start: number): void {
  for (let at = 0; at < chunk.length;) {
    const piece = chunk.subarray(at, at + HOLE_BYTES - ((start + at) % HOLE_BYTES));
    if (!isEmptyBlock(piece)) writeAllNow(descriptor, piece, start + at);
    at += piece.length;
  }
}
