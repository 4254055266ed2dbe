import { ExternalLink, Play, Square, type LucideIcon } from 'lucide-react';
import { allowedCommands, displayStatus, isInTask, type Allowed } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import { OPENS_WHEN_IT_RUNS } from '../../shared/words/admin-ui-words';
import { WAITS_FOR_EXIT } from '../../shared/words/status-words';
import { openAdminUi, useIsAdminUiWanted } from '../commands/admin-ui';
import { begin, perform, useIsOnTheWay } from '../commands/commands';
import { CommandButton, type ButtonProps } from '../components/button';
import { useOperationOn } from '../store/store';
import { HeaderMenu } from './header-menu';
import styles from './instance-page.module.css';

type Variant = NonNullable<ButtonProps['variant']>;

/** One main button for each state, one verb for what its process does, and the rest in a menu. */
export function HeaderCommands({ instance }: { readonly instance: Instance }) {
  const { kind } = displayStatus(instance);
  return (
    <div className={styles.commands}>
      <AdminUiButton instance={instance} variant={kind === 'running' ? 'primary' : 'plain'} />
      <div className={styles.verb}>
        <VerbButton instance={instance} />
        <HeaderMenu instance={instance} />
      </div>
    </div>
  );
}

function AdminUiButton({ instance, variant }: { readonly instance: Instance; readonly variant: Variant }) {
  const allowed = allowedCommands(instance, useOperationOn(instance.id));
  const opening = useIsOnTheWay('open-admin-ui', instance.id);
  const wanted = useIsAdminUiWanted(instance.id);
  return (
    <CommandButton
      variant={variant}
      iconAfter={ExternalLink}
      allowed={allowed.openAdminUi}
      busy={opening || wanted}
      onClick={() => {
        openAdminUi(instance);
      }}
    >
      {wanted ? OPENS_WHEN_IT_RUNS : 'Open admin UI'}
    </CommandButton>
  );
}

interface Verb {
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly variant: Variant;
  readonly allowed: Allowed;
  readonly busy: boolean;
  readonly act: () => void;
}

/** One control throughout, so that the focus stays where it is while the verb changes. */
function VerbButton({ instance }: { readonly instance: Instance }) {
  const { label, act, ...rest } = useVerb(instance);
  return (
    <CommandButton {...rest} className={styles.main} onClick={act}>
      {label}
    </CommandButton>
  );
}

function useVerb(instance: Instance): Verb {
  const { id } = instance;
  const { kind } = displayStatus(instance);
  const operation = useOperationOn(id);
  const allowed = allowedCommands(instance, operation);
  const starting = useIsOnTheWay('start-instance', id);
  const stopping = useIsOnTheWay('stop-instance', id);
  const leaving = useIsOnTheWay('leave-maintenance', id);
  if (kind === 'maintenance' || kind === 'entering-maintenance') {
    const mayLeave: Allowed =
      kind === 'entering-maintenance' && !isInTask(instance, operation)
        ? { allowed: false, why: WAITS_FOR_EXIT }
        : allowed.leaveMaintenance;
    const act = (): void => void begin('leave-maintenance', id);
    return { label: 'End maintenance', variant: 'maintenance', allowed: mayLeave, busy: leaving, act };
  }
  if (allowed.stop.allowed) {
    const act = (): void => perform('stop-instance', id);
    return { label: 'Stop', icon: Square, variant: 'plain', allowed: allowed.stop, busy: stopping, act };
  }
  const act = (): void => void begin('start', id);
  return { label: 'Start', icon: Play, variant: 'primary', allowed: allowed.start, busy: starting, act };
}
