import { Plus, Search } from 'lucide-react';
import { TARGETS } from '../app/focus';
import { Button } from '../components/button';
import { useAppState } from '../store/store';
import { openDialog, useUi } from '../store/ui';
import { SEARCH_FROM } from './filter';
import { InstanceList } from './instance-list';
import styles from './sidebar.module.css';
import { SidebarFooter } from './sidebar-footer';

export function Sidebar() {
  const count = useAppState(({ instances }) => instances.length);
  return (
    <div className={styles.sidebar}>
      <header className={styles.header}>
        <p className={styles.brand}>Basekeeper</p>
        {/* While there is none yet, the page itself offers it: one button of this name at a time. */}
        {count > 0 && (
          <Button
            variant="quiet"
            icon={Plus}
            onClick={() => {
              openDialog({ kind: 'new-instance' });
            }}
          >
            New instance
          </Button>
        )}
      </header>
      <SidebarBody />
    </div>
  );
}

/** Search, list and footer; the same in the sidebar and in the drawer of a narrow window. */
export function SidebarBody() {
  const count = useAppState(({ instances }) => instances.length);
  const search = useUi((ui) => ui.search);
  return (
    <>
      {count >= SEARCH_FROM && (
        <div role="search" className={styles.search}>
          <Search size={14} strokeWidth={2} aria-hidden />
          <input
            id={TARGETS.findInstance}
            type="search"
            className={styles.field}
            aria-label="Find an instance"
            placeholder="Find…"
            spellCheck={false}
            value={search}
            onChange={(event) => {
              useUi.setState({ search: event.currentTarget.value });
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') useUi.setState({ search: '' });
            }}
          />
        </div>
      )}
      <InstanceList />
      <SidebarFooter />
    </>
  );
}
