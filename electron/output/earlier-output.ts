import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { OUTPUT_LINES_KEPT } from '../../shared/output';
import type { KnownSecrets } from '../pocketbase/redact';
import { NEWLINE } from './line-splitter';
import { partsOf } from './log-files';
import type { LogPlace } from './log-reader';
import { readable, textsOf } from './log-text';

const EARLIER_OUTPUT_BYTES = 64 * 1024;

export interface EarlierOutput {
  /** The run that wrote it; 0 when there is none. */
  readonly run: number;
  /** Presentable, oldest first. */
  readonly lines: readonly string[];
  /** Where the file goes on with what is not among the lines, or not as a whole. */
  readonly place: LogPlace;
}

/** The last 64 KiB a run wrote; the newest part is looked at when its file is shorter. Throws when it cannot be read. */
export function readEarlierOutput(run: number, file: string, secrets: KnownSecrets = []): EarlierOutput {
  const current = endOf(file, EARLIER_OUTPUT_BYTES);
  const room = EARLIER_OUTPUT_BYTES - current.bytes.length;
  const newestPart = room > 0 ? partsOf(file).at(-1) : undefined;
  const part = newestPart === undefined ? null : endOf(newestPart.path, room);
  // A part that does not end with a line has no seamless continuation.
  const joined = part === null || part.bytes.length === 0 || part.bytes.at(-1) === NEWLINE;

  const texts = textsOf(current.bytes.toString(), current.isCut || !joined);
  const lastLineAt = current.bytes.lastIndexOf(NEWLINE) + 1;
  const insideLine = lastLineAt === 0 && (current.isCut || !joined);
  return {
    run,
    lines: [...(part === null ? [] : textsOf(part.bytes.toString(), part.isCut)), ...texts]
      .slice(-OUTPUT_LINES_KEPT)
      .map((text) => readable(text, secrets)),
    place: { position: current.start + (insideLine ? current.bytes.length : lastLineAt), insideLine },
  };
}

interface End {
  readonly bytes: Buffer;
  readonly start: number;
  /** There is more before. */
  readonly isCut: boolean;
}

function endOf(file: string, atMostBytes: number): End {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const start = Math.max(0, size - atMostBytes);
    const buffer = Buffer.alloc(size - start);
    const count = readSync(descriptor, buffer, 0, buffer.length, start);
    return { bytes: buffer.subarray(0, count), start, isCut: start > 0 };
  } finally {
    closeSync(descriptor);
  }
}
