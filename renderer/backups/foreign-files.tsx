import type { BackupList } from '../../shared/backup';
import type { Allowed } from '../../shared/display-status';
import { CommandButton } from '../components/button';
import { openDialog } from '../store/ui';
import styles from './backups.module.css';

interface ForeignFilesProps {
  readonly list: BackupList;
  readonly allowed: Allowed;
}

/** What else lies in the folder, and why it is not listed as a backup. */
export function ForeignFiles({ list, allowed }: ForeignFilesProps) {
  const { folder, foreign, instanceId } = list;
  if (foreign.length === 0) return null;
  return (
    <div>
      <h3 id="foreign-files" className={styles.subheading}>
        Other files in the folder
      </h3>
      <ul aria-labelledby="foreign-files" className={styles.list}>
        {foreign.map(({ fileName, why }) => (
          <li key={fileName} className={styles.foreign}>
            <div className={styles.about}>
              <p className={styles.path} title={fileName}>
                {fileName}
              </p>
              <p className={styles.why}>{why}</p>
            </div>
            {fileName.toLowerCase().endsWith('.zip') && (
              <CommandButton
                variant="quiet"
                allowed={allowed}
                aria-label={`Look at ${fileName}`}
                onClick={() => {
                  openDialog({
                    kind: 'restore-backup',
                    instanceId,
                    source: { kind: 'file', path: `${folder}/${fileName}` },
                  });
                }}
              >
                Look at it
              </CommandButton>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
