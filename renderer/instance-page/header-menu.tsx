import { Menu } from '@base-ui/react/menu';
import { ChevronDown } from 'lucide-react';
import { allowedCommands, displayStatus, type Allowed } from '../../shared/display-status';
import { adminAddressOf, type Instance } from '../../shared/instance';
import { begin, perform, toggleMaintenance } from '../commands/commands';
import { run } from '../commands/run';
import { IconButton } from '../components/button';
import menuStyles from '../components/menu.module.css';
import { useOperationOn } from '../store/store';
import { openDialog } from '../store/ui';
import styles from './instance-page.module.css';

interface Item {
  readonly label: string;
  readonly allowed: Allowed;
  readonly act: () => void;
}

const YES: Allowed = { allowed: true };

/** What is wanted less often than the verb beside it. */
export function HeaderMenu({ instance }: { readonly instance: Instance }) {
  const { id } = instance;
  const { kind } = displayStatus(instance);
  const allowed = allowedCommands(instance, useOperationOn(id));
  const inMaintenance = kind === 'maintenance' || kind === 'entering-maintenance';
  const process: readonly Item[] = [
    ...(kind === 'waiting' ? [{ label: 'Start now', allowed: YES, act: () => void begin('start', id) }] : []),
    { label: 'Restart', allowed: allowed.restart, act: () => perform('restart-instance', id) },
    inMaintenance
      ? {
          label: 'Maintenance end and reason…',
          allowed: instance.intent.maintenance?.reason === 'requested' ? YES : { allowed: false, why: '' },
          act: () => openDialog({ kind: 'maintenance-end', instanceId: id }),
        }
      : { label: 'Turn on maintenance', allowed: YES, act: () => toggleMaintenance(instance) },
  ];
  const places: readonly Item[] = [
    {
      label: 'Copy admin address',
      allowed: YES,
      act: () => void run('copy-text', { text: adminAddressOf(instance) }),
    },
    { label: 'Open folder', allowed: YES, act: () => perform('open-folder', id) },
    { label: 'Open in editor', allowed: YES, act: () => perform('open-in-editor', id) },
    { label: 'Open in terminal', allowed: YES, act: () => perform('open-in-terminal', id) },
  ];
  return (
    <Menu.Root>
      <Menu.Trigger
        render={<IconButton icon={ChevronDown} variant="plain" label="More commands" className={styles.more} />}
      />
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.positioner} align="end" sideOffset={4} collisionPadding={8}>
          <Menu.Popup className={menuStyles.popup} aria-label={`Commands of ${instance.name}`}>
            {process.map((item) => (
              <MenuItem key={item.label} {...item} />
            ))}
            <Menu.Separator className={menuStyles.separator} />
            {places.map((item) => (
              <MenuItem key={item.label} {...item} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

const MenuItem = ({ label, allowed, act }: Item) => (
  <Menu.Item className={menuStyles.item} disabled={!allowed.allowed} onClick={act}>
    <span className={menuStyles.name}>{label}</span>
  </Menu.Item>
);
