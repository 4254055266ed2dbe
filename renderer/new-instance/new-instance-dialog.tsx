import { useRef, useState, type RefObject } from 'react';
import { useStore } from 'zustand';
import { bridge } from '../store/bridge';
import { Modal } from '../components/dialog';
import { Segments } from '../components/segments';
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
  const open = useUi(({ dialog }) => dialog?.kind === 'new-instance');
  const nameField = useRef<HTMLInputElement>(null);
  return (
    <Modal open={open} title="New instance" initialFocus={nameField} onClose={closeDialog}>
      <BothWays nameField={nameField} />
    </Modal>
  );
}

/** What was typed in one form is still there after a look at the other. */
function BothWays({ nameField }: { readonly nameField: RefObject<HTMLInputElement | null> }) {
  const [way, setWay] = useState<Way>('create');
  const [creation] = useState(() => createCreateForm(bridge));
  const [opening] = useState(() => createOpenForm(bridge));
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
