import type { VersionChangePreview } from '../../shared/backup';
import { OLDEST_VERSION } from '../../shared/pocketbase-version';
import type { Instance } from '../../shared/instance';
import { isOlder } from '../../shared/version-order';
import { besideInWords } from '../../shared/words/exchange-words';
import { bytesInWords } from '../../shared/words/bytes-in-words';
import { Button } from '../components/button';
import { timeInWords } from '../components/clock';
import { DegradedGlyph } from '../components/status-glyph';
import type { Answer } from '../store/use-answer';
import { HelpLink } from '../help/help-link';
import { FormError } from '../forms/form-error';
import { openDialog } from '../store/ui';
import { spaceInWords } from './space-words';
import styles from './change-version.module.css';

interface ChangePreviewedProps {
  readonly instance: Instance;
  readonly answer: Answer<VersionChangePreview>;
}

/** What stands for and against the chosen version. */
export function ChangePreviewed({ instance, answer }: ChangePreviewedProps) {
  return (
    <div aria-live="polite" className={styles.previewed}>
      {answer.kind === 'asking' && answer.takesLong && <p className={styles.text}>Looking at the data…</p>}
      {answer.kind === 'refused' && <FormError error={answer.error} />}
      {answer.kind === 'answered' &&
        (answer.value.refused === null ? (
          <Possible preview={answer.value} />
        ) : (
          <Refused instance={instance} preview={answer.value} />
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
      {besideInWords(preview.beside).map((sentence) => (
        <p key={sentence} className={styles.text}>
          {sentence}
        </p>
      ))}
      <p className={styles.text}>{spaceInWords({ neededBytes, freeBytes: preview.freeBytes })}</p>
    </>
  );
}

interface RefusedProps {
  readonly instance: Instance;
  readonly preview: VersionChangePreview;
}

function Refused({ instance, preview }: RefusedProps) {
  const { matchingBackup: backup, refused, version } = preview;
  const isTooOld = isOlder(version, OLDEST_VERSION);
  const isBehindTheData = !isTooOld && isOlder(version, instance.version);
  return (
    <div className={styles.refused}>
      <p>
        {refused} {isBehindTheData && backup === null && 'None of its backups is that old. '}
        {isBehindTheData && <HelpLink to="goingBack">Why</HelpLink>}
        {isTooOld && <HelpLink to="versions">Why</HelpLink>}
      </p>
      {backup !== null && (
        <Button
          onClick={() => {
            openDialog({
              kind: 'restore-backup',
              instanceId: instance.id,
              source: { kind: 'backup', backupId: backup.id },
              version: preview.version,
            });
          }}
        >
          Restore the backup of {timeInWords(backup.createdAt)} ({backup.version}, {bytesInWords(backup.sizeBytes)})
        </Button>
      )}
    </div>
  );
}
