import { allowedCommands } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import { CommandButton, type ButtonProps } from '../components/button';
import { perform, useIsOnTheWay } from './commands';
import { useOperationOn } from '../store/store';

type RestartButtonProps = Pick<ButtonProps, 'children' | 'className' | 'icon' | 'variant'> & {
  readonly instance: Instance;
};

/** Restarts an instance, or says why it cannot be restarted now. */
export function RestartButton({ instance, ...rest }: RestartButtonProps) {
  const { restart } = allowedCommands(instance, useOperationOn(instance.id));
  const restarting = useIsOnTheWay('restart-instance', instance.id);
  return (
    <CommandButton
      {...rest}
      allowed={restart}
      busy={restarting}
      onClick={() => {
        perform('restart-instance', instance.id);
      }}
    />
  );
}
