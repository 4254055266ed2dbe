import { allowedCommands } from '../../shared/display-status';
import { goBackUntil, openChange } from '../../shared/change-of-version';
import type { Instance, VersionChange } from '../../shared/instance';
import { CommandButton } from '../components/button';
import { timeInFull, timeInWords, useNow } from '../components/clock';
import { HelpLink } from '../help/help-link';
import { useOperationOn } from '../store/store';
import { openDialog } from '../store/ui';
import styles from '../components/danger-zone.module.css';
import { useNewerVersion } from './use-newer-version';

/** The version, and the way back while it is open. */
export function VersionRow({ instance }: { readonly instance: Instance }) {
  const { id: instanceId, upgrade, version } = instance;
  const { operate } = allowedCommands(instance, useOperationOn(instanceId));
  const now = useNow(upgrade !== null);
  const change = openChange(upgrade, now);
  const newer = useNewerVersion(version);
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <h3 className={styles.title}>Version</h3>
        <p className={styles.text}>
          Currently PocketBase {version}. The new version is tested on a copy first. If anything fails, nothing changes.{' '}
          <HelpLink to="changingVersion">How it works</HelpLink>
        </p>
        {change !== null && <WayBack change={change} />}
      </div>
      <div className={styles.buttons}>
        {change !== null && (
          <CommandButton
            allowed={operate}
            onClick={() => {
              openDialog({ kind: 'ask-go-back', instanceId });
            }}
          >
            Go back
          </CommandButton>
        )}
        <CommandButton
          allowed={operate}
          onClick={() => {
            openDialog({ kind: 'change-version', instanceId, version: newer ?? '' });
          }}
        >
          Change version
        </CommandButton>
      </div>
    </div>
  );
}

function WayBack({ change }: { readonly change: VersionChange }) {
  const until = goBackUntil(change).toISOString();
  return (
    <p className={styles.note}>
      Changed from {change.from} to {change.to} (<time title={timeInFull(change.at)}>{timeInWords(change.at)}</time>).
      Until <time title={timeInFull(until)}>{timeInWords(until)}</time> you can go back to {change.from} and the data of
      that moment. Later changes are kept in a backup.
    </p>
  );
}
