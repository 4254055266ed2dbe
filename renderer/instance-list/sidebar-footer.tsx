import { CircleHelp, Package, Settings } from 'lucide-react';
import { wouldBeStopped } from '../../shared/display-status';
import { concernedBy } from '../../shared/list/bulk';
import { giveToSeveral } from '../commands/several';
import { Button, IconButton } from '../components/button';
import { Bell } from '../incidents/bell';
import { useAppState } from '../store/store';
import { openDialog, openHelp, showPreferences, showVersions, useUi } from '../store/ui';
import { Counts } from './counts';
import styles from './sidebar.module.css';

export function SidebarFooter() {
  const instances = useAppState((state) => state.instances);
  const operations = useAppState((state) => state.operations);
  const page = useUi((ui) => ui.page);
  const leaving = concernedBy('leave-maintenance', instances, operations).map(({ id }) => id);
  const stops = instances.some(wouldBeStopped);
  return (
    <footer className={styles.footer}>
      {instances.length > 0 && <Counts instances={instances} />}
      {(stops || leaving.length > 1) && (
        <div className={styles.forAll}>
          {stops && (
            <Button
              variant="quiet"
              className={styles.one}
              onClick={() => {
                openDialog({ kind: 'ask-maintenance-for', ids: null });
              }}
            >
              Maintenance for all…
            </Button>
          )}
          {leaving.length > 1 && (
            <Button
              variant="quiet"
              className={styles.one}
              onClick={() => {
                giveToSeveral('leave-maintenance', leaving);
              }}
            >
              End maintenance for all
            </Button>
          )}
        </div>
      )}
      <div className={styles.tools}>
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
