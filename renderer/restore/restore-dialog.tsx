import { useRef, useState, type RefObject } from 'react';
import { allowedCommands } from '../../shared/display-status';
import type { InstancePart, RestoreSource } from '../../shared/backup';
import type { AppError } from '../../shared/errors';
import type { Instance } from '../../shared/instance';
import { bridge } from '../store/bridge';
import { showError } from '../popups/toast-manager';
import { Button, CommandButton } from '../components/button';
import { Modal } from '../components/dialog';
import { useAnswer } from '../store/use-answer';
import { FormError } from '../forms/form-error';
import { useInstance, useOperationOn } from '../store/store';
import { closeDialog, thisDialog, useUi } from '../store/ui';
import styles from './restore.module.css';
import { PlaceChoice } from './place-choice';
import { olderVersion } from './restore-facts';
import { RestorePreviewed } from './restore-previewed';

const CHOOSE_FIRST = { allowed: false, why: 'Choose which one first.' } as const;

export function RestoreDialog() {
  const dialog = useUi((ui) => ui.dialog);
  const asked = dialog?.kind === 'restore-backup' ? dialog : null;
  const instance = useInstance(asked?.instanceId ?? null);
  const body = useRef<HTMLDivElement>(null);
  if (asked === null || instance === null) return null;
  return (
    <Modal open title="Restore backup" initialFocus={body} onClose={closeDialog}>
      <Restore
        key={JSON.stringify(asked.source)}
        instance={instance}
        source={asked.source}
        wanted={asked.version ?? null}
        body={body}
      />
    </Modal>
  );
}

interface RestoreProps {
  readonly instance: Instance;
  readonly source: RestoreSource;
  /** The version it was chosen for. */
  readonly wanted: string | null;
  readonly body: RefObject<HTMLDivElement | null>;
}

function Restore({ instance, source: asked, wanted, body }: RestoreProps) {
  const { id: instanceId, name } = instance;
  const [place, setPlace] = useState<string | null>(null);
  const source = place !== null && asked.kind === 'file' ? { ...asked, place } : asked;
  const first = useAnswer('preview-restore', { instanceId, source: asked });
  const ofPlace = useAnswer('preview-restore', place === null ? null : { instanceId, source });
  const preview = place === null ? first : ofPlace;
  const places = first.kind === 'answered' ? first.value.places : [];
  const isOpen = places.length > 0 && place === null;
  const [others, setOthers] = useState<readonly InstancePart[]>([]);
  const [withVersion, setWithVersion] = useState(wanted !== null);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const { operate } = allowedCommands(instance, useOperationOn(instanceId));

  const restore = async (): Promise<void> => {
    if (busy || isOpen || preview.kind !== 'answered') return;
    setBusy(true);
    const dialog = thisDialog();
    const version = withVersion ? olderVersion(preview.value, instance.version, wanted) : null;
    const begun = await bridge.call('restore-backup', {
      instanceId,
      source,
      parts: ['pb_data', ...others],
      ...(version !== null && { version }),
    });
    setBusy(false);
    if (begun.ok) dialog.close();
    else if (dialog.isOpen()) setError(begun.error);
    else showError(begun.error);
  };

  return (
    <>
      {/* What is read first, and what scrolls. */}
      <div ref={body} tabIndex={-1} className={styles.body} aria-busy={preview.kind === 'asking'}>
        <What source={source} name={name} isRefused={preview.kind === 'refused'} />
        {places.length > 0 && <PlaceChoice places={places} value={place} onChange={setPlace} />}
        {preview.kind === 'asking' && (
          <p role="status" className={styles.waiting}>
            {preview.takesLong ? 'Looking at the backup…' : ''}
          </p>
        )}
        {preview.kind === 'refused' && <FormError error={preview.error} />}
        {preview.kind === 'answered' && !isOpen && (
          <RestorePreviewed
            preview={preview.value}
            others={others}
            onOthers={setOthers}
            present={instance.version}
            older={olderVersion(preview.value, instance.version, wanted)}
            withVersion={withVersion}
            onWithVersion={setWithVersion}
          />
        )}
        {error !== null && <FormError error={error} />}
      </div>
      <footer className={styles.footer}>
        <Button onClick={closeDialog}>{preview.kind === 'refused' ? 'Close' : 'Cancel'}</Button>
        {preview.kind !== 'refused' && (
          <CommandButton
            variant="danger"
            allowed={isOpen ? CHOOSE_FIRST : operate}
            busy={busy || preview.kind === 'asking'}
            onClick={() => void restore()}
          >
            Restore
          </CommandButton>
        )}
      </footer>
    </>
  );
}

interface WhatProps {
  readonly source: RestoreSource;
  readonly name: string;
  readonly isRefused: boolean;
}

function What({ source, name, isRefused }: WhatProps) {
  const path = source.kind === 'file' ? <span className={styles.path}>{source.path}</span> : null;
  if (isRefused) return path === null ? null : <p className={styles.text}>{path}</p>;
  return (
    <p className={styles.text}>
      Replaces the data of <strong className={styles.name}>{name}</strong>
      {path !== null && <> with the backup {path}</>}.
    </p>
  );
}
