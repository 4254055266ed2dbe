import { useState, type DragEvent } from 'react';
import { NOT_A_FOLDER, NOT_ON_THIS_COMPUTER, ONE_FOLDER } from '../../shared/words/first-steps-words';
import { showPopup } from '../popups/toast-manager';
import { bridge } from '../store/bridge';
import { isDialogOpen, openDialog } from '../store/ui';

/** A part of the page that takes files itself comes first; over a dialog nothing is dropped. */
const isOurs = (event: DragEvent): boolean =>
  event.dataTransfer.types.includes('Files') && !event.isDefaultPrevented() && !isDialogOpen();

/** Takes one folder that is dropped anywhere on the window, and looks at it in the dialog. */
export function useDroppedFolder() {
  const [over, setOver] = useState(false);
  const refuse = (words: { readonly title: string; readonly text: string }): void => {
    showPopup({ id: 'dropped', type: 'error', ...words });
  };
  const take = (items: DataTransferItemList): void => {
    const [item, ...others] = [...items].filter(({ kind }) => kind === 'file');
    const file = item?.getAsFile() ?? null;
    if (others.length > 0) refuse(ONE_FOLDER);
    else if (item?.webkitGetAsEntry()?.isDirectory !== true || file === null) refuse(NOT_A_FOLDER);
    else {
      const folder = bridge.pathOfFile(file);
      if (folder === '') refuse(NOT_ON_THIS_COMPUTER);
      else openDialog({ kind: 'new-instance', folder });
    }
  };
  return {
    over,
    onDragOver: (event: DragEvent): void => {
      const ours = isOurs(event);
      setOver(ours);
      if (!ours) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    },
    onDragLeave: (event: DragEvent): void => {
      const into = event.relatedTarget;
      if (!(into instanceof Node && event.currentTarget.contains(into))) setOver(false);
    },
    onDrop: (event: DragEvent): void => {
      setOver(false);
      if (!isOurs(event)) return;
      event.preventDefault();
      take(event.dataTransfer.items);
    },
  };
}
