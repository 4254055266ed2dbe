import { useState } from 'react';
import { shouldTryFirst } from '../../shared/change-of-version';
import { allowedCommands } from '../../shared/display-status';
import type { AppError } from '../../shared/errors';
import type { Instance } from '../../shared/instance';
import { beginsVersion, isVersion } from '../../shared/version-order';
import { bridge } from '../store/bridge';
import { showError } from '../popups/toast-manager';
import { Button, CommandButton } from '../components/button';
import { CheckBox } from '../components/check-box';
import { Modal } from '../components/dialog';
import { useAnswer } from '../store/use-answer';
import { HelpLink } from '../help/help-link';
import { FormError } from '../forms/form-error';
import { VersionField } from '../versions/version-field';
import { useInstance, useOperationOn } from '../store/store';
import { closeDialog, thisDialog, useUi } from '../store/ui';
import { useAvailable } from '../commands/version-commands';
import { ChangePreviewed } from './change-previewed';
import styles from './change-version.module.css';

export function ChangeVersionDialog() {
  const dialog = useUi((ui) => ui.dialog);
  const asked = dialog?.kind === 'change-version' ? dialog : null;
  const instance = useInstance(asked?.instanceId ?? null);
  if (asked === null || instance === null) return null;
  return (
    <Modal open title="Change version" onClose={closeDialog}>
      <ChangeVersion key={instance.id} instance={instance} suggested={asked.version} />
    </Modal>
  );
}

const WHOLE_VERSION = 'Type the whole version, such as 0.40.6.';

interface ChangeVersionProps {
  readonly instance: Instance;
  readonly suggested: string;
}

function ChangeVersion({ instance, suggested }: ChangeVersionProps) {
  const { id: instanceId, name, version: current } = instance;
  const [typed, setTyped] = useState(suggested);
  /** Null: as it is recommended for the version. */
  const [chosenTry, setChosenTry] = useState<boolean | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const listed = useAvailable((available) => available.listed);
  const version = typed.trim();
  const isComplete = isVersion(version);
  const preview = useAnswer('preview-version-change', isComplete ? { instanceId, version } : null);
  const tryFirst = chosenTry ?? (isComplete && shouldTryFirst(current, version));
  const { operate } = allowedCommands(instance, useOperationOn(instanceId));
  const isRefused =
    preview.kind === 'refused'
      ? preview.error.code === 'place-not-suited'
      : preview.kind === 'answered' && preview.value.refused !== null;

  const change = async (): Promise<void> => {
    if (busy || !operate.allowed || !isComplete || isRefused) return;
    setBusy(true);
    const dialog = thisDialog();
    const begun = await bridge.call('change-version', { instanceId, version, tryFirst });
    setBusy(false);
    if (begun.ok) dialog.close();
    else if (dialog.isOpen()) setError(begun.error);
    else showError(begun.error);
  };

  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      <div className={styles.body}>
        <p className={styles.text}>
          <span className={styles.name}>{name}</span> has PocketBase {current}. The new version is tested on a copy
          first, and a backup is made. If anything fails, nothing changes. You can go back for seven days.{' '}
          <HelpLink to="changingVersion">How it works</HelpLink>
        </p>
        <VersionField
          value={typed}
          problem={beginsVersion(version) ? undefined : 'Version must be three numbers, such as 0.40.6.'}
          known={listed?.versions.map((one) => one.version) ?? []}
          without={current}
          onChange={(next) => {
            setTyped(next);
            setChosenTry(null);
            // The error was about the old one.
            setError(null);
          }}
        />
        {isComplete && <ChangePreviewed instance={instance} answer={preview} />}
        {!isRefused && (
          <CheckBox
            label="Try it on a copy first"
            note="with its hooks; the instance keeps running"
            checked={tryFirst}
            onChange={setChosenTry}
          />
        )}
        {error !== null && <FormError error={error} />}
      </div>
      <footer className={styles.footer}>
        <Button onClick={closeDialog}>Cancel</Button>
        <CommandButton
          submit
          variant="primary"
          allowed={
            !operate.allowed
              ? operate
              : !isComplete
                ? { allowed: false, why: version === '' ? 'Choose a version first.' : WHOLE_VERSION }
                : isRefused
                  ? {
                      allowed: false,
                      why:
                        preview.kind === 'refused'
                          ? 'The data lies where it cannot be exchanged.'
                          : 'This version cannot be used.',
                    }
                  : operate
          }
          busy={busy}
        >
          Change version
        </CommandButton>
      </footer>
    </form>
  );
}
