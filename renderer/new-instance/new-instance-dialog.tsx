import { useEffect, useRef, useState, type RefObject } from 'react';
import { useStore } from 'zustand';
import { bridge } from '../store/bridge';
import { Modal } from '../components/dialog';
import { Segments } from '../components/segments';
import { keepNewKeys } from '../store/new-keys';
import { closeDialog, useUi } from '../store/ui';
import { createCreateForm } from './form';
import { NewInstanceForm } from './new-instance-form';
import styles from './new-instance.module.css';
import { OpenFolderForm } from './open-folder-form';
import { createOpenForm } from './open-form';

type Way = 'create' | 'open';

const WAYS: readonly (readonly [Way, string])[] = [
  ['create', 'Create new'],
  ['open', 'Open a folder'],
];

export function NewInstanceDialog() {
  const asked = useUi(({ dialog }) => (dialog?.kind === 'new-instance' ? dialog : null));
  const nameField = useRef<HTMLInputElement>(null);
  return (
    <Modal open={asked !== null} title="New instance" initialFocus={nameField} onClose={closeDialog}>
      <BothWays nameField={nameField} folder={asked?.folder ?? null} />
    </Modal>
  );
}

interface BothWaysProps {
  readonly nameField: RefObject<HTMLInputElement | null>;
  /** That was chosen or dropped before; null: none. */
  readonly folder: string | null;
}

/** What was typed in one form is still there after a look at the other. */
function BothWays({ nameField, folder }: BothWaysProps) {
  const [way, setWay] = useState<Way>(folder === null ? 'create' : 'open');
  const [creation] = useState(() => createCreateForm(bridge, keepNewKeys));
  const [opening] = useState(() => createOpenForm(bridge));
  useEffect(() => {
    if (folder === null) return;
    opening.change('folder', folder);
    void opening.look();
  }, [folder, opening]);
  const isCreating = useStore(creation, ({ busy }) => busy);
  const isOpening = useStore(opening, ({ busy }) => busy);
  return (
    <>
      <div className={styles.way}>
        <Segments
          legend="How to begin"
          legendHidden
          choices={WAYS}
          value={way}
          disabled={isCreating || isOpening}
          onChange={setWay}
        />
      </div>
      {way === 'create' ? <NewInstanceForm form={creation} nameField={nameField} /> : <OpenFolderForm form={opening} />}
    </>
  );
}
