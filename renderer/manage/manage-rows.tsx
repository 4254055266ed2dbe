import { unlessUnderway, type Allowed } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import { operationOn } from '../../shared/operation';
import { CommandButton } from '../components/button';
import styles from '../components/danger-zone.module.css';
import { useAppState } from '../store/store';
import { openDialog } from '../store/ui';
import { mayRemoveFromList } from './allowed';

/** The rows of the Danger Zone about the instance as a whole. */
export function ManageRows({ instance }: { readonly instance: Instance }) {
  const { id: instanceId } = instance;
  const underway = useAppState(({ operations }) => operationOn(operations, instanceId));
  const free = unlessUnderway(underway);
  const ask = (kind: 'rename' | 'move' | 'clone' | 'remove-from-list' | 'delete') => (): void => {
    openDialog({ kind, instanceId });
  };
  return (
    <>
      <Row
        title="Rename"
        text="A label only. Folder, port and address stay."
        button="Rename…"
        allowed={{ allowed: true }}
        isHarmless
        onClick={ask('rename')}
      />
      <Row
        title="Move"
        text="All its files go to another folder. In maintenance meanwhile."
        button="Move…"
        allowed={free}
        onClick={ask('move')}
      />
      <Row
        title="Clone"
        text="A second instance like this one, with or without its data."
        button="Clone…"
        allowed={free}
        isHarmless
        onClick={ask('clone')}
      />
      <Row
        title="Remove from list"
        text="Basekeeper forgets it. Its files and backups stay."
        button="Remove from list…"
        allowed={mayRemoveFromList(instance, underway)}
        onClick={ask('remove-from-list')}
      />
      <Row
        title="Delete"
        text="What belongs to it goes to the trash. Its backups stay."
        button="Delete"
        allowed={free}
        onClick={ask('delete')}
      />
    </>
  );
}

interface RowProps {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly allowed: Allowed;
  /** It takes nothing away. */
  readonly isHarmless?: boolean;
  readonly onClick: () => void;
}

function Row({ title, text, button, allowed, isHarmless = false, onClick }: RowProps) {
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <h3 className={styles.title}>{title}</h3>
        <p className={styles.text}>{text}</p>
      </div>
      <CommandButton variant={isHarmless ? 'plain' : 'danger'} allowed={allowed} onClick={onClick}>
        {button}
      </CommandButton>
    </div>
  );
}
