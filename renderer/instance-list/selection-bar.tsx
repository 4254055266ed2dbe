import { Menu } from '@base-ui/react/menu';
import { Ellipsis, Play, Square, X } from 'lucide-react';
import { concernedBy, type BulkAction } from '../../shared/list/bulk';
import { allSelected, selectedOf } from '../../shared/list/list-selection';
import { instancesOf } from '../../shared/list/list-view';
import { BULK_LABELS } from '../../shared/words/bulk-words';
import { Button, IconButton } from '../components/button';
import menuStyles from '../components/menu.module.css';
import { select, selectNothing, useListUi } from '../store/list-ui';
import { useListView } from '../store/shown-list';
import { useAppState } from '../store/store';
import { giveOrAsk } from './give-or-ask';
import styles from './selection-bar.module.css';

const MORE: readonly BulkAction[] = ['back-up', 'mute', 'unmute'];

/** What can be done to everything that is selected; not there while nothing is. */
export function SelectionBar() {
  const shown = instancesOf(useListView());
  const selection = useListUi((ui) => ui.selection);
  const operations = useAppState((state) => state.operations);
  const ids = selectedOf(
    selection,
    shown.map(({ id }) => id),
  );
  if (ids.length === 0) return null;
  const chosen = shown.filter(({ id }) => ids.includes(id));
  const countOf = (action: BulkAction): number => concernedBy(action, chosen, operations).length;
  const give = (action: BulkAction) => () => {
    giveOrAsk(action, ids);
  };
  return (
    <div role="toolbar" aria-label="Selected instances" className={styles.bar}>
      <p role="status" aria-label="Selection" className={styles.count}>
        {ids.length} selected
      </p>
      {ids.length < shown.length && (
        <Button
          variant="quiet"
          className={styles.all}
          onClick={() => {
            select(allSelected(shown.map(({ id }) => id)));
          }}
        >
          Select all
        </Button>
      )}
      <IconButton icon={X} label="Select none" className={styles.none} onClick={selectNothing} />
      <div className={styles.actions}>
        {countOf('start') > 0 && (
          <IconButton icon={Play} label="Start those selected" variant="plain" onClick={give('start')} />
        )}
        {countOf('stop') > 0 && (
          <IconButton icon={Square} label="Stop those selected" variant="plain" onClick={give('stop')} />
        )}
        {(['enter-maintenance', 'leave-maintenance'] as const)
          .filter((action) => countOf(action) > 0)
          .map((action) => (
            <Button key={action} className={styles.action} onClick={give(action)}>
              {BULK_LABELS[action]}
            </Button>
          ))}
        <Menu.Root>
          <Menu.Trigger render={<IconButton icon={Ellipsis} label="More for those selected" />} />
          <Menu.Portal>
            <Menu.Positioner className={menuStyles.positioner} sideOffset={4} collisionPadding={8}>
              <Menu.Popup className={menuStyles.popup}>
                {MORE.map((action) => (
                  <Menu.Item
                    key={action}
                    className={menuStyles.item}
                    disabled={countOf(action) === 0}
                    onClick={give(action)}
                  >
                    <span className={menuStyles.name}>{BULK_LABELS[action]}</span>
                    <span className={menuStyles.keys}>{countOf(action)}</span>
                  </Menu.Item>
                ))}
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      </div>
    </div>
  );
}
