/** What can be wrong with a running instance without ending it. */
export type WarningKind =
  /** A file in pb_hooks failed to load; PocketBase serves without it. */
  | 'hook-not-loaded'
  /** SQLite says that a database is damaged, while requests that do not touch the damage still work. */
  | 'database-damaged'
  /** It was started without its hooks, this once. */
  | 'hooks-left-out'
  /** The health question goes unanswered, and this instance is set to warn only. */
  | 'not-answering'
  /** It answers, but nothing can be said of its health: e.g. a hook guards every address. */
  | 'health-not-checked'
  /** PocketBase restarts itself again and again, because a file in pb_hooks changes each time. */
  | 'restarts-itself'
  /** Another process has the same databases open. */
  | 'data-shared'
  /** Database files that the process works on have been deleted, or others have their names. */
  | 'data-files-deleted';

export interface Warning {
  readonly kind: WarningKind;
  /** The line or the fact that shows it; for hooks, two lines for each file. */
  readonly evidence: string;
  /** ISO 8601, wall clock: when it was first seen in this run. */
  readonly since: string;
}

const LAST_WORD_COUNTS: ReadonlySet<WarningKind> = new Set(['hook-not-loaded', 'health-not-checked']);

/**
 * With one more warning. A kind that is there already keeps its beginning and its first evidence, which says most;
 * except for those of which only the last word is true, e.g. each start of PocketBase says anew which hooks failed.
 */
export function withWarning(warnings: readonly Warning[], added: Warning): readonly Warning[] {
  const known = warnings.find(({ kind }) => kind === added.kind);
  if (known === undefined) return [...warnings, added];
  if (!LAST_WORD_COUNTS.has(added.kind) || added.evidence === known.evidence) return warnings;
  return warnings.map((one) => (one === known ? { ...known, evidence: added.evidence } : one));
}

/** The same object when there is nothing to take away. */
export const withoutWarning = (warnings: readonly Warning[], kind: WarningKind): readonly Warning[] =>
  warnings.some((one) => one.kind === kind) ? warnings.filter((one) => one.kind !== kind) : warnings;
