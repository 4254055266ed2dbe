import { Dialog } from '@base-ui/react/dialog';
import { PanelLeft, Plus, X } from 'lucide-react';
import { displayStatus } from '../../shared/display-status';
import { Bell } from '../incidents/bell';
import { IconButton } from '../components/button';
import dialogStyles from '../components/dialog.module.css';
import { StatusGlyph } from '../components/status-glyph';
import { useSelectedInstance } from '../store/store';
import { openDialog, useUi } from '../store/ui';
import { SidebarBody } from './sidebar';
import styles from './sidebar.module.css';

const setDrawer = (drawerOpen: boolean): void => {
  useUi.setState({ drawerOpen });
};

/** The list folded away: a bar on top, and a drawer with the same content as the sidebar. */
export function NarrowBar() {
  const open = useUi(({ drawerOpen }) => drawerOpen);
  const selected = useSelectedInstance();
  const page = useUi((ui) => ui.page);
  return (
    <header className={styles.bar}>
      <IconButton
        icon={PanelLeft}
        label="Show instances"
        onClick={() => {
          setDrawer(true);
        }}
      />
      {selected !== null && <StatusGlyph kind={displayStatus(selected).kind} />}
      <p className={styles.barTitle}>{page === 'versions' ? 'Versions' : (selected?.name ?? 'Basekeeper')}</p>
      {/* In the drawer there is another one. */}
      {!open && <Bell />}
      <IconButton
        icon={Plus}
        label="New instance"
        onClick={() => {
          openDialog({ kind: 'new-instance' });
        }}
      />
      <Dialog.Root open={open} onOpenChange={setDrawer}>
        <Dialog.Portal>
          <Dialog.Backdrop className={dialogStyles.backdrop} />
          <Dialog.Popup className={styles.drawer}>
            <header className={styles.header}>
              <Dialog.Title className={styles.brand}>Basekeeper</Dialog.Title>
              <IconButton
                icon={X}
                label="Close"
                onClick={() => {
                  setDrawer(false);
                }}
              />
            </header>
            <SidebarBody />
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </header>
  );
}
