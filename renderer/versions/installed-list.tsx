import { useId, useState } from 'react';
import type { InstalledVersion } from '../../shared/app-state';
import { RECOMMENDED_VERSION } from '../../shared/pocketbase-version';
import { instancesUsing, usedByInWords, whyVersionStays } from '../../shared/versions';
import { focusOn, TARGETS } from '../app/focus';
import { CommandButton } from '../components/button';
import { dayInWords } from '../components/clock';
import { Question } from '../components/question';
import { bytesInWords } from '../../shared/words/bytes-in-words';
import { useAppState } from '../store/store';
import { remove } from '../store/version-commands';
import { ReleaseNotes } from './release-notes';
import styles from './versions.module.css';

export function InstalledList() {
  const installed = useAppState(({ versions }) => versions);
  const [asked, setAsked] = useState<InstalledVersion | null>(null);
  const [open, setOpen] = useState(false);
  const close = (): void => {
    setOpen(false);
  };
  const answer = async (): Promise<void> => {
    close();
    // Its row, and the button in it, are gone by then.
    if (asked !== null && (await remove(asked.version))) focusOn(TARGETS.installedVersions);
  };
  return (
    <section aria-labelledby={TARGETS.installedVersions}>
      <h2 id={TARGETS.installedVersions} tabIndex={-1} className={styles.heading}>
        Installed
      </h2>
      {installed.length === 0 ? (
        <p className={styles.text}>None yet. Install one below, or create an instance: it brings its own.</p>
      ) : (
        <ul aria-label="Installed versions" className={styles.list}>
          {installed.map((one) => (
            <InstalledRow
              key={one.version}
              installed={one}
              onRemove={() => {
                setAsked(one);
                setOpen(true);
              }}
            />
          ))}
        </ul>
      )}
      <Question
        open={open}
        title={`Remove PocketBase ${asked?.version ?? ''}?`}
        text={`No instance uses it. Its executable (${bytesInWords(asked?.sizeBytes ?? 0)}, ${asked?.source ?? ''}) is deleted from this computer.`}
        answer="Remove"
        variant="danger"
        onAnswer={() => void answer()}
        onClose={close}
      />
    </section>
  );
}

interface InstalledRowProps {
  readonly installed: InstalledVersion;
  readonly onRemove: () => void;
}

function InstalledRow({ installed, onRemove }: InstalledRowProps) {
  const { version, source, sizeBytes, installedAt } = installed;
  const nameId = useId();
  const instances = useAppState((state) => state.instances);
  const names = instancesUsing(version, instances).map(({ name }) => name);
  return (
    <li className={styles.row} data-list="installed">
      <span className={styles.version}>
        <span id={nameId}>{version}</span>
        {version === RECOMMENDED_VERSION && <span className={styles.badge}>recommended</span>}
      </span>
      <span className={styles.fact}>{source}</span>
      <span className={styles.number}>{bytesInWords(sizeBytes)}</span>
      <span className={styles.number}>
        <span className="visually-hidden">installed </span>
        <time dateTime={installedAt} title={`Installed on ${dayInWords(installedAt)}`}>
          {dayInWords(installedAt)}
        </time>
      </span>
      <span className={styles.fact} data-used={names.length > 0 ? '' : undefined}>
        {usedByInWords(names)}
      </span>
      <span className={styles.actions}>
        <ReleaseNotes version={version} describedBy={nameId} />
        <CommandButton
          allowed={names.length === 0 ? { allowed: true } : { allowed: false, why: whyVersionStays(version, names) }}
          aria-describedby={nameId}
          className={styles.action}
          onClick={onRemove}
        >
          Remove
        </CommandButton>
      </span>
    </li>
  );
}
