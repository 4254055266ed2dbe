import { useId } from 'react';
import type { BackupList, ForeignFile } from '../../shared/backup';
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
        {foreign.map((file) => (
          <ForeignRow
            key={file.fileName}
            file={file}
            allowed={allowed}
            onLook={() => {
              const path = `${folder}/${file.fileName}`;
              openDialog({ kind: 'restore-backup', instanceId, source: { kind: 'file', path } });
            }}
          />
        ))}
      </ul>
    </div>
  );
}

interface ForeignRowProps {
  readonly file: ForeignFile;
  readonly allowed: Allowed;
  readonly onLook: () => void;
}

function ForeignRow({ file: { fileName, why }, allowed, onLook }: ForeignRowProps) {
  const nameId = useId();
  return (
    <li className={styles.foreign}>
      <div className={styles.about}>
        <p id={nameId} className={styles.path} title={fileName}>
          {fileName}
        </p>
        <p className={styles.why}>{why}</p>
      </div>
      {fileName.toLowerCase().endsWith('.zip') && (
        <CommandButton variant="quiet" allowed={allowed} aria-describedby={nameId} onClick={onLook}>
          Look at it
        </CommandButton>
      )}
    </li>
  );
}
