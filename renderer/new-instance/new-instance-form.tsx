import { ChevronRight, FolderOpen } from 'lucide-react';
import { useEffect, useId, useState, type RefObject } from 'react';
import { sharedPortWarning } from '../../shared/words/port-words';
import { useStore } from 'zustand';
import { run } from '../commands/run';
import { Button, IconButton } from '../components/button';
import { TextField } from '../components/text-field';
import { useAppState } from '../store/store';
import { closeDialog } from '../store/ui';
import { firstProblem, FOLDED_FIELDS, type Field } from './draft';
import styles from './new-instance.module.css';
import { InstallationProgress } from './installation-progress';
import { PasswordField } from '../forms/password-field';
import { draftIn, type CreateForm } from './form';
import { FormError } from '../forms/form-error';
import { useSubmission } from './use-submission';
import { VersionField } from '../versions/version-field';

interface NewInstanceFormProps {
  readonly form: CreateForm;
  readonly nameField: RefObject<HTMLInputElement | null>;
}

export function NewInstanceForm({ form: { fill, change, create, ...store }, nameField }: NewInstanceFormProps) {
  const state = useStore(store);
  const { problems, error, busy: creating, refusals } = state;
  const draft = draftIn(state);
  const [unfolded, setUnfolded] = useState(false);
  const { formElement, submit } = useSubmission(create, refusals);
  const moreId = useId();
  const portWarning = useAppState(({ instances }) => sharedPortWarning(draft.port, null, instances)) ?? undefined;
  const first = firstProblem(problems);
  const showMore = unfolded || FOLDED_FIELDS.some((field) => field in problems);

  useEffect(() => {
    void fill();
  }, [fill]);

  const field = (name: Field) => ({
    value: draft[name],
    problem: problems[name],
    onChange: (value: string) => {
      // A problem in a folded field keeps it in sight, also while it is being corrected.
      if (FOLDED_FIELDS.includes(name)) setUnfolded(true);
      change({ [name]: value });
    },
  });

  const chooseFolder = async (): Promise<void> => {
    const chosen = await run('choose-folder', undefined);
    if (chosen.ok && chosen.value.folder !== null) change({ folder: chosen.value.folder });
  };

  return (
    <form
      ref={formElement}
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className={styles.fields}>
        <div className={styles.nameAndPort}>
          <TextField ref={nameField} label="Name" placeholder="for example: blog" {...field('name')} />
          <TextField label="Port" inputMode="numeric" warning={portWarning} {...field('port')} />
        </div>

        <fieldset className={styles.group}>
          <legend className={styles.legend}>First superuser</legend>
          <TextField label="Superuser e-mail" inputMode="email" {...field('superuser.email')} />
          <PasswordField {...field('superuser.password')} />
        </fieldset>

        <button
          type="button"
          className={styles.more}
          aria-expanded={showMore}
          aria-controls={moreId}
          onClick={() => {
            setUnfolded(!showMore);
          }}
        >
          <ChevronRight size={14} strokeWidth={2} aria-hidden />
          More options
          {!showMore && draft.version !== '' && <span className={styles.summary}>PocketBase {draft.version}</span>}
        </button>
        <div id={moreId} hidden={!showMore} className={styles.fields}>
          <VersionField {...field('version')} />
          <TextField
            label="Folder"
            mono
            {...field('folder')}
            after={<IconButton icon={FolderOpen} label="Choose a folder…" onClick={() => void chooseFolder()} />}
          />
        </div>
        {error !== null && first === null && <FormError error={error} />}
      </div>

      <footer className={styles.footer}>
        <InstallationProgress version={draft.version.trim()} creating={creating} />
        <Button onClick={closeDialog}>{creating ? 'Hide' : 'Cancel'}</Button>
        <Button submit variant="primary" busy={creating}>
          {creating ? 'Creating…' : 'Create'}
        </Button>
      </footer>
    </form>
  );
}
