import { Tabs } from '@base-ui/react/tabs';
import { Modal } from '../components/dialog';
import { closeDialog, openDialog, useUi, type OpenDialog } from '../store/ui';
import { About } from './about';
import styles from './help.module.css';
import { Keyboard } from './keyboard';
import { MaintenanceGuide } from './maintenance-guide';

type Page = Extract<OpenDialog, { kind: 'help' }>['page'];

const PAGES: readonly { readonly page: Page; readonly label: string; readonly Content: () => React.JSX.Element }[] = [
  { page: 'maintenance', label: 'Maintenance mode', Content: MaintenanceGuide },
  { page: 'keyboard', label: 'Keyboard', Content: Keyboard },
  { page: 'about', label: 'About', Content: About },
];

/** Everything in here is part of the app; no network is needed to read it. */
export function HelpDialog() {
  const dialog = useUi((ui) => ui.dialog);
  const page = dialog?.kind === 'help' ? dialog.page : null;
  return (
    <Modal open={page !== null} title="Help" wide onClose={closeDialog}>
      <Tabs.Root
        className={styles.tabs}
        value={page ?? 'maintenance'}
        onValueChange={(next: Page) => {
          openDialog({ kind: 'help', page: next });
        }}
      >
        <Tabs.List className={styles.list}>
          {PAGES.map(({ page: value, label }) => (
            <Tabs.Tab key={value} value={value} className={styles.tab}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {PAGES.map(({ page: value, Content }) => (
          <Tabs.Panel key={value} value={value} className={styles.panel}>
            <Content />
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </Modal>
  );
}
