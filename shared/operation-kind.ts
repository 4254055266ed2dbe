/** What is noted on the disk before it begins, and put in order at the next launch should the app die meanwhile. */
export const JOURNAL_KINDS = [
  /** Only in the journal: a creation has no instance to be shown with. */
  'create',
  'backup',
  'restore',
  'change-version',
  'go-back',
  'export-backup',
  'check-integrity',
  'compact',
  'clone',
  'move',
  'delete',
] as const;
export type JournalKind = (typeof JOURNAL_KINDS)[number];

export const OPERATION_KINDS = [...JOURNAL_KINDS, 'verify-backup', 'save-superuser'] as const;
/** A guarded job on the data of one instance; one at a time for each. */
export type OperationKind = (typeof OPERATION_KINDS)[number];
