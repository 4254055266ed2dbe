import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { showError } from '../popups/toast-manager';
import { textsOf, type Saved, type SavedForm } from './saved-form';

interface SavedFieldsProps<Field extends string, Setting extends Saved<Field>> {
  readonly form: SavedForm<Field, Setting>;
  readonly saved: Setting;
  readonly className: string | undefined;
  /** Gets what each text field needs. */
  readonly children: (field: (name: Field) => FieldProps) => ReactNode;
}

interface FieldProps {
  readonly value: string;
  readonly problem: string | undefined;
  readonly onBlur: () => void;
  readonly onChange: (text: string) => void;
}

/** Saved with Enter, or when a field is left; Escape goes back. What main refuses stays as it was typed, with the reason. */
export function SavedFields<Field extends string, Setting extends Saved<Field>>({
  form,
  saved,
  className,
  children,
}: SavedFieldsProps<Field, Setting>) {
  const { typed, problems } = useStore(form);
  const texts = textsOf(form.fields, typed, saved);
  const save = async (): Promise<void> => {
    const error = await form.commit(saved);
    if (error !== null) showError(error);
  };
  return (
    <form
      noValidate
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') form.revert();
      }}
    >
      {children((name) => ({
        value: texts[name],
        problem: problems[name],
        onBlur: () => void save(),
        onChange: (text) => {
          form.change({ [name]: text } as Partial<Readonly<Record<Field, string>>>);
        },
      }))}
      {/* Enter in a form with several fields needs a button to press. */}
      <button type="submit" hidden />
    </form>
  );
}
