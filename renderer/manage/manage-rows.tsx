import { unlessUnderway, type Allowed } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import { operationOn } from '../../shared/operation';
import { CommandButton } from '../components/button';
import styles from '../components/danger-zone.module.css';
import { useAppState } from '../store/store';
import { openDialog } from '../store/ui';
import { mayRemoveFromList } from './allowed';

const ask =
  (kind: 'rename' | 'move' | 'clone' | 'remove-from-list' | 'delete', { id }: Instance) =>
  (): void => {
    openDialog({ kind, instanceId: id });
  };

const useUnderway = ({ id }: Instance) => useAppState(({ operations }) => operationOn(operations, id));

/** What is done with the instance as a whole, and keeps it. */
export function ManageRows({ instance }: { readonly instance: Instance }) {
  const free = unlessUnderway(useUnderway(instance));
  return (
    <>
      <Row
        title="Rename"
        text="Only the name changes."
        button="Rename…"
        allowed={{ allowed: true }}
        onClick={ask('rename', instance)}
      />
      <Row
        title="Move"
        text="Moves all files to another folder. Offline while it moves."
        button="Move…"
        allowed={free}
        onClick={ask('move', instance)}
      />
      <Row
        title="Clone"
        text="A second instance like this one, with or without its data."
        button="Clone…"
        allowed={free}
        onClick={ask('clone', instance)}
      />
    </>
  );
}

/** What takes the instance away. */
export function EndRows({ instance }: { readonly instance: Instance }) {
  const underway = useUnderway(instance);
  return (
    <>
      <Row
        title="Remove from list"
        text="Basekeeper forgets it. Its files and backups stay."
        button="Remove from list…"
        allowed={mayRemoveFromList(instance, underway)}
        onClick={ask('remove-from-list', instance)}
      />
      <Row
        title="Delete"
        text="What belongs to it goes to the trash. Its backups stay."
        button="Delete"
        allowed={unlessUnderway(underway)}
        isLoss
        onClick={ask('delete', instance)}
      />
    </>
  );
}

interface RowProps {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly allowed: Allowed;
  /** It takes something away. */
  readonly isLoss?: boolean;
  readonly onClick: () => void;
}

function Row({ title, text, button, allowed, isLoss = false, onClick }: RowProps) {
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <h3 className={styles.title}>{title}</h3>
        <p className={styles.text}>{text}</p>
      </div>
      <CommandButton variant={isLoss ? 'danger' : 'plain'} allowed={allowed} onClick={onClick}>
        {button}
      </CommandButton>
    </div>
  );
}
