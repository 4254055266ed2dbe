import { Tabs } from '@base-ui/react/tabs';
import { useRef } from 'react';
import { Modal, OverDialogs } from '../components/dialog';
import { closeHelp, turnHelpTo, useUi, whoOpenedHelp, type HelpPage } from '../store/ui';
import { About } from './about';
import { Guide } from './guide';
import styles from './help.module.css';
import { Keyboard, type Shortcut } from './keyboard';

const PAGES: readonly { readonly page: HelpPage; readonly label: string }[] = [
  { page: 'maintenance', label: 'Maintenance mode' },
  { page: 'overview', label: 'Overview' },
  { page: 'backup', label: 'Backup and restore' },
  { page: 'upgrading', label: 'Upgrading' },
  { page: 'serving', label: 'Launch options' },
  { page: 'command-line', label: 'Command line' },
  { page: 'assistants', label: 'Coding assistants' },
  { page: 'format', label: 'Backup format' },
  { page: 'keyboard', label: 'Keyboard' },
  { page: 'about', label: 'About' },
];

/** Everything in here is part of the app; no network is needed to read it. */
export function HelpDialog({ shortcuts }: { readonly shortcuts: readonly Shortcut[] }) {
  const help = useUi((ui) => ui.help);
  const shownTab = useRef<HTMLElement>(null);
  return (
    <OverDialogs value={null}>
      <Modal
        open={help !== null}
        title="Help"
        wide
        initialFocus={shownTab}
        finalFocus={whoOpenedHelp}
        onClose={closeHelp}
      >
        <Tabs.Root className={styles.tabs} value={help?.page ?? 'maintenance'} onValueChange={turnHelpTo}>
          <Tabs.List className={styles.list}>
            {PAGES.map(({ page, label }) => (
              <Tabs.Tab key={page} ref={page === help?.page ? shownTab : null} value={page} className={styles.tab}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {PAGES.map(({ page }) => (
            <Tabs.Panel key={page} value={page} className={styles.panel}>
              {page === 'keyboard' ? (
                <Keyboard shortcuts={shortcuts} />
              ) : page === 'about' ? (
                <About />
              ) : (
                <Guide page={page} section={help?.section ?? null} />
              )}
            </Tabs.Panel>
          ))}
        </Tabs.Root>
      </Modal>
    </OverDialogs>
  );
}
