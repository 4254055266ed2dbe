import { useId } from 'react';
import { allowedCommands } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import { hasNetworkAccess, isLaunchedWithOlder } from '../../shared/launched-with';
import { sharedUntil } from '../../shared/words/sharing-words';
import { clockInWords } from '../components/clock';
import { SwitchControl } from '../components/switch';
import { HelpLink } from '../help/help-link';
import { setNetworkAccess, useIsOnTheWay } from '../commands/commands';
import { useOperationOn } from '../store/store';
import { openDialog } from '../store/ui';
import styles from '../components/danger-zone.module.css';
import { RestartButton } from '../commands/restart-button';
import { SharedAddress } from './shared-address';

/** The switch shows what is chosen; what the process there is does stands below it, and beside the address. */
export function ReachRow({ instance }: { readonly instance: Instance }) {
  const textId = useId();
  const heldId = useId();
  const { id: instanceId, launchOptions } = instance;
  const { sharing } = launchOptions;
  const on = launchOptions.networkAccess === 'network';
  const onTheWay = useIsOnTheWay('set-network-access', instanceId);
  const { operate } = allowedCommands(instance, useOperationOn(instanceId));
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <h3 className={styles.title}>Reachable from other devices</h3>
        <p id={textId} className={styles.text}>
          {on ? 'For everybody in the same network, without encryption.' : 'Only for programs on this computer.'}{' '}
          <HelpLink to="reach">What it means</HelpLink>
        </p>
        {sharing !== undefined && <p className={styles.note}>{sharedUntil(clockInWords(sharing.until))}</p>}
        {!operate.allowed && (
          <p id={heldId} className={styles.note}>
            {operate.why}
          </p>
        )}
        <NotYet instance={instance} />
      </div>
      {hasNetworkAccess(instance) && <SharedAddress instance={instance} />}
      <div className={styles.control}>
        <span aria-hidden className={styles.word}>
          {on ? 'On' : 'Off'}
        </span>
        <SwitchControl
          label="Reachable from other devices"
          on={on}
          pending={onTheWay}
          refused={!operate.allowed}
          describedBy={operate.allowed ? textId : `${textId} ${heldId}`}
          onChange={(next) => {
            if (next) openDialog({ kind: 'ask-reach', instanceId });
            else setNetworkAccess(instance, 'this-computer');
          }}
        />
      </div>
    </div>
  );
}

/** While the process was started with the other choice. */
function NotYet({ instance }: { readonly instance: Instance }) {
  const { launchedWith, launchOptions } = instance;
  const isOtherwise = isLaunchedWithOlder(instance) && launchedWith?.networkAccess !== launchOptions.networkAccess;
  return (
    <div role="status" aria-label="Reach in use">
      {isOtherwise && (
        <div className={styles.notYet}>
          <p>
            {launchOptions.networkAccess === 'network'
              ? 'Not yet: it takes effect with the next start.'
              : 'Until the next start other devices can still connect.'}
          </p>
          <RestartButton instance={instance}>Restart to use it</RestartButton>
        </div>
      )}
    </div>
  );
}
