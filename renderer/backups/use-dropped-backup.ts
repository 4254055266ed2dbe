import { useState, type DragEvent } from 'react';
import type { Allowed } from '../../shared/display-status';
import { bridge } from '../store/bridge';
import { showPopup } from '../popups/toast-manager';

/** A question that the list asks lies elsewhere in the page, though its events arrive here, too. */
const bringsFiles = ({ currentTarget, dataTransfer, target }: DragEvent): boolean =>
  dataTransfer.types.includes('Files') && target instanceof Node && currentTarget.contains(target);

/** Takes one file that is dropped; everywhere else in the window drops mean nothing. */
export function useDroppedBackup(allowed: Allowed, take: (path: string) => void) {
  const [over, setOver] = useState(false);
  const refuse = (title: string, text: string): void => {
    showPopup({ id: 'dropped', type: 'error', title, text });
  };
  return {
    over,
    onDragOver: (event: DragEvent): void => {
      if (!bringsFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = allowed.allowed ? 'copy' : 'none';
      setOver(allowed.allowed);
    },
    onDragLeave: (event: DragEvent): void => {
      const into = event.relatedTarget;
      if (!(into instanceof Node && event.currentTarget.contains(into))) setOver(false);
    },
    onDrop: (event: DragEvent): void => {
      if (!bringsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const [file, ...others] = event.dataTransfer.files;
      if (!allowed.allowed) refuse('Nothing is restored now', allowed.why);
      else if (file === undefined || others.length > 0) refuse('One backup at a time', 'Drop a single zip file.');
      else {
        const path = bridge.pathOfFile(file);
        if (path === '') refuse('It is not a file on this computer', 'Save it to a folder first, then drop it.');
        else take(path);
      }
    },
  };
}
