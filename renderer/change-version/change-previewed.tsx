import type { VersionChangePreview } from '../../shared/backup';
import type { InstanceId } from '../../shared/instance';
import { bytesInWords } from '../../shared/words/bytes-in-words';
import { Button } from '../components/button';
import { timeInWords } from '../components/clock';
import { DegradedGlyph } from '../components/status-glyph';
import type { Answer } from '../components/use-answer';
import { HelpLink } from '../help/help-link';
import { FormError } from '../new-instance/form-error';
import { openDialog } from '../store/ui';
import { spaceInWords } from './space-words';
import styles from './change-version.module.css';

interface ChangePreviewedProps {
  readonly instanceId: InstanceId;
  readonly answer: Answer<VersionChangePreview>;
}

/** What stands for and against the chosen version. */
export function ChangePreviewed({ instanceId, answer }: ChangePreviewedProps) {
  return (
    <div aria-live="polite" className={styles.previewed}>
      {answer.kind === 'asking' && answer.takesLong && <p className={styles.text}>Looking at the data…</p>}
      {answer.kind === 'refused' && <FormError error={answer.error} />}
      {answer.kind === 'answered' &&
        (answer.value.refused === null ? (
          <Possible preview={answer.value} />
        ) : (
          <Refused instanceId={instanceId} preview={answer.value} />
        ))}
    </div>
  );
}

function Possible({ preview }: { readonly preview: VersionChangePreview }) {
  const { notes, neededBytes } = preview;
  return (
    <>
      {notes.length > 0 && (
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={note}>
              <DegradedGlyph size={15} />
              <span>{note}</span>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.text}>{spaceInWords({ neededBytes, freeBytes: preview.freeBytes })}</p>
    </>
  );
}

interface RefusedProps {
  readonly instanceId: InstanceId;
  readonly preview: VersionChangePreview;
}

function Refused({ instanceId, preview }: RefusedProps) {
  const { matchingBackup: backup, refused } = preview;
  return (
    <div className={styles.refused}>
      <p>
        {refused} <HelpLink to="goingBack">Why</HelpLink>
      </p>
      {backup !== null && (
        <Button
          onClick={() => {
            openDialog({
              kind: 'restore-backup',
              instanceId,
              source: { kind: 'backup', backupId: backup.id },
            });
          }}
        >
          Restore the backup of {timeInWords(backup.createdAt)} ({backup.version}, {bytesInWords(backup.sizeBytes)})
        </Button>
      )}
    </div>
  );
}
