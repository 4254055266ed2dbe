/** What is typed in the create dialog, as text, and how it becomes the input of the command. */
import type { AppError } from '../../shared/errors';
import type { CommandInput, NewInstanceDefaults } from '../../shared/ipc';
import { problemsByField } from '../../shared/words/problems-by-field';

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

const asDraft = ({ name, port, folder, version, superuser }: NewInstanceDefaults): Draft => ({
  name,
  port: String(port),
  'superuser.email': superuser.email,
  'superuser.password': superuser.password,
  version,
  folder,
});

/** Fills in the defaults and keeps every field a person has touched before they arrived. */
export function filled(draft: Draft, touched: ReadonlySet<Field>, defaults: NewInstanceDefaults): Draft {
  const suggested = asDraft(defaults);
  return Object.fromEntries(
    FIELDS.map((field) => [field, touched.has(field) ? draft[field] : suggested[field]]),
  ) as unknown as Draft;
}

/** The text as typed; main decides what is valid. Without the port among what was touched, it is only a suggestion. */
export const asInput = (draft: Draft, touched: ReadonlySet<Field>): CommandInput<'create-instance'> => ({
  name: draft.name,
  port: draft.port.trim(),
  portIsSuggested: !touched.has('port'),
  folder: draft.folder,
  version: draft.version.trim(),
  superuser: { email: draft['superuser.email'].trim(), password: draft['superuser.password'] },
});

export type Problems<Name extends string = Field> = Readonly<Partial<Record<Name, string>>>;

/** The problems beside the fields of a form; an error that belongs to no field has none. */
export function problemsOf<Name extends string>(fields: readonly Name[], error: AppError): Problems<Name> {
  const byField = problemsByField(error);
  const known = fields.filter((field) => field in byField).map((field) => [field, byField[field]]);
  return Object.fromEntries(known) as Problems<Name>;
}

export const fieldProblems = (error: AppError): Problems => problemsOf(FIELDS, error);

export const firstProblem = (problems: Problems): Field | null => FIELDS.find((field) => field in problems) ?? null;

/** Without the problem of a field: it was about the old value. */
export const withoutProblem = <Name extends string>(problems: Problems<Name>, field: Name): Problems<Name> =>
  Object.fromEntries(Object.entries(problems).filter(([name]) => name !== field)) as Problems<Name>;
