import { Menu, app, type MenuItemConstructorOptions } from 'electron';
import { NO_INSTANCE_SHOWN } from '../../shared/words/desktop-words';
import { MENU_WITHOUT_PAGE, type MenuBar, type MenuSections } from '../../shared/menu-bar';

export interface MenuActions {
  /** A command of the page was chosen. */
  readonly act: (commandId: string) => void;
  readonly quit: () => void;
}

export interface AppMenu {
  /** Null: there is no page that could say. */
  readonly set: (menuBar: MenuBar | null) => void;
}

/** The usual menus around the commands of the page. Reload and developer tools exist only while developing. */
export function createAppMenu(actions: MenuActions): AppMenu {
  let shape = '';
  const set = (given: MenuBar | null): void => {
    const menuBar = given ?? MENU_WITHOUT_PAGE;
    const isSame = shapeOf(menuBar) === shape;
    // A menu that is open stays open while its items follow.
    if (isSame) for (const { id, enabled } of itemsOf(menuBar)) enable(id, enabled);
    else Menu.setApplicationMenu(Menu.buildFromTemplate(template(menuBar, actions)));
    shape = shapeOf(menuBar);
  };
  set(null);
  return { set };
}

function enable(id: string, enabled: boolean): void {
  const item = Menu.getApplicationMenu()?.getMenuItemById(id);
  if (item) item.enabled = enabled;
}

const itemsOf = ({ file, view, instance, help }: MenuBar) => [file, view, instance.sections, help].flat(2);

/** All but what can be changed in a menu that is open. */
const shapeOf = (menuBar: MenuBar): string =>
  JSON.stringify(menuBar, (key, value: unknown) => (key === 'enabled' ? undefined : value));

function template(menuBar: MenuBar, { act, quit }: MenuActions): MenuItemConstructorOptions[] {
  const mac = process.platform === 'darwin';
  const lines = (sections: MenuSections): MenuItemConstructorOptions[] =>
    sections.flatMap((section, index) => [
      ...(index === 0 ? [] : [LINE]),
      ...section.map(({ id, label, enabled, accelerator }) => ({
        id,
        label: label.replaceAll('&', '&&'),
        enabled,
        ...(accelerator === null ? {} : { accelerator }),
        // The page has its keys itself, and knows when a text is being typed.
        registerAccelerator: false,
        click: () => act(id),
      })),
    ]);
  const withoutOnMac = (id: string): MenuSections =>
    mac ? menuBar.file.map((section) => section.filter((item) => item.id !== id)) : menuBar.file;
  const preferences = menuBar.file.map((section) => section.filter(({ id }) => id === 'preferences'));
  const { name, sections } = menuBar.instance;
  const quitItem = { label: mac ? 'Quit Basekeeper' : 'Quit', accelerator: 'CmdOrCtrl+Q', click: quit };
  const appMenu: MenuItemConstructorOptions = {
    label: app.name,
    submenu: [
      { role: 'about' },
      LINE,
      ...lines(preferences.filter((section) => section.length > 0)),
      LINE,
      { role: 'services' },
      LINE,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      LINE,
      quitItem,
    ],
  };
  const developer: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [LINE, { role: 'reload' }, { role: 'toggleDevTools' }];
  return [
    ...(mac ? [appMenu] : []),
    {
      id: 'file',
      label: '&File',
      submenu: [...lines(withoutOnMac('preferences')), LINE, mac ? { role: 'close' } : quitItem],
    },
    { role: 'editMenu' },
    {
      id: 'view',
      label: '&View',
      submenu: [
        ...lines(menuBar.view),
        ...(menuBar.view.length === 0 ? [] : [LINE]),
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        LINE,
        { role: 'togglefullscreen' },
        ...developer,
      ],
    },
    {
      id: 'instance',
      label: '&Instance',
      submenu: [
        { label: name?.replaceAll('&', '&&') ?? NO_INSTANCE_SHOWN, enabled: false },
        ...(name === null ? [] : [LINE]),
        ...lines(sections),
      ],
    },
    { role: 'windowMenu' },
    { id: 'help', label: '&Help', role: 'help', submenu: lines(menuBar.help) },
  ];
}

const LINE = { type: 'separator' } as const;
