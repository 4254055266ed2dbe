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
/** Lines that are asked for at once, at most. */
export const PAGE_LINES_MAX = 400;
/** A line that is longer is shown, and looked through, only up to here. */
export const LINE_SHOWN_LENGTH = 4000;

/** What PocketBase itself says of a line; null where it says nothing. */
export type OutputLevel = 'debug' | 'info' | 'warning' | 'error';

/** `no-debug`: without what only `--dev` writes. A line without a level is shown by the first two. */
export const LEVEL_FILTERS = ['all', 'no-debug', 'warnings', 'errors'] as const;
export type LevelFilter = (typeof LEVEL_FILTERS)[number];

/** Which of the kept lines are shown. */
export interface OutputFilter {
  readonly levels: LevelFilter;
  /** Null: of every run. */
  readonly run: number | null;
  /** Also what PocketBase says of the health checks of Basekeeper. */
  readonly ownQuestions: boolean;
  /** Only lines that contain it, whatever their case; empty: all. */
  readonly text: string;
  /** Only lines after this one; 0: all. */
  readonly afterLine: number;
}

export const WHOLE_OUTPUT: OutputFilter = { levels: 'all', run: null, ownQuestions: false, text: '', afterLine: 0 };

export const OUTPUT_COLOURS = ['grey', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan'] as const;
export type OutputColour = (typeof OUTPUT_COLOURS)[number];

/** How a stretch of a line was to look on a terminal. */
export interface TextStyle {
  /** In characters of the line; `end` is the first one after it. */
  readonly start: number;
  readonly end: number;
  readonly colour: OutputColour | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
}

/** A line of everything that is kept. */
export interface KeptLine {
  /** Counted from 0 among the lines that the filter lets through. */
  readonly row: number;
  /** Counted from 1 among all that are kept. Neither number changes while older lines are deleted. */
  readonly line: number;
  readonly run: number;
  /** It is the first one of its run that the filter lets through. */
  readonly startsRun: boolean;
  /** Plain text: control sequences and secrets are removed. */
  readonly text: string;
  readonly level: OutputLevel | null;
  /** When it was seen, or when it says it was written, in milliseconds since 1970; null where neither is known. */
  readonly atMs: number | null;
  /** Empty for nearly all. */
  readonly styles: readonly TextStyle[];
}

/** How much of an instance's output is kept on disk. */
export interface KeptAmount {
  readonly lines: number;
  readonly bytes: number;
}

/** A run of which output is kept. What an earlier version of Basekeeper did not write down is null. */
export interface RunFacts {
  readonly run: number;
  readonly startedAtMs: number | null;
  readonly version: string | null;
  readonly port: number | null;
  readonly endedAtMs: number | null;
  /** How it ended, in words; null while it goes on, or where its end was not seen. */
  readonly end: string | null;
}

/** Where a page begins: at the end, at a row, or so that a line of all that are kept is in its middle. */
export type PagePlace =
  | { readonly kind: 'newest' }
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'line'; readonly line: number };

export interface OutputPage {
  /** Rows of one generation stay what they are; in another one a row may be another line. */
  readonly generation: number;
  /** The oldest row there is. */
  readonly firstRow: number;
  /** The row after the newest one. */
  readonly endRow: number;
  readonly lines: readonly KeptLine[];
  /** All that is kept, whatever the filter. */
  readonly kept: KeptAmount;
  /** The number of the newest line of all. */
  readonly lastLine: number;
  /** Lines about the health checks of Basekeeper. */
  readonly ownQuestions: number;
  /** Oldest first. */
  readonly runs: readonly RunFacts[];
}

export interface OutputFound extends KeptAmount {
  /** Lines that contain it, of those that the filter lets through. */
  readonly matches: number;
  /** Which of them is shown, counted from 1, oldest first; null where nothing was found. */
  readonly match: number | null;
  /** That one. */
  readonly line: KeptLine | null;
  /** Lines that the filter lets through. */
  readonly searched: number;
  /** Lines that are longer than what is shown of them, and were looked through only as far. */
  readonly shortenedLines: number;
  /** False: files were emptied or deleted during the search, again and again, so that some lines were not seen. */
  readonly isComplete: boolean;
}

/** All lines that are shown at once, each as long as a line can be, fit. */
export const COPIED_MAX_LENGTH = OUTPUT_LINES_KEPT * (LINE_SHOWN_LENGTH + 100);
