import { useEffect, useState } from 'react';
import type { Allowed } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import { begin } from '../commands/commands';
import { run } from '../commands/run';
import { CommandButton, type ButtonProps } from '../components/button';
import { bridge } from '../store/bridge';

type PortRemedyProps = Pick<ButtonProps, 'variant'> & { readonly instance: Instance; readonly allowed: Allowed };

/** Another port, which nobody listens on, and the start on it in one press. */
export function PortRemedy({ instance: { id, port }, allowed, ...rest }: PortRemedyProps) {
  const [suggested, setSuggested] = useState<number | null>(null);
  const [changing, setChanging] = useState(false);

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
    if (changed.ok) void begin('leave-maintenance', id);
  };

  if (suggested === null) return null;
  return (
    <CommandButton {...rest} allowed={allowed} busy={changing} onClick={() => void takePort(suggested)}>
      Use port {suggested} instead
    </CommandButton>
  );
}
