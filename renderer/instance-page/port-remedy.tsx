import { useEffect, useState } from 'react';
import type { Instance } from '../../shared/instance';
import { run } from '../commands/run';
import { bridge } from '../store/bridge';
import { Button } from '../components/button';
import { begin, useIsOnTheWay } from '../commands/commands';
import styles from './maintenance-bar.module.css';

/** The ways out when it could not start because of its port: another port, or the same once more. */
export function PortRemedy({ instance }: { readonly instance: Instance }) {
  const { id, port } = instance;
  const [suggested, setSuggested] = useState<number | null>(null);
  const [changing, setChanging] = useState(false);
  const leaving = useIsOnTheWay('leave-maintenance', id);

  useEffect(() => {
    let asked = true;
    void bridge.call('suggest-port', { instanceId: id }).then((answer) => {
      if (asked && answer.ok) setSuggested(answer.value.port);
    });
    return () => {
      asked = false;
    };
  }, [id, port]);

  const takePort = async (next: number): Promise<void> => {
    setChanging(true);
    const changed = await run('change-port', { instanceId: id, port: next });
    setChanging(false);
    if (changed.ok) begin('leave-maintenance', id);
  };

  return (
    <div className={styles.remedy}>
      {suggested !== null && (
        <Button busy={changing || leaving} onClick={() => void takePort(suggested)}>
          Use port {suggested} instead
        </Button>
      )}
      <Button
        busy={changing || leaving}
        onClick={() => {
          begin('leave-maintenance', id);
        }}
      >
        Try again
      </Button>
    </div>
  );
}
