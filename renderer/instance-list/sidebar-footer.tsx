import { CircleHelp, Package, Settings } from 'lucide-react';
import { countByStatus, wouldBeStopped, type Counts, type DisplayKind } from '../../shared/display-status';
import { Button, IconButton } from '../components/button';
import { StatusGlyph } from '../components/status-glyph';
import { Bell } from '../incidents/bell';
import { useAppState } from '../store/store';
import { openDialog, openHelp, showPreferences, showVersions, useUi } from '../store/ui';
import styles from './sidebar.module.css';

const SHOWN: readonly (readonly [keyof Counts, DisplayKind, string])[] = [
  ['running', 'running', 'running'],
  ['inTransition', 'starting', 'starting or stopping'],
  ['maintenance', 'maintenance', 'in maintenance'],
  ['stopped', 'stopped', 'stopped'],
];

export function SidebarFooter() {
  const instances = useAppState((state) => state.instances);
  const page = useUi((ui) => ui.page);
  const counts = countByStatus(instances);
  // Stopped ones are counted only when there is nothing else to say.
  const shown = SHOWN.filter(
    ([group]) => counts[group] > 0 && (group !== 'stopped' || counts.stopped === instances.length),
  );
  return (
    <footer className={styles.footer}>
      {instances.length > 0 && (
        <p className={styles.counts}>
          {shown.map(([group, kind, words]) => (
            <span key={group} className={styles.count}>
              <StatusGlyph kind={kind} size={14} />
              {counts[group]} {words}
            </span>
          ))}
        </p>
      )}
      <div className={styles.tools}>
        {instances.some(wouldBeStopped) && (
          <Button
            variant="quiet"
            className={styles.stop}
            onClick={() => {
              openDialog({ kind: 'ask-stop-everything' });
            }}
          >
            Maintenance for all…
          </Button>
        )}
        <span className={styles.stop} />
        <Bell />
        <IconButton
          icon={Package}
          label="Versions"
          aria-current={page === 'versions' ? 'page' : undefined}
          onClick={showVersions}
        />
        <IconButton
          icon={Settings}
          label="Preferences"
          aria-current={page === 'preferences' ? 'page' : undefined}
          onClick={showPreferences}
        />
        <IconButton
          icon={CircleHelp}
          label="Help"
          onClick={() => {
            openHelp({ page: 'maintenance', section: null });
          }}
        />
      </div>
    </footer>
  );
}
