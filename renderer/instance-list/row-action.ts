import { Play, Square, type LucideIcon } from 'lucide-react';
import { allowedCommands, displayStatus } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import type { Operation } from '../../shared/operation';
import { begin, perform } from '../commands/commands';

interface RowAction {
  /** Without the name of the instance. */
  readonly verb: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly act: () => void;
}

/** The one thing that is most likely wanted of an instance as it is now; null while there is nothing but to wait. */
export function rowAction(instance: Instance, operation: Operation | undefined): RowAction | null {
  const { id, name } = instance;
  const allowed = allowedCommands(instance, operation);
  if (displayStatus(instance).kind === 'maintenance') {
    if (!allowed.leaveMaintenance.allowed) return null;
    const act = (): void => void begin('leave-maintenance', id);
    return { verb: 'End maintenance', label: `End maintenance of ${name}`, icon: Play, act };
  }
  if (allowed.start.allowed)
    return { verb: 'Start', label: `Start ${name}`, icon: Play, act: () => void begin('start', id) };
  if (allowed.stop.allowed)
    return { verb: 'Stop', label: `Stop ${name}`, icon: Square, act: () => perform('stop-instance', id) };
  return null;
}
