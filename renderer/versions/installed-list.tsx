import { useId, useState } from 'react';
import type { InstalledVersion } from '../../shared/app-state';
import { RECOMMENDED_VERSION } from '../../shared/pocketbase-version';
import { namesGoingBackTo } from '../../shared/change-of-version';
import { lacksInWords, instancesUsing, usedByInWords, whyVersionStays } from '../../shared/versions';
import { focusOn, TARGETS } from '../components/focus';
import { CommandButton } from '../components/button';
import { dayInWords, useNow } from '../components/clock';
import { Question } from '../components/question';
import { bytesInWords } from '../../shared/words/bytes-in-words';
import { useAppState } from '../store/store';
import { remove } from '../commands/version-commands';
import { ReleaseNotes } from './release-notes';
import styles from './versions.module.css';

export function InstalledList() {
  const installed = useAppState(({ versions }) => versions);
  const instances = useAppState((state) => state.instances);
  const now = useNow(instances.some(({ upgrade }) => upgrade !== null));
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
              names={instancesUsing(one.version, instances).map(({ name }) => name)}
              goingBack={namesGoingBackTo(one.version, instances, now)}
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
        text={`${nobodyUsesIt(namesGoingBackTo(asked?.version ?? '', instances, now))} Its executable (${bytesInWords(asked?.sizeBytes ?? 0)}, ${asked?.source ?? ''}) is deleted from this computer.`}
        answer="Remove"
        variant="danger"
        onAnswer={() => void answer()}
        onClose={close}
      />
    </section>
  );
}

const nobodyUsesIt = (goingBack: readonly string[]): string =>
  goingBack.length === 0
    ? 'No instance uses it.'
    : `No instance uses it now, but ${goingBack.join(', ')} can go back to it, and would need it again for that.`;

interface InstalledRowProps {
  readonly installed: InstalledVersion;
  /** Of the instances that use it. */
  readonly names: readonly string[];
  readonly goingBack: readonly string[];
  readonly onRemove: () => void;
}

function InstalledRow({ installed, names, goingBack, onRemove }: InstalledRowProps) {
  const { version, source, sizeBytes, installedAt, lacks = [] } = installed;
  const lacking = lacksInWords(lacks);
  const nameId = useId();
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
      <span
        className={styles.fact}
        title={names.join(', ')}
        data-used={names.length + goingBack.length > 0 ? '' : undefined}
      >
        {usedByInWords(names, goingBack)}
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
      {lacking !== null && <span className={styles.lacks}>This build {lacking}.</span>}
    </li>
  );
}
