import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { OUTPUT_LINES_KEPT } from '../../shared/output';
import { OUTPUT_MISSING_AFTER_THIS } from '../../shared/words/output-words';
import { presentable, presentableBeginning, type KnownSecrets } from '../pocketbase/redact';
import { NEWLINE } from './line-splitter';
import { partsOf } from './log-files';
import type { LogPlace } from './log-reader';

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

  const texts = textsOf(current, joined);
  const lastLineAt = current.bytes.lastIndexOf(NEWLINE) + 1;
  const insideLine = lastLineAt === 0 && (current.isCut || !joined);
  return {
    run,
    lines: [...(part === null ? [] : textsOf(part, true)), ...texts]
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

interface Text {
  readonly text: string;
  readonly whole: boolean;
}

/** Half a line at the beginning may begin with half a secret and is left out; half a line at the end is not. */
function textsOf({ bytes, isCut }: End, beginsWithLine: boolean): readonly Text[] {
  const lines = bytes.toString().split('\n');
  const end = lines.pop() ?? '';
  const isMarked = end.endsWith(OUTPUT_MISSING_AFTER_THIS);
  const unfinished = isMarked ? end.slice(0, -OUTPUT_MISSING_AFTER_THIS.length) : end;
  const texts = lines.map((text) => ({ text, whole: true }));
  if (unfinished !== '') texts.push({ text: unfinished, whole: false });
  if (isMarked) texts.push({ text: OUTPUT_MISSING_AFTER_THIS, whole: true });
  return isCut || !beginsWithLine ? texts.slice(1) : texts;
}

const readable = ({ text, whole }: Text, secrets: KnownSecrets): string =>
  whole ? presentable(text, secrets) : presentableBeginning(text, secrets);
