import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useAppState, useSelectedInstance } from '../store/store';
import { closeDialog, isDialogOpen, useUi } from '../store/ui';
import dialogStyles from '../components/dialog.module.css';
import { classNames } from '../components/class-names';
import { useFinalFocus } from '../components/use-final-focus';
import { paletteGroups, type PaletteCommand, type PaletteGroup } from './palette-commands';
import styles from './palette.module.css';

/** Every command by its name, from the keyboard. */
export function Palette() {
  const open = useUi(({ dialog }) => dialog?.kind === 'palette');
  /** What was chosen has moved the focus, or has opened a dialog that has it now. */
  const focusMoved = useRef(false);
  const openedBy = useFinalFocus(open);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (next) return;
        focusMoved.current = false;
        closeDialog();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={dialogStyles.backdrop} />
        <Dialog.Popup
          aria-label="Commands"
          className={classNames(dialogStyles.popup, styles.popup)}
          finalFocus={() => (focusMoved.current ? false : openedBy())}
        >
          <Commands
            onChosen={({ takesFocus, act }) => {
              closeDialog();
              // A dialog that is opened gives the focus back to where it was before the palette.
              const opener = openedBy();
              if (opener !== true) opener.focus();
              act();
              focusMoved.current = takesFocus || isDialogOpen();
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Commands({ onChosen }: { readonly onChosen: (item: PaletteCommand) => void }) {
  const [typed, setTyped] = useState('');
  const instances = useAppState((state) => state.instances);
  const operations = useAppState((state) => state.operations);
  const hasDrill = useAppState((state) => state.drill !== null);
  const selectedId = useSelectedInstance()?.id ?? null;
  const wanted = typed.trim();
  const groups = useMemo(
    () => paletteGroups({ instances, operations, hasDrill, selectedId, typed: wanted }),
    [instances, operations, hasDrill, selectedId, wanted],
  );
  return (
    <Autocomplete.Root
      open
      inline
      items={groups}
      filter={null}
      itemToStringValue={({ label }: PaletteCommand) => label}
      value={typed}
      onValueChange={(value, { reason }) => {
        // Choosing an item would write its name into the field.
        if (reason !== 'item-press') setTyped(value);
      }}
      autoHighlight="always"
      keepHighlight
    >
      <div className={styles.field}>
        <Search size={15} strokeWidth={2} aria-hidden />
        <Autocomplete.Input
          className={styles.input}
          aria-label="Find a command"
          placeholder="Find an instance or a command…"
        />
      </div>
      <Autocomplete.Empty>
        {groups.length === 0 && <p className={styles.nothing}>No command contains “{wanted}”.</p>}
      </Autocomplete.Empty>
      <Autocomplete.List className={styles.list} aria-label="Commands">
        {({ id, label, items }: PaletteGroup) => (
          <Autocomplete.Group key={id} items={items}>
            <Autocomplete.GroupLabel className={styles.label}>{label}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(item: PaletteCommand) => (
                <Autocomplete.Item
                  key={item.id}
                  value={item}
                  disabled={item.isRefused}
                  className={styles.item}
                  onClick={() => {
                    onChosen(item);
                  }}
                >
                  <span className={styles.name}>{item.label}</span>
                  <span className={styles.detail}>{item.detail}</span>
                  {item.keys.length > 0 && (
                    // The name of the option stays that of the command.
                    <span className={styles.keys} aria-hidden>
                      {item.keys.map((key) => (
                        <kbd key={key} className={styles.key}>
                          {key}
                        </kbd>
                      ))}
                    </span>
                  )}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}
