import type { AppNotice } from '../app-state';
import type { OperationKind } from '../operation-kind';

/** `title` names the operation, `underway` is what it is called while it runs. */
export const OPERATION_WORDS: Readonly<Record<OperationKind, { readonly title: string; readonly underway: string }>> = {
  create: { title: 'Creation', underway: 'Creating' },
  backup: { title: 'Backup', underway: 'Backing up' },
  restore: { title: 'Restore', underway: 'Restoring' },
  'change-version': { title: 'Change of version', underway: 'Changing the version of' },
  'go-back': { title: 'Going back to the earlier version', underway: 'Going back to the earlier version of' },
  'verify-backup': { title: 'Verification of a backup', underway: 'Verifying a backup of' },
  'export-backup': { title: 'Export of a backup', underway: 'Exporting a backup of' },
  'check-integrity': { title: 'Check of the data', underway: 'Checking the data of' },
  compact: { title: 'Compacting', underway: 'Compacting the databases of' },
  clone: { title: 'Clone', underway: 'Cloning' },
  move: { title: 'Move', underway: 'Moving' },
  delete: { title: 'Deletion', underway: 'Deleting' },
  'save-superuser': { title: 'Saving a superuser', underway: 'Saving a superuser of' },
};

/** Something of an operation is still in a folder, and why. */
export const notTidiedNotice = (
  { folder, id, kind }: { readonly folder: string; readonly id: string; readonly kind: OperationKind },
  detail: string,
): AppNotice => ({
  id: `left-${id}`,
  title: `${OPERATION_WORDS[kind].title}: something was left behind`,
  text: `In ${folder}, below .basekeeper-${id}: ${detail}. Basekeeper tries again at its next launch.`,
});

/** Why nothing was tidied up. */
export const NOT_ON_THE_LIST = 'The instance is not on the list, so nothing was touched';

/** Of a creation that never came to the list: what is in its folder and was not made by it. */
export const unfinishedCreationNotice = (
  { folder, id }: { readonly folder: string; readonly id: string },
  detail: string,
): AppNotice => ({
  id: `left-${id}`,
  title: 'An instance was not finished',
  text: `Basekeeper ended while it made an instance in ${folder}. ${detail}`,
});

export const creationNotRemoved = (detail: string): string =>
  `What is left of it could not be removed: ${detail}. Basekeeper tries again at its next launch.`;

export const othersWereLeft = (names: readonly string[]): string =>
  `What it had made was removed; what else is there was left: ${names.join(', ')}.`;

/** What was wanted of an instance that is not in the state for it: the subject of “… needs”. */
export const WANTED = { adminUi: 'The admin UI', operation: 'The operation', removal: 'Removing it' } as const;

export const interruptedTitle = (kind: OperationKind, name: string): string =>
  `${OPERATION_WORDS[kind].title} of ${name} was interrupted`;
