import { Popover } from '@base-ui/react/popover';
import { Bell as BellGlyph } from 'lucide-react';
import { useMemo, useState } from 'react';
import { incidentEntry } from '../../shared/words/incident-words';
import { IconButton } from '../components/button';
import { timeInWords } from '../components/clock';
import popupStyles from '../components/tooltip.module.css';
import { FailureGlyph } from '../components/status-glyph';
import { bridge } from '../store/bridge';
import { useAppState } from '../store/store';
import { showIncident } from '../store/ui';
import styles from './incidents.module.css';
import { allIncidents } from './all-incidents';

const RECENT = 20;

/** What happened lately, in all instances. The number counts what nobody has looked at yet. */
export function Bell() {
  const [open, setOpen] = useState(false);
  const instances = useAppState((state) => state.instances);
  const incidents = useMemo(() => allIncidents(instances), [instances]);
  const unseen = incidents.filter(({ incident }) => !incident.seen).length;
  const label = unseen === 0 ? 'Incidents' : `Incidents, ${unseen} new`;
  const openOrClose = (next: boolean): void => {
    setOpen(next);
    // What was listed has been seen; it stays marked until the list is closed.
    if (next) return;
    const ids = new Set(incidents.flatMap(({ instance, incident }) => (incident.seen ? [] : [instance.id])));
    for (const instanceId of ids) void bridge.call('mark-incidents-seen', { instanceId });
  };
  return (
    <Popover.Root open={open} onOpenChange={openOrClose}>
      <Popover.Trigger
        render={
          <IconButton icon={BellGlyph} label={label}>
            {unseen > 0 && (
              <span aria-hidden className={styles.badge}>
                {unseen > 99 ? '99+' : unseen}
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
            <Popover.Title className={styles.popoverTitle}>Incidents</Popover.Title>
            {incidents.length === 0 && (
              <p className={styles.none}>No incidents. No instance has stopped unexpectedly.</p>
            )}
            <ul className={styles.recent}>
              {incidents.slice(0, RECENT).map(({ instance, incident }) => (
                <li key={incident.id}>
                  <button
                    type="button"
                    className={styles.recentItem}
                    data-unseen={incident.seen ? undefined : ''}
                    onClick={() => {
                      openOrClose(false);
                      showIncident(instance.id, incident.id);
                    }}
                  >
                    <FailureGlyph size={14} />
                    <span className={styles.recentName}>{instance.name}</span>
                    <time dateTime={incident.at} className={styles.time}>
                      {timeInWords(incident.at)}
                    </time>
                    <span className={styles.recentText}>{incidentEntry(incident)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
