import { FolderOpen } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { sharedPortWarning } from '../../shared/words/port-words';
import { run } from '../commands/run';
import { Button } from '../components/button';
import { DegradedGlyph } from '../components/status-glyph';
import { TextField } from '../components/text-field';
import { useAppState } from '../store/store';
import { closeDialog } from '../store/ui';
import { FormError } from '../forms/form-error';
import { foundFacts, upgradeOnOpening } from './found-facts';
import { InstallationProgress } from './installation-progress';
import styles from './new-instance.module.css';
import { draftIn, type OpenField, type OpenForm } from './open-form';
import { useSubmission } from './use-submission';
import { VersionField } from '../versions/version-field';

const HINT = 'The folder that pb_data is in, or pb_data itself. It stays where it is.';

/** First the folder; the rest comes from what is found in it, and can be changed. */
export function OpenFolderForm({ form: { change, look, open, ...store } }: { readonly form: OpenForm }) {
  const state = useStore(store);
  const { problems, error, found, looking, busy: opening, refusals } = state;
  const draft = draftIn(state);
  const { formElement, submit } = useSubmission(open, refusals);
  const folderField = useRef<HTMLInputElement>(null);
  const portWarning = useAppState(({ instances }) => sharedPortWarning(draft.port, null, instances)) ?? undefined;

  useEffect(() => {
    const input = folderField.current;
    // The end of a long path tells more than its beginning.
    if (input !== null && found !== null) input.scrollLeft = input.scrollWidth;
  }, [found]);

  const field = (name: OpenField) => ({
    value: draft[name],
    problem: problems[name],
    onChange: (value: string) => {
      change(name, value);
    },
  });

  const chooseFolder = async (): Promise<void> => {
    const chosen = await run('choose-folder', undefined);
    if (!chosen.ok || chosen.value.folder === null) return;
    change('folder', chosen.value.folder);
    await look();
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
        <TextField
          label="Folder"
          mono
          hint={looking ? 'Looking at the folder…' : found === null ? HINT : undefined}
          {...field('folder')}
          onBlur={() => void look()}
          ref={folderField}
          beside={
            <Button icon={FolderOpen} onClick={() => void chooseFolder()}>
              Choose folder…
            </Button>
          }
        />
        <div aria-live="polite" className={styles.found}>
          {found !== null && <p className={styles.facts}>{foundFacts(found, draft.folder).join(' ')}</p>}
          {found !== null && found.warnings.length > 0 && <FoundWarnings warnings={found.warnings} />}
        </div>
        {found !== null && (
          <>
            <div className={styles.nameAndPort}>
              <TextField label="Name" {...field('name')} />
              <TextField label="Port" inputMode="numeric" warning={portWarning} {...field('port')} />
            </div>
            <VersionField {...field('version')} consequence={upgradeOnOpening(found, draft.version)} />
          </>
        )}
        {error !== null && <FormError error={error} />}
      </div>

      <footer className={styles.footer}>
        <InstallationProgress version={draft.version.trim()} creating={opening} />
        <Button onClick={closeDialog}>{opening ? 'Hide' : 'Cancel'}</Button>
        <Button submit variant="primary" busy={opening}>
          {opening ? 'Opening…' : 'Open'}
        </Button>
      </footer>
    </form>
  );
}

function FoundWarnings({ warnings }: { readonly warnings: readonly string[] }) {
  return (
    <ul aria-label="Warnings" className={styles.warnings}>
      {warnings.map((warning) => (
        <li key={warning}>
          <DegradedGlyph size={16} />
          {warning}
        </li>
      ))}
    </ul>
  );
}
