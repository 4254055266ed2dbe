import { useState } from 'react';
import type { BackupList as List, BackupSummary } from '../../shared/backup';
import type { Allowed } from '../../shared/display-status';
import type { VersionChange } from '../../shared/instance';
import { run } from '../commands/run';
import { focusOn, TARGETS } from '../components/focus';
import { Button } from '../components/button';
import { timeInFull } from '../components/clock';
import { Question } from '../components/question';
import { BackupRow } from './backup-row';
import styles from './backups.module.css';

interface BackupListProps {
  readonly list: List;
  readonly allowed: Allowed;
  /** The change of version that can still be gone back on. */
  readonly openChange: VersionChange | null;
}

export function BackupList({ list, allowed, openChange }: BackupListProps) {
  const { backups, instanceId, problem } = list;
  const [asked, setAsked] = useState<BackupSummary | null>(null);
  const [open, setOpen] = useState(false);
  const close = (): void => {
    setOpen(false);
  };
  const remove = async (): Promise<void> => {
    close();
    if (asked === null) return;
    const removed = await run('delete-backup', { instanceId, backupId: asked.id });
    // Its row, and the button in it, are gone by then.
    if (removed.ok) focusOn(TARGETS.backups);
  };
  return (
    <>
      {problem !== null && (
        <div role="alert" className={styles.problem}>
          <p>
            <strong>The folder of backups could not be read.</strong> {problem}
          </p>
          <Button onClick={() => void run('list-backups', { instanceId })}>Try again</Button>
        </div>
      )}
      {problem === null && backups.length === 0 && (
        <p className={styles.empty}>
          No backups yet. “Back up now” makes one while the instance goes on serving; it needs no password.
        </p>
      )}
      {/* Always there, also when empty: assistive technology and scripts find it by its name. */}
      <ul aria-label="Backups" className={styles.list}>
        {backups.map((backup) => (
          <BackupRow
            key={backup.id}
            instanceId={instanceId}
            backup={backup}
            allowed={allowed}
            onDelete={() => {
              setAsked(backup);
              setOpen(true);
            }}
          />
        ))}
      </ul>
      <Question
        open={open}
        title="Delete this backup?"
        text={`The backup of ${timeInFull(asked?.createdAt ?? '')}${labelOf(asked)} is deleted for good. The instance itself is not touched.${wayBackLost(asked, openChange)}`}
        answer="Delete"
        variant="danger"
        onAnswer={() => void remove()}
        onClose={close}
      />
    </>
  );
}

const wayBackLost = (backup: BackupSummary | null, change: VersionChange | null): string =>
  backup === null || backup.id !== change?.backupId
    ? ''
    : ` It cannot go back to PocketBase ${change.from} any more then: this is the data for that.`;

const labelOf = (backup: BackupSummary | null): string =>
  backup === null || backup.label === '' ? '' : ` (“${shortened(backup.label)}”)`;

const shortened = (label: string): string => (label.length > 60 ? `${label.slice(0, 59)}…` : label);
