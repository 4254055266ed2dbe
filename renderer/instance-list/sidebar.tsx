import { Plus } from 'lucide-react';
import { TARGETS } from '../components/focus';
import { Button } from '../components/button';
import { SearchField } from '../components/search-field';
import { SEARCH_FROM } from '../../shared/list/list-view';
import { useListUi } from '../store/list-ui';
import { useAppState } from '../store/store';
import { openDialog } from '../store/ui';
import { InstanceList } from './instance-list';
import { Narrowed } from './narrowed';
import { SelectionBar } from './selection-bar';
import styles from './sidebar.module.css';
import { SidebarFooter } from './sidebar-footer';
import { ViewMenu } from './view-menu';

export function Sidebar() {
  return (
    <div className={styles.sidebar}>
      <header className={styles.header}>
        <p className={styles.brand}>Basekeeper</p>
        <Button
          variant="quiet"
          icon={Plus}
          onClick={() => {
            openDialog({ kind: 'new-instance' });
          }}
        >
          New instance
        </Button>
      </header>
      <SidebarBody />
    </div>
  );
}

/** Search, list and footer; the same in the sidebar and in the drawer of a narrow window. */
export function SidebarBody() {
  const count = useAppState(({ instances }) => instances.length);
  const search = useListUi((ui) => ui.search);
  return (
    <>
      {count >= SEARCH_FROM && (
        <div className={styles.search}>
          <SearchField
            id={TARGETS.findInstance}
            label="Find an instance"
            className={styles.searchField}
            value={search}
            onChange={(value) => {
              useListUi.setState({ search: value });
            }}
          />
          <ViewMenu />
        </div>
      )}
      {count >= SEARCH_FROM && <Narrowed />}
      <SelectionBar />
      <InstanceList />
      <SidebarFooter />
    </>
  );
}
