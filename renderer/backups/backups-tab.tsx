import { FileArchive } from 'lucide-react';
import { useEffect, useId } from 'react';
import { openChange } from '../../shared/change-of-version';
import { allowedCommands } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import { run } from '../commands/run';
import { TARGETS } from '../components/focus';
import { CommandButton } from '../components/button';
import { classNames } from '../components/class-names';
import { useNow } from '../components/clock';
import { HelpLink } from '../help/help-link';
import { useAppState, useOperationOn } from '../store/store';
import { openDialog } from '../store/ui';
import { BackUpNow } from './back-up-now';
import { BackupFolder } from './backup-folder';
import { BackupOptions } from './backup-options';
import { BackupList } from './backup-list';
import styles from './backups.module.css';
import { ForeignFiles } from './foreign-files';
import { useDroppedBackup } from './use-dropped-backup';

/** The backups of an instance: make one, look after them, restore one. A zip may be dropped anywhere on it. */
export function BackupsTab({ instance }: { readonly instance: Instance }) {
  const { id: instanceId } = instance;
  const textId = useId();
  const list = useAppState(({ backups }) => backups.find((one) => one.instanceId === instanceId));
  const { operate } = allowedCommands(instance, useOperationOn(instanceId));
  const now = useNow(instance.upgrade !== null);
  useEffect(() => {
    void run('list-backups', { instanceId });
  }, [instanceId]);
  const restoreFile = (path: string): void => {
    openDialog({ kind: 'restore-backup', instanceId, source: { kind: 'file', path } });
  };
  const { over, ...dropping } = useDroppedBackup(operate, restoreFile);
  const choose = async (): Promise<void> => {
    const chosen = await run('choose-backup-file', undefined);
    if (chosen.ok && chosen.value.path !== null) restoreFile(chosen.value.path);
  };

  return (
    <section {...dropping} aria-labelledby={TARGETS.backups} className={classNames(styles.tab, over && styles.over)}>
      <div className={styles.head}>
        <h2 id={TARGETS.backups} tabIndex={-1} className={styles.heading}>
          Backups
        </h2>
        <CommandButton
          variant="quiet"
          icon={FileArchive}
          allowed={operate}
          aria-describedby={textId}
          onClick={() => void choose()}
        >
          Restore from a file…
        </CommandButton>
      </div>
      <p id={textId} className={styles.text}>
        {over ? 'Drop it to look at it. Nothing is restored yet.' : 'A zip can also be dropped here.'}{' '}
        <HelpLink to="backingUp">What is in a backup</HelpLink>
      </p>
      <BackUpNow instanceId={instanceId} allowed={operate} />
      {list !== undefined && (
        <>
          <BackupList list={list} allowed={operate} openChange={openChange(instance.upgrade, now)} />
          <ForeignFiles list={list} allowed={operate} />
          <BackupFolder folder={list.folder} />
        </>
      )}
      <BackupOptions instance={instance} />
    </section>
  );
}
