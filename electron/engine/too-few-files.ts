/** Chromium ends the whole app when it can open no more, so nothing that would bring it there is begun. */
import type { AppError } from '../../shared/errors';
import type { CommandName } from '../../shared/ipc';
import { tooFewForJob, tooFewToBegin, type OpenFiles } from '../process/own-descriptors';

/** They start programs, ours or PocketBase. A start of an instance looks by itself, and says so in an incident. */
const BEGINNING: ReadonlySet<CommandName> = new Set<CommandName>([
  'create-instance',
  'inspect-folder',
  'open-folder-as-instance',
  'install-version',
  'import-executable',
  'import-executable-as',
  'back-up',
  'verify-backup',
  'export-backup',
  'preview-restore',
  'restore-backup',
  'preview-version-change',
  'change-version',
  'go-back',
  'check-integrity',
  'compact',
  'delete-instance',
  'clone-instance',
  'move-instance',
  'save-superuser',
]);

const asError = (files: OpenFiles | null): AppError | null =>
  files === null ? null : { code: 'too-few-open-files', ...files };

export const whyNotBegun = (name: CommandName): AppError | null =>
  BEGINNING.has(name) ? asError(tooFewToBegin()) : null;

/** For one more process beside so many. */
export const whyNoJob = (jobs: number): AppError | null => asError(tooFewForJob(jobs));
