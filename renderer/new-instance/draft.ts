/** What is typed in the create dialog, as text, and how it becomes the input of the command. */
import type { AppError } from '../../shared/errors';
import type { CommandInput, NewInstanceDefaults } from '../../shared/ipc';
import { problemsOf, type Problems } from '../forms/form';

/** The fields, named as main names them in a refusal. */
export const FIELDS = ['name', 'port', 'superuser.email', 'superuser.password', 'version', 'folder'] as const;
export type Field = (typeof FIELDS)[number];

export type Draft = Readonly<Record<Field, string>>;

/** Fields below “More options”. */
export const FOLDED_FIELDS: readonly Field[] = ['version', 'folder'];

export const EMPTY_DRAFT: Draft = {
  name: '',
  port: '',
  'superuser.email': '',
  'superuser.password': '',
  version: '',
  folder: '',
};

export const asDraft = ({ name, port, folder, version, superuser }: NewInstanceDefaults): Draft => ({
  name,
  port: String(port),
  'superuser.email': superuser.email,
  'superuser.password': superuser.password,
  version,
  folder,
});

/** The text as typed; main decides what is valid. A port that was not typed is only a suggestion. */
export const asInput = (draft: Draft, typed: Partial<Draft>): CommandInput<'create-instance'> => ({
  name: draft.name,
  port: draft.port.trim(),
  portIsSuggested: typed.port === undefined,
  folder: draft.folder,
  folderIsSuggested: typed.folder === undefined,
  version: draft.version.trim(),
  superuser: { email: draft['superuser.email'].trim(), password: draft['superuser.password'] },
});

export const fieldProblems = (error: AppError): Problems<Field> => problemsOf(FIELDS, error);

export const firstProblem = (problems: Problems<Field>): Field | null =>
  FIELDS.find((field) => field in problems) ?? null;
