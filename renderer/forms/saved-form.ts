/** Text fields of one setting that are saved together: with Enter, or when one of them is left. */
import type { AppError } from '../../shared/errors';
import type { Result } from '../../shared/result';
import { createForm, problemsOf, type Form } from './form';

export type Texts<Field extends string> = Readonly<Record<Field, string>>;
/** What is saved of these fields. */
export type Saved<Field extends string> = Readonly<Record<Field, string | number>>;

export interface SavedForm<Field extends string, Setting extends Saved<Field>> extends Form<Texts<Field>> {
  readonly fields: readonly Field[];
  /** Sends what was typed. Answers an error that belongs to no field. */
  readonly commit: (saved: Setting) => Promise<AppError | null>;
}

interface SavedFormParts<Field extends string, Setting extends Saved<Field>> {
  readonly fields: readonly Field[];
  /** What main calls the setting. */
  readonly name: string;
  readonly save: (typed: Texts<Field>, saved: Setting) => Promise<Result<undefined>>;
}

/** What stands in the fields: what was typed, else what is saved. */
export const textsOf = <Field extends string>(
  fields: readonly Field[],
  typed: Partial<Texts<Field>>,
  saved: Saved<Field>,
): Texts<Field> =>
  Object.fromEntries(fields.map((field) => [field, typed[field] ?? String(saved[field])])) as Texts<Field>;

export function createSavedForm<Field extends string, Setting extends Saved<Field>>({
  fields,
  name,
  save,
}: SavedFormParts<Field, Setting>): SavedForm<Field, Setting> {
  const form = createForm<Texts<Field>>({});

  async function commit(saved: Setting): Promise<AppError | null> {
    const shown = textsOf(fields, form.getState().typed, saved);
    const texts = Object.fromEntries(fields.map((field) => [field, shown[field].trim()])) as Texts<Field>;
    if (fields.every((field) => texts[field] === String(saved[field]))) {
      form.revert();
      return null;
    }
    const sent = await form.send(JSON.stringify(texts), fields, () => save(texts, saved));
    // Something typed since then is not interrupted.
    if (sent === null || sent.isStale) return null;
    if (sent.answer.ok) {
      form.revert();
      return null;
    }
    const { error } = sent.answer;
    form.refuse(
      fields,
      problemsOf(fields, error, (field) => `${name}.${field}`),
      error,
    );
    return form.getState().error;
  }

  return Object.assign(form, { fields, commit });
}
