import { ShieldAlert } from 'lucide-react';
import { SECRETS_IN_BACKUPS } from '../../shared/words/backup-words';
import { run } from '../commands/run';
import { CopyButton } from '../components/copy-button';
import styles from './backups.module.css';

/** Where backups lie, and what they hold. */
export function BackupFolder({ folder }: { readonly folder: string }) {
  return (
    <div className={styles.place}>
      <div className={styles.folder}>
        <span className={styles.text}>Folder</span>
        <span className={styles.path} title={folder}>
          {folder}
        </span>
        <CopyButton label="Copy folder" copy={async () => (await run('copy-text', { text: folder })).ok} />
      </div>
      <p className={styles.secrets}>
        <ShieldAlert size={15} strokeWidth={1.9} aria-hidden />
        {SECRETS_IN_BACKUPS}
      </p>
    </div>
  );
}
