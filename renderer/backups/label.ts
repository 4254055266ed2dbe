import { backupLabel } from '../../shared/backup-manifest';

/** Which rule a label breaks; undefined when it can be used. */
export function labelProblem(label: string): string | undefined {
  const read = backupLabel.safeParse(label);
  return read.success ? undefined : `Label ${read.error.issues[0]?.message ?? 'cannot be used'}`;
}
