import { useId, useRef } from 'react';
import { useStore } from 'zustand';
import type { Instance } from '../../shared/instance';
import { isLaunchedWithOlder } from '../../shared/launched-with';
import { NO_LAUNCH_OPTIONS } from '../../shared/launch-options';
import { problemsByField } from '../../shared/words/problems-by-field';
import { bridge } from '../store/bridge';
import { Button } from '../components/button';
import { TARGETS } from '../components/focus';
import { HelpLink } from '../help/help-link';
import { RestartButton } from '../commands/restart-button';
import { FormError } from '../forms/form-error';
import { findInstance, mirror } from '../store/store';
import { ArgumentsField } from './arguments-field';
import { EnvironmentFields } from './environment-fields';
import { KeyFields } from './key-fields';
import { PathField } from './path-field';
import { draftOf, newerValues } from './launch-options-draft';
import { draftIn, servingFormOf } from './launch-options-form';
import styles from './launch-options.module.css';

/** What its process is served with; saved as a whole, in force with the next start. */
export function LaunchOptionsSection({ instance }: { readonly instance: Instance }) {
  const headingId = useId();
  const { id, launchOptions: saved } = instance;
  const formElement = useRef<HTMLFormElement>(null);
  const form = servingFormOf(bridge, id);
  const state = useStore(form);
  const typed = draftIn(state);
  const draft = typed ?? draftOf(saved);
  const problems: Readonly<Record<string, string>> = state.error === null ? {} : problemsByField(state.error);
  const isNewer = state.begunOn !== null && state.begunOn.revision !== saved.revision;
  const given = { form, draft, saved, problems, whyNoSecrets: state.whyNoSecrets };

  const save = async (): Promise<void> => {
    const latest = () => findInstance(mirror.getState().state, id)?.launchOptions ?? NO_LAUNCH_OPTIONS;
    if (await form.save(latest)) return;
    requestAnimationFrame(() => formElement.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
  };

  return (
    <section id={TARGETS.launchOptions} tabIndex={-1} aria-labelledby={headingId}>
      <h2 id={headingId} className={styles.heading}>
        Serving
      </h2>
      <p className={styles.text}>
        What PocketBase is started with. <HelpLink to="serving">More about this</HelpLink>
      </p>
      <form
        ref={formElement}
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <EnvironmentFields {...given} instanceId={id} isUnsaved={typed !== null} />
        <KeyFields {...given} />
        <PathField {...given} missingFolders={typed === null ? state.missingFolders : []} />
        <ArgumentsField {...given} />
        {state.error !== null && Object.keys(problems).length === 0 && <FormError error={state.error} />}
        {isNewer && (
          <div className={styles.newer} role="group" aria-label="Newer values">
            <p>These were saved from another place since you began:</p>
            <ul>
              {newerValues(state.begunOn, saved).map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </div>
        )}
        <footer className={styles.footer}>
          <Button submit variant="primary" busy={state.busy} aria-disabled={typed === null}>
            Save
          </Button>
          {typed !== null && (
            <Button
              onClick={() => {
                form.discard();
              }}
            >
              Discard changes
            </Button>
          )}
          <p className={styles.note}>
            {typed === null ? 'Takes effect with the next start.' : 'Not saved yet. Takes effect with the next start.'}
          </p>
        </footer>
      </form>
      <RestartNote instance={instance} />
    </section>
  );
}

function RestartNote({ instance }: { readonly instance: Instance }) {
  return (
    <div role="status" aria-label="Serving options in use">
      {isLaunchedWithOlder(instance) && (
        <div className={styles.restart}>
          <p>Restart to apply the saved settings.</p>
          <RestartButton instance={instance}>Restart to use it</RestartButton>
        </div>
      )}
    </div>
  );
}
