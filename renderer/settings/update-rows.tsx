import { APP_SETTINGS } from '../../shared/app-settings';
import { isBusy, type UpdateChoice, type Updates } from '../../shared/updates';
import {
  installCommand,
  LOOK_WORDS,
  NOWHERE_TO_LOOK,
  restartInWords,
  updateInWords,
} from '../../shared/words/update-words';
import { run } from '../commands/run';
import { Button } from '../components/button';
import { CopyButton } from '../components/copy-button';
import { TARGETS } from '../components/focus';
import { ProgressBar } from '../components/progress-bar';
import { useAppState } from '../store/store';
import { InstallButton } from '../updates/install-button';
import { ReleaseNotes } from '../updates/release-notes';
import styles from './preferences.module.css';
import { Row, SwitchRow } from './row';

/** Of Basekeeper itself: may it look, what has it found, and what can be done with that. */
export function UpdateRows({ choice }: { readonly choice: UpdateChoice }) {
  const updates = useAppState((state) => state.updates);
  const version = useAppState(({ facts }) => facts.appVersion);
  const { canLook, way, step } = updates;
  if (!canLook) {
    return <Row label={`Basekeeper ${version}`} text={nowhere(updates)} textId={TARGETS.updates} children={null} />;
  }
  return (
    <>
      <SwitchRow
        label={APP_SETTINGS.lookForUpdates.field}
        text={LOOK_WORDS[way]}
        on={choice === 'yes'}
        onChange={(on) => void run('set-settings', { lookForUpdates: on ? 'yes' : 'no' })}
      />
      <section id={TARGETS.updates} tabIndex={-1} aria-label={`Basekeeper ${version}`} className={styles.update}>
        <div className={styles.row}>
          <p role="status" className={styles.words}>
            {updateInWords(updates, version)} {step.kind === 'ready' && <RestartWords />}
          </p>
          <div className={styles.control}>
            <Actions updates={updates} />
          </div>
        </div>
        {step.kind === 'downloading' && (
          <ProgressBar
            label={`Downloading Basekeeper ${step.release.version}`}
            doneBytes={step.receivedBytes}
            totalBytes={step.totalBytes}
          />
        )}
        {'release' in step && step.release !== null && <ReleaseNotes release={step.release} />}
      </section>
    </>
  );
}

const nowhere = ({ way }: Updates): string =>
  way === 'apt' || way === 'dnf'
    ? `${NOWHERE_TO_LOOK} Update it with ${way}: ${installCommand(way, null)}`
    : NOWHERE_TO_LOOK;

const RestartWords = () => <>{restartInWords(useAppState((state) => state.instances))}</>;

function Actions({ updates: { step, way } }: { readonly updates: Updates }) {
  if (step.kind === 'ready' || step.kind === 'installing') return <InstallButton />;
  const isByHand = step.kind === 'found' && way !== 'itself';
  const mayDownload = (step.kind === 'found' || (step.kind === 'failed' && step.release !== null)) && way === 'itself';
  return (
    <>
      {isByHand && step.release.file !== null && (
        <Button onClick={() => void run('open-update-file', undefined)}>Download</Button>
      )}
      {isByHand && (way === 'apt' || way === 'dnf') && (
        <CopyButton
          label="Copy the command"
          copy={async () => {
            const text = installCommand(way, step.release.file?.name ?? null);
            return (await run('copy-text', { text })).ok;
          }}
        />
      )}
      {mayDownload && <Button onClick={() => void run('download-update', undefined)}>Download</Button>}
      <Button busy={isBusy(step)} onClick={() => void run('look-for-updates', undefined)}>
        Look for updates now
      </Button>
    </>
  );
}
