import type { InstanceId } from './ids';

/** What the instance wrote, or a mark between two runs. */
export interface OutputLine {
  /** Counts up per instance while the app runs; shows gaps and doubles. */
  readonly sequence: number;
  readonly kind: 'output' | 'mark';
  /** Plain text: control sequences and secrets are removed. */
  readonly text: string;
}

export interface OutputBatch {
  readonly instanceId: InstanceId;
  readonly lines: readonly OutputLine[];
}

/** Lines kept in memory and shown per instance. */
export const OUTPUT_LINES_KEPT = 2000;
/** Lines kept with an incident. */
export const INCIDENT_LINES_KEPT = 200;

/** What is looked for in the output has at most so many characters. */
export const WANTED_MAX_LENGTH = 500;
/** Lines that come with one answer of a search. */
export const PASSAGE_LINES = 200;
/** A line that is longer is shown, and looked through, only up to here. */
export const LINE_SHOWN_LENGTH = 4000;

/** A line of everything that is kept, or a mark where a run begins. */
export interface KeptLine {
  readonly kind: OutputLine['kind'];
  /** Plain text: control sequences and secrets are removed. */
  readonly text: string;
  /** Counted from 1, oldest first; of a mark, that of the line after it. */
  readonly line: number;
  /** Which of the matches it is, counted from 1, oldest first; null: it does not contain what was looked for. */
  readonly match: number | null;
}

/** How much of an instance's output is kept on disk. */
export interface KeptAmount {
  readonly lines: number;
  readonly bytes: number;
}

export interface OutputFound extends KeptAmount {
  /** Lines that contain it, of all that are kept. */
  readonly matches: number;
  /** The one the passage is about; null where nothing was found. */
  readonly match: number | null;
  /** Lines around that one, or matches around it; oldest first, at most `PASSAGE_LINES` and marks. */
  readonly passage: readonly KeptLine[];
  /** Lines that are longer than what is shown of them, and were looked through only as far. */
  readonly shortenedLines: number;
  /** False: files were begun anew or deleted meanwhile, again and again, so that some lines were not seen. */
  readonly isComplete: boolean;
}

/** All lines that are shown at once, each as long as a line can be, fit. */
export const COPIED_MAX_LENGTH = OUTPUT_LINES_KEPT * (LINE_SHOWN_LENGTH + 100);
