import type { ReactNode } from 'react';
import type { BackupOptions } from '../../shared/backup';
import type { AppError } from '../../shared/errors';
import { showError } from '../popups/toast-manager';
import {
  BACKUP_FIELDS,
  savedText,
  type BackupField,
  type BackupForm,
  type BackupFormState,
  type BackupGroup,
} from './backup-form';
import styles from './backup-options.module.css';

export interface GroupProps {
  readonly form: BackupForm;
  readonly state: BackupFormState;
  readonly saved: BackupOptions;
}

export async function told(sent: Promise<AppError | null>): Promise<void> {
  const error = await sent;
  if (error !== null) showError(error);
}

/** What a text field of the group needs. */
export function fieldOf(name: BackupField, group: BackupGroup, { form, state, saved }: GroupProps) {
  return {
    value: state.typed[name] ?? savedText(name, saved),
    problem: state.problems[name],
    onBlur: () => void told(form.commit(group, saved)),
    onChange: (text: string) => {
      form.change({ [name]: text });
    },
  };
}

interface GroupFormProps extends GroupProps {
  readonly group: BackupGroup;
  readonly children: ReactNode;
}

/** Saved with Enter, or when a field is left; Escape goes back. What main refuses stays as it was typed, with the reason. */
export function GroupForm({ group, form, saved, children }: GroupFormProps) {
  return (
    <form
      noValidate
      className={styles.group}
      onSubmit={(event) => {
        event.preventDefault();
        void told(form.commit(group, saved));
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') form.revert(BACKUP_FIELDS[group]);
      }}
    >
      {children}
      {/* Enter in a form with several fields needs a button to press. */}
      <button type="submit" hidden />
    </form>
  );
}
