import { CircleArrowUp, Network, RotateCw } from 'lucide-react';
import { allowedCommands, displayStatus, isDegraded, unansweredOf } from '../../shared/display-status';
import { addressOf, type Instance } from '../../shared/instance';
import { hasNetworkAccess, isLaunchedWithOlder } from '../../shared/launched-with';
import { DEGRADED_WORD, statusWord } from '../../shared/words/status-words';
import { run } from '../commands/run';
import { CommandButton } from '../components/button';
import { useNow } from '../components/clock';
import { CopyButton } from '../components/copy-button';
import { DegradedGlyph, StatusGlyph } from '../components/status-glyph';
import { useOperationOn } from '../store/store';
import { openDialog } from '../store/ui';
import { HeaderCommands } from './header-commands';
import styles from './instance-page.module.css';
import { RestartButton } from '../commands/restart-button';
import { statusText } from './status-text';
import { useNewerVersion } from './use-newer-version';

export function PageHeader({ instance }: { readonly instance: Instance }) {
  const address = addressOf(instance);
  return (
    <header className={styles.header}>
      <div className={styles.identity}>
        <h1 className={styles.name} title={instance.name}>
          {instance.name}
        </h1>
        <Status instance={instance} />
      </div>
      <HeaderCommands instance={instance} />
      <div className={styles.address}>
        <span className={styles.url}>{address}</span>
        <CopyButton label="Copy address" copy={async () => (await run('copy-text', { text: address })).ok} />
        {hasNetworkAccess(instance) && (
          <span className={styles.reach}>
            <Network size={14} aria-hidden />
            Reachable from other devices
          </span>
        )}
        <NewerVersion instance={instance} />
        {isLaunchedWithOlder(instance) && (
          <RestartButton instance={instance} icon={RotateCw} className={styles.pending}>
            Restart to apply saved settings
          </RestartButton>
        )}
      </div>
    </header>
  );
}

/** Only says so: what is newer is installed or was heard of already. */
function NewerVersion({ instance }: { readonly instance: Instance }) {
  const { id: instanceId } = instance;
  const version = useNewerVersion(instance.version);
  const operation = useOperationOn(instanceId);
  if (version === null) return null;
  return (
    <CommandButton
      variant="quiet"
      icon={CircleArrowUp}
      allowed={allowedCommands(instance, operation).operate}
      title={`PocketBase ${version}`}
      onClick={() => {
        openDialog({ kind: 'change-version', instanceId, version });
      }}
    >
      Newer version available
    </CommandButton>
  );
}

/** Not live by itself: it ticks. The announcer of the frame tells the changes. */
function Status({ instance }: { readonly instance: Instance }) {
  const status = displayStatus(instance);
  const unanswered = unansweredOf(instance) !== null;
  const now = useNow(status.kind !== 'stopped');
  return (
    <p
      role="status"
      aria-live="off"
      aria-label="Instance status"
      className={styles.status}
      data-kind={status.kind}
      data-unanswered={unanswered ? '' : undefined}
    >
      {unanswered ? <DegradedGlyph size={16} /> : <StatusGlyph kind={status.kind} />}
      {unanswered ? statusWord(instance) : statusText(status, now)}
      {isDegraded(instance) && (
        <span className={styles.degraded}>
          <DegradedGlyph size={14} />
          {DEGRADED_WORD}
        </span>
      )}
    </p>
  );
}
