import { Menu, app, type MenuItemConstructorOptions } from 'electron';
import { DIAGNOSTICS } from '../../shared/words/diagnostics-words';

export interface MenuActions {
  readonly newInstance: () => void;
  readonly preferences: () => void;
  readonly diagnostics: () => void;
  readonly quit: () => void;
}

/** The usual menus. Reload and developer tools exist only while developing. */
export function setAppMenu({ newInstance, preferences, diagnostics, quit }: MenuActions): void {
  const mac = process.platform === 'darwin';
  const developer: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        { label: 'New instance…', click: newInstance },
        { label: 'Preferences…', click: preferences },
        { type: 'separator' },
        mac ? { role: 'close' } : { label: 'Quit', accelerator: 'Ctrl+Q', click: quit },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...developer,
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [{ label: `${DIAGNOSTICS.title}…`, click: diagnostics }] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
