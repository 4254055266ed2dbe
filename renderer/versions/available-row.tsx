import { Check } from 'lucide-react';
import { useEffect, useId, useRef, type MouseEvent } from 'react';
import type { Installation } from '../../shared/app-state';
import { isOfUnknownGeneration, RECOMMENDED_VERSION } from '../../shared/pocketbase-version';
import type { AvailableVersion } from '../../shared/versions';
import { run } from '../commands/run';
import { Button } from '../components/button';
import { classNames } from '../components/class-names';
import { dayInWords } from '../components/clock';
import { InstallationBar } from '../components/installation-bar';
import { bytesInWords, receivedInWords } from '../../shared/words/bytes-in-words';
import { useAppState } from '../store/store';
import { install } from '../commands/version-commands';
import { ReleaseNotes } from './release-notes';
import styles from './versions.module.css';

export function AvailableRow({ available }: { readonly available: AvailableVersion }) {
  const { version, publishedAt, sizeBytes } = available;
  const nameId = useId();
  const installed = useAppState(({ versions }) => versions.some((one) => one.version === version));
  const installation = useAppState(({ installations }) => installations.find((one) => one.version === version));
  const hadFocus = useRef(false);
  const notes = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The button that was pressed is gone: whoever works with the keyboard goes on in the same row.
    if (installed && hadFocus.current) notes.current?.focus();
    hadFocus.current = false;
  }, [installed]);

  const onClick = (event: MouseEvent): void => {
    // The same button cancels: the second half of a double click means nothing.
    if (event.detail > 1) return;
    if (installation === undefined) void install(version);
    else void run('cancel-installation', { version });
  };

  return (
    <li className={styles.row} data-list="available">
      <span className={styles.version}>
        <span id={nameId}>{version}</span>
        {version === RECOMMENDED_VERSION && <span className={styles.badge}>recommended</span>}
      </span>
      {installation === undefined ? (
        <>
          <span className={styles.number}>
            {sizeBytes !== null && (
              <>
                <span className="visually-hidden">download of </span>
                {bytesInWords(sizeBytes)}
              </>
            )}
          </span>
          <span className={styles.number}>
            {publishedAt !== null && (
              <>
                <span className="visually-hidden">published </span>
                <time dateTime={publishedAt}>{dayInWords(publishedAt)}</time>
              </>
            )}
          </span>
        </>
      ) : (
        <Progress installation={installation} />
      )}
      <span className={styles.actions}>
        <ReleaseNotes ref={notes} version={version} describedBy={nameId} />
        {installed ? (
          <span className={styles.installed}>
            <Check size={14} strokeWidth={2} aria-hidden />
            Installed
          </span>
        ) : isOfUnknownGeneration(version) ? (
          <span className={styles.installed}>Not known to this Basekeeper</span>
        ) : (
          <Button
            variant="quiet"
            className={classNames(styles.action, installation === undefined && styles.install)}
            aria-describedby={nameId}
            onFocus={() => {
              hadFocus.current = true;
            }}
            onBlur={() => {
              hadFocus.current = false;
            }}
            onClick={onClick}
          >
            {installation === undefined ? 'Install' : 'Cancel'}
          </Button>
        )}
      </span>
    </li>
  );
}

function Progress({ installation }: { readonly installation: Installation }) {
  return (
    <span className={styles.progress}>
      <span className={styles.step}>
        {installation.step}
        {installation.receivedBytes > 0 && ` · ${receivedInWords(installation)}`}
      </span>
      <InstallationBar installation={installation} />
    </span>
  );
}
