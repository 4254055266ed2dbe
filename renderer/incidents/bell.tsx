import { Popover } from '@base-ui/react/popover';
import { Bell as BellGlyph } from 'lucide-react';
import { useMemo, useState } from 'react';
import { listsIncidentsOf, type MessageFilter } from '../../shared/messages';
import { Button, IconButton } from '../components/button';
import popupStyles from '../components/tooltip.module.css';
import { bridge } from '../store/bridge';
import { useAppState } from '../store/store';
import { allIncidents } from './all-incidents';
import styles from './incidents.module.css';
import { Messages } from './messages';

const NEW_FILTER: MessageFilter = { instanceId: null, kind: 'incidents' };

/** What happened in all instances. The number counts incidents that nobody has looked at yet. */
export function Bell() {
  const [open, setOpen] = useState(false);
  const [filter, setFilter] = useState<MessageFilter>(NEW_FILTER);
  const instances = useAppState((state) => state.instances);
  const unseen = useMemo(() => allIncidents(instances).filter(({ incident }) => !incident.seen), [instances]);
  const ids = useMemo(() => new Set(unseen.map(({ incident }) => incident.id)), [unseen]);
  const label = ids.size === 0 ? 'Messages' : `Messages, ${ids.size} new`;
  const mark = (listed: MessageFilter): void => {
    for (const instanceId of new Set(unseen.map(({ instance }) => instance.id))) {
      if (listsIncidentsOf(listed, instanceId)) void bridge.call('mark-incidents-seen', { instanceId });
    }
  };
  const openOrClose = (next: boolean): void => {
    setOpen(next);
    if (next) setFilter(NEW_FILTER);
    // What was listed has been seen; it stays marked until the list is closed. What the filter hid has not.
    else mark(filter);
  };
  return (
    <Popover.Root open={open} onOpenChange={openOrClose}>
      <Popover.Trigger
        render={
          <IconButton icon={BellGlyph} label={label}>
            {ids.size > 0 && (
              <span aria-hidden className={styles.badge}>
                {ids.size > 99 ? '99+' : ids.size}
              </span>
            )}
          </IconButton>
        }
      />
      <Popover.Portal>
        <Popover.Positioner
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className={popupStyles.positioner}
        >
          <Popover.Popup className={styles.popover}>
            <div className={styles.popoverHead}>
              <Popover.Title>Messages</Popover.Title>
              <Button variant="quiet" aria-disabled={ids.size === 0} onClick={() => mark(NEW_FILTER)}>
                Mark all as read
              </Button>
            </div>
            <Messages filter={filter} onFilter={setFilter} unseen={ids} onFollowed={() => openOrClose(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
