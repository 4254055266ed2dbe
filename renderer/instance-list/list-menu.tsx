import { ContextMenu } from '@base-ui/react/context-menu';
import { useState, type MouseEvent, type ReactElement } from 'react';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { selectedOf } from '../../shared/list/list-selection';
import menuStyles from '../components/menu.module.css';
import { useListUi } from '../store/list-ui';
import { shownInstances } from '../store/shown-list';
import { useAppState } from '../store/store';
import { isDialogOpen } from '../store/ui';
import { menuOf, type MenuPart } from './menu-of';

interface ListMenuProps {
  readonly groupOf: (id: InstanceId) => readonly Instance[];
  readonly canMove: boolean;
  readonly focus: (id: InstanceId) => void;
  /** The list. */
  readonly children: ReactElement;
}

/** One menu for all rows: of the instance it was opened on, or of all that are selected if that is one of them. */
export function ListMenu({ groupOf, canMove, focus, children }: ListMenuProps) {
  const [target, setTarget] = useState<readonly InstanceId[]>([]);
  const instances = useAppState((state) => state.instances);
  const operations = useAppState((state) => state.operations);
  const [opener] = target;
  const chosen = instances.filter(({ id }) => target.includes(id));
  const parts = menuOf(chosen, { all: instances, operations, canMove, groupOf });
  const giveFocusBack = (): void => {
    if (opener !== undefined) focus(opener);
  };
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger
        render={children}
        onContextMenu={(event: MouseEvent & { preventBaseUIHandler: () => void }) => {
          const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-instance]') : null;
          const id = row?.dataset['instance'];
          if (id === undefined) {
            event.preventBaseUIHandler();
            return;
          }
          const ids = shownInstances().map((one) => one.id);
          const selected = selectedOf(useListUi.getState().selection, ids);
          setTarget(selected.includes(id) ? [id, ...selected.filter((one) => one !== id)] : [id]);
        }}
      />
      <ContextMenu.Portal>
        <ContextMenu.Positioner className={menuStyles.positioner} collisionPadding={8}>
          <ContextMenu.Popup
            className={menuStyles.popup}
            aria-label={chosen.length === 1 ? chosen[0]?.name : `${String(chosen.length)} instances`}
            finalFocus={() => {
              if (!isDialogOpen()) giveFocusBack();
              return false;
            }}
          >
            {chosen.length > 1 && <p className={menuStyles.label}>{chosen.length} instances</p>}
            {parts.map((part) => (
              <Part key={part.key} part={part} giveFocusBack={giveFocusBack} />
            ))}
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

function Part({ part, giveFocusBack }: { readonly part: MenuPart; readonly giveFocusBack: () => void }) {
  if (part.kind === 'line') return <ContextMenu.Separator className={menuStyles.separator} />;
  return (
    <ContextMenu.Item
      className={menuStyles.item}
      disabled={part.isRefused}
      onClick={() => {
        // What opens now returns the focus there.
        giveFocusBack();
        part.act();
      }}
    >
      <span className={menuStyles.name}>{part.label}</span>
      {part.keys !== undefined && (
        <span className={menuStyles.keys} aria-hidden>
          {part.keys}
        </span>
      )}
    </ContextMenu.Item>
  );
}
