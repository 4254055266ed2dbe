import { Menu, nativeImage, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron';
import type { AppStore } from '../store/app-store';
import idle1 from './icons/tray-idle.png?inline';
import idle2 from './icons/tray-idle@2x.png?inline';
import maintenance1 from './icons/tray-maintenance.png?inline';
import maintenance2 from './icons/tray-maintenance@2x.png?inline';
import moving1 from './icons/tray-moving.png?inline';
import moving2 from './icons/tray-moving@2x.png?inline';
import running1 from './icons/tray-running.png?inline';
import running2 from './icons/tray-running@2x.png?inline';
import { isShownInTray, trayIcon, trayMenu, type TrayAction, type TrayIcon, type TrayItem } from './tray-menu';
import { countsInWords } from '../../shared/words/tray-words';

/** Between two menus, so that a flood of changes does not renumber the items under the user's pointer. */
const REBUILD_INTERVAL_MS = 250;

/** Shows the state of all instances; a reader of the store that sends the same commands as the window. */
export function createTray(store: AppStore, act: (action: TrayAction) => void): Tray {
  const tray = new Tray(iconOf('idle'));
  tray.on('click', () => act({ type: 'open-window' }));
  let shown = '';
  let waiting: NodeJS.Timeout | undefined;

  const rebuild = (): void => {
    waiting = undefined;
    const { state } = store.snapshot();
    const items = trayMenu(state);
    const icon = trayIcon(state);
    const content = JSON.stringify([items, icon]);
    if (content === shown || tray.isDestroyed()) return;
    shown = content;
    tray.setImage(iconOf(icon));
    tray.setToolTip(`Basekeeper — ${countsInWords(state.instances)}`);
    tray.setContextMenu(Menu.buildFromTemplate(items.map((item) => template(item, act))));
  };
  rebuild();
  store.subscribe((change) => {
    if (isShownInTray(change)) waiting ??= setTimeout(rebuild, REBUILD_INTERVAL_MS);
  });
  return tray;
}

function template(item: TrayItem, act: (action: TrayAction) => void): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'text':
      return { label: item.label, enabled: false };
    case 'action':
      return { label: item.label, enabled: item.enabled, click: () => act(item.action) };
    case 'submenu':
      return { label: item.label, submenu: item.items.map((inner) => template(inner, act)) };
  }
}

const IMAGES: Readonly<Record<TrayIcon, readonly [string, string]>> = {
  idle: [idle1, idle2],
  running: [running1, running2],
  'in-transition': [moving1, moving2],
  maintenance: [maintenance1, maintenance2],
};

function iconOf(icon: TrayIcon): NativeImage {
  const [once, twice] = IMAGES[icon];
  const image = nativeImage.createFromDataURL(once);
  image.addRepresentation({ scaleFactor: 2, dataURL: twice });
  return image;
}
