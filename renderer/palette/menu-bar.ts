/** The menu bar is another view of the palette: the same commands, by the same words, as possible as they are there. */
import type { MenuBar, MenuItem, MenuSections } from '../../shared/menu-bar';
import type { AppState } from '../../shared/app-state';
import type { Bridge } from '../../shared/ipc';
import type { MirrorStore } from '../store/mirror';
import { selectedInstance } from '../store/store';
import { isDialogOpen, useUi } from '../store/ui';
import { paletteGroups, type PaletteCommand } from './palette-commands';
import { acceleratorOf, actionNamed, type ShortcutId } from './shortcuts';

/** Commands have the keys of the shortcut of the same name. */
const SHORTCUT_OF: Readonly<Record<string, ShortcutId>> = {
  new: 'new',
  preferences: 'preferences',
  versions: 'versions',
  maintenance: 'maintenance',
};

/** Where each is; one that is not named here is added at the end of the instance's menu, or of Help. */
const FILE = [
  ['new', 'preferences'],
  ['stop-everything', 'end-maintenance-for-all'],
];
const VIEW_SHORTCUTS: readonly ShortcutId[] = ['palette', 'list', 'previous', 'next'];
const TABS = ['overview', 'output', 'backups', 'activity', 'settings'];
const THEMES = ['theme-system', 'theme-light', 'theme-dark'];
const INSTANCE = [
  ['maintenance', 'start', 'stop', 'restart'],
  ['admin', 'address', 'folder', 'editor', 'terminal', 'save-output'],
  ['back-up', 'restore', 'version'],
  ['change-port', 'rename', 'move', 'clone'],
  ['remove-from-list', 'delete'],
];
const HELP = [['help', 'keyboard'], ['about']];

interface Shown {
  readonly state: Pick<AppState, 'instances' | 'operations' | 'drill'>;
  /** A dialog keeps the commands of the window to itself; help lies over it. */
  readonly isCovered: boolean;
}

const nameOf = ({ id }: PaletteCommand): string => id.split(' ')[0] ?? id;

function commandsOf(state: Shown['state'], selectedId: string | null) {
  const { instances, operations, drill } = state;
  const groups = paletteGroups({ instances, operations, hasDrill: drill !== null, selectedId, typed: '' });
  const ofInstance = groups.find(({ id }) => id === selectedId)?.items ?? [];
  const ofApp = groups.filter(({ id }) => id !== selectedId).flatMap(({ items }) => items);
  return { ofInstance, ofApp: ofApp.filter(({ id }) => !id.startsWith('show ')) };
}

export function menuBarOf({ state, isCovered }: Shown, selectedId: string | null): MenuBar {
  const { ofInstance, ofApp } = commandsOf(state, selectedId);
  const item = (command: PaletteCommand): MenuItem => {
    const shortcut = SHORTCUT_OF[nameOf(command)];
    const accelerator = shortcut === undefined ? null : acceleratorOf(shortcut);
    const { id, label, isRefused } = command;
    return { id, label, enabled: !isRefused && (!isCovered || isHelp(id)), accelerator };
  };
  const sectionsOf = (commands: readonly PaletteCommand[], names: readonly (readonly string[])[]): MenuSections =>
    names
      .map((section) => section.flatMap((name) => commands.filter((command) => nameOf(command) === name).map(item)))
      .filter((section) => section.length > 0);
  const unplaced = (commands: readonly PaletteCommand[], placed: readonly string[]): MenuSections => {
    const rest = commands.filter((command) => !placed.includes(nameOf(command)));
    return rest.length === 0 ? [] : [rest.map(item)];
  };
  const ofShortcut = (id: ShortcutId): MenuItem => ({
    id,
    label: actionNamed(id).does,
    enabled: !isCovered,
    accelerator: acceleratorOf(id),
  });
  return {
    file: sectionsOf(ofApp, FILE),
    view: [
      VIEW_SHORTCUTS.map(ofShortcut),
      ...sectionsOf(ofInstance, [TABS]),
      ...sectionsOf(ofApp, [['versions'], THEMES]),
    ],
    instance: {
      name: state.instances.find(({ id }) => id === selectedId)?.name ?? null,
      sections: [
        ...sectionsOf(ofInstance, INSTANCE),
        ...(ofInstance.length === 0 ? [] : [[ofShortcut('find-output')]]),
        ...unplaced(ofInstance, [...INSTANCE.flat(), ...TABS]),
      ],
    },
    help: [
      ...sectionsOf(ofApp, HELP.slice(0, 1)),
      ...unplaced(ofApp, [...FILE.flat(), ...HELP.flat(), ...THEMES, 'versions']),
      ...sectionsOf(ofApp, HELP.slice(1)),
    ],
  };
}

const isHelp = (id: string): boolean => HELP.flat().includes(id);

/** What was chosen is looked up again: by now another instance may be on screen, or it may not be possible any more. */
function act(state: Shown['state'], commandId: string): void {
  if (isDialogOpen() && !isHelp(commandId)) return;
  const shortcut = [...VIEW_SHORTCUTS, 'find-output' as const].find((id) => id === commandId);
  if (shortcut !== undefined) {
    actionNamed(shortcut).act();
    return;
  }
  const { ofInstance, ofApp } = commandsOf(state, selectedInstance()?.id ?? null);
  const command = [...ofInstance, ...ofApp].find(({ id }) => id === commandId);
  if (command?.isRefused === false) command.act();
}

/** Before the first snapshot, what opens a dialog is possible already. */
const NO_STATE: Shown['state'] = { instances: [], operations: [], drill: null };

/** Several changes that come together are told together. */
const TELL_AFTER_MS = 50;

/** Keeps the menu bar as the window is, and does what is chosen in it. Returns the function that ends it. */
export function fillMenuBar(mirror: MirrorStore, bridge: Bridge): () => void {
  let told = '';
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    waiting = undefined;
    const { state } = mirror.getState();
    if (state === null) return;
    const menuBar = menuBarOf({ state, isCovered: isDialogOpen() }, selectedInstance()?.id ?? null);
    const content = JSON.stringify(menuBar);
    if (content === told) return;
    told = content;
    void bridge.call('set-menu-bar', menuBar);
  };
  const soon = (): void => {
    waiting ??= setTimeout(tell, TELL_AFTER_MS);
  };
  const stop = [
    mirror.subscribe(soon),
    useUi.subscribe(soon),
    bridge.onPush((push) => {
      if (push.type === 'act') act(mirror.getState().state ?? NO_STATE, push.commandId);
    }),
  ];
  return () => {
    clearTimeout(waiting);
    for (const end of stop) end();
  };
}
