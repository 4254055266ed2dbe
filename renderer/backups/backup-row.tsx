import { Download, FolderOpen, Pin, ShieldCheck, Trash2 } from 'lucide-react';
import { useId } from 'react';
import type { BackupSummary } from '../../shared/backup';
import { isAlwaysKept } from '../../shared/backup-retention';
import type { Allowed } from '../../shared/display-status';
import type { InstanceId } from '../../shared/ids';
import { BACKUP_REASON_WORDS, contentInWords } from '../../shared/words/backup-words';
import { bytesInWords } from '../../shared/words/bytes-in-words';
import { run } from '../commands/run';
import { CommandButton, IconButton } from '../components/button';
import { timeInFull, timeInWords } from '../components/clock';
import { openDialog } from '../store/ui';
import styles from './backups.module.css';

interface BackupRowProps {
  readonly instanceId: InstanceId;
  readonly backup: BackupSummary;
  readonly allowed: Allowed;
  readonly onDelete: () => void;
}

export function BackupRow({ instanceId, backup, allowed, onDelete }: BackupRowProps) {
  const { createdAt, id: backupId, label, reason, sizeBytes, version } = backup;
  const nameId = useId();
  const described = { 'aria-describedby': nameId };
  const busy = allowed.allowed ? {} : { 'aria-disabled': true };
  return (
    <li className={styles.backup}>
      <div className={styles.about}>
        <p id={nameId} className={styles.when}>
          <time dateTime={createdAt} title={timeInFull(createdAt)}>
            {timeInWords(createdAt)}
          </time>
          {isAlwaysKept(backup) && (
            <span className={styles.pinned} title="Kept until you delete it">
              <Pin size={12} strokeWidth={2} aria-hidden />
              always kept
            </span>
          )}
          {label !== '' && (
            <span className={styles.label} title={label}>
              {label}
            </span>
          )}
        </p>
        <p className={styles.facts}>
          <span>{BACKUP_REASON_WORDS[reason]}</span>
          <span>PocketBase {version}</span>
          <span>{contentInWords(backup)}</span>
        </p>
      </div>
      <p className={styles.size}>{bytesInWords(sizeBytes)}</p>
      <div className={styles.actions}>
        <CommandButton
          {...described}
          allowed={allowed}
          onClick={() => {
            openDialog({ kind: 'restore-backup', instanceId, source: { kind: 'backup', backupId } });
          }}
        >
          Restore
        </CommandButton>
        <IconButton
          {...described}
          {...busy}
          icon={ShieldCheck}
          label="Verify"
          onClick={() => void run('verify-backup', { instanceId, backupId })}
        />
        <IconButton
          {...described}
          {...busy}
          icon={Download}
          label="Export"
          onClick={() => void run('export-backup', { instanceId, backupId })}
        />
        <IconButton
          {...described}
          icon={FolderOpen}
          label="Show in folder"
          onClick={() => void run('show-backup', { instanceId, backupId })}
        />
        <IconButton {...described} icon={Trash2} label="Delete" onClick={onDelete} />
      </div>
    </li>
  );
}
