import { allowedCommands } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import { CommandButton } from '../components/button';
import { useOperationOn } from '../store/store';
import { openDialog } from '../store/ui';
import styles from '../components/danger-zone.module.css';

export function PortRow({ instance }: { readonly instance: Instance }) {
  const operation = useOperationOn(instance.id);
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <h3 className={styles.title}>Port</h3>
        <p className={styles.text}>Currently {instance.port}. Apps that use this address must be updated.</p>
      </div>
      <CommandButton
        allowed={allowedCommands(instance, operation).changePort}
        onClick={() => {
          openDialog({ kind: 'change-port', instanceId: instance.id });
        }}
      >
        Change port
      </CommandButton>
    </div>
  );
}
