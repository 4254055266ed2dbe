/** What the command palette offers, out of what is now; each does the same as the control of that name. */
import { allowedCommands, displayStatus, isInTask, wouldBeStopped, type Allowed } from '../../shared/display-status';
import type { InstanceId } from '../../shared/ids';
import { addressOf, type Instance } from '../../shared/instance';
import { concernedBy } from '../../shared/list/bulk';
import { operationOn, type Operation } from '../../shared/operation';
import { DRILL_EXISTS } from '../../shared/words/drill-words';
import { statusInWords, WAITS_FOR_EXIT } from '../../shared/words/status-words';
import { run } from '../commands/run';
import { giveToSeveral } from '../commands/several';
import { focusHeading, focusOn, TARGETS } from '../components/focus';
import { mayRemoveFromList } from '../manage/allowed';
import { openAdminUi } from '../commands/admin-ui';
import { begin, perform, toggleMaintenance } from '../commands/commands';
import { keysOf } from './shortcuts';
import {
  openDialog,
  openHelp,
  selectInstance,
  showPreferences,
  showTab,
  showVersions,
  type InstanceTab,
} from '../store/ui';

export interface PaletteCommand {
  readonly id: string;
  readonly label: string;
  /** Beside the label: how an instance is, or why the command cannot be had now. */
  readonly detail: string;
  /** Found by these as well. */
  readonly words: string;
  readonly isRefused: boolean;
  /** What does the same from the keyboard; empty where nothing does. */
  readonly keys: readonly string[];
  /** It shows something that gets the focus. */
  readonly takesFocus: boolean;
  readonly act: () => void;
}

export interface PaletteGroup {
  readonly id: string;
  readonly label: string;
  readonly items: readonly PaletteCommand[];
}

interface Offered {
  readonly instances: readonly Instance[];
  readonly operations: readonly Operation[];
  /** There is one already. */
  readonly hasDrill: boolean;
  readonly selectedId: InstanceId | null;
  /** Without blanks at its ends. Commands to the other instances are offered once there is any. */
  readonly typed: string;
}

/**
 * That of the instance on screen comes first; in each, what can be done comes before what cannot. Groups without a match are
 * left out.
 */
export function paletteGroups(offered: Offered): readonly PaletteGroup[] {
  return allGroups(offered)
    .map((group) => {
      const matching = group.items.filter((item) => matches(item, group.label, offered.typed));
      const possible = matching.filter(({ isRefused }) => !isRefused);
      return { ...group, items: [...possible, ...matching.filter(({ isRefused }) => isRefused)] };
    })
    .filter(({ items }) => items.length > 0)
    .sort((one, other) => rank(one, offered.typed) - rank(other, offered.typed));
}

/** What begins with the words is a place to go: it comes before commands to an instance whose name has them, too. */
const rank = ({ id, items }: PaletteGroup, typed: string): number =>
  typed !== '' &&
  id === 'show' &&
  items.some(({ label }) => label.toLocaleLowerCase().startsWith(typed.toLocaleLowerCase()))
    ? 0
    : 1;

function allGroups({ instances, operations, hasDrill, selectedId, typed }: Offered): readonly PaletteGroup[] {
  const selected = instances.find(({ id }) => id === selectedId);
  const others = instances.filter(({ id }) => id !== selectedId);
  const ofSelected = (instance: Instance): readonly PaletteCommand[] => {
    const operation = operationOn(operations, instance.id);
    return [...switchesOf(instance, operation, keysOf('maintenance')), ...restOf(instance, operation)];
  };
  return [
    ...(selected === undefined ? [] : [{ id: selected.id, label: selected.name, items: ofSelected(selected) }]),
    {
      id: 'show',
      label: 'Show',
      items: [
        ...others.map(show),
        command('versions', 'Versions of PocketBase', () => showing(showVersions), {
          ...SHOWS,
          keys: keysOf('versions'),
        }),
        command('preferences', 'Preferences', () => showing(showPreferences), {
          ...SHOWS,
          words: 'settings options login editor terminal theme density',
          keys: keysOf('preferences'),
        }),
      ],
    },
    { id: 'app', label: 'Basekeeper', items: ofApp(instances, operations, hasDrill) },
    ...(typed === '' ? [] : others).map((one) => ({
      id: one.id,
      label: one.name,
      items: switchesOf(one, operationOn(operations, one.id)),
    })),
  ];
}

/** Every word that was typed is somewhere in the name of the command, its other words or its group. */
function matches(item: PaletteCommand, group: string, typed: string): boolean {
  const text = `${item.label} ${item.words} ${group}`.toLocaleLowerCase();
  return typed
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

interface More {
  readonly detail?: string;
  readonly words?: string;
  readonly allowed?: Allowed;
  readonly takesFocus?: boolean;
  readonly keys?: readonly string[];
}

const SHOWS: More = { takesFocus: true };

function command(id: string, label: string, act: () => void, more: More = {}): PaletteCommand {
  const { allowed = { allowed: true }, detail = '', words = '', takesFocus = false, keys = [] } = more;
  return {
    id,
    label,
    detail: allowed.allowed ? detail : allowed.why,
    words,
    isRefused: !allowed.allowed,
    takesFocus,
    keys,
    act,
  };
}

/** Whoever cannot see it hears what is shown now. */
function showing(change: () => void): void {
  change();
  requestAnimationFrame(focusHeading);
}

const show = (instance: Instance): PaletteCommand =>
  command(
    `show ${instance.id}`,
    instance.name,
    () => {
      showing(() => selectInstance(instance.id));
    },
    { ...SHOWS, detail: statusInWords(instance), words: `${String(instance.port)} ${instance.version}` },
  );

/** What starts, stops and keeps it from being served. */
function switchesOf(
  instance: Instance,
  operation: Operation | undefined,
  maintenanceKeys: readonly string[] = [],
): readonly PaletteCommand[] {
  const { id } = instance;
  const allowed = allowedCommands(instance, operation);
  const { kind } = displayStatus(instance);
  const isOn = kind === 'maintenance' || kind === 'entering-maintenance';
  const entering: Allowed = { allowed: false, why: WAITS_FOR_EXIT };
  const maintenance =
    kind === 'entering-maintenance' && !isInTask(instance, operation) ? entering : allowed.leaveMaintenance;
  return [
    command(
      `maintenance ${id}`,
      `Turn maintenance mode ${isOn ? 'off' : 'on'}`,
      () => {
        toggleMaintenance(instance);
      },
      { allowed: maintenance, words: 'quick stop', keys: maintenanceKeys },
    ),
    command(`start ${id}`, 'Start', () => void begin('start', id), { allowed: allowed.start }),
    command(`stop ${id}`, 'Stop', () => perform('stop-instance', id), { allowed: allowed.stop }),
    command(`restart ${id}`, 'Restart', () => perform('restart-instance', id), { allowed: allowed.restart }),
  ];
}

function restOf(instance: Instance, operation: Operation | undefined): readonly PaletteCommand[] {
  const { id: instanceId } = instance;
  const { openAdminUi: admin, operate, changePort } = allowedCommands(instance, operation);
  const asking = (
    kind: 'rename' | 'move' | 'clone' | 'remove-from-list' | 'delete' | 'change-port',
    label: string,
    allowed: Allowed = operate,
  ): PaletteCommand => command(`${kind} ${instanceId}`, label, () => openDialog({ kind, instanceId }), { allowed });
  const tab = (name: InstanceTab, label: string): PaletteCommand =>
    command(`${name} ${instanceId}`, label, () => showTab(name), { words: 'show tab' });
  return [
    command(`admin ${instanceId}`, 'Open admin UI', () => openAdminUi(instance), {
      allowed: admin,
    }),
    command(`address ${instanceId}`, 'Copy address', () => void run('copy-text', { text: addressOf(instance) })),
    command(`folder ${instanceId}`, 'Open folder', () => perform('open-folder', instanceId)),
    command(`editor ${instanceId}`, 'Open in editor', () => perform('open-in-editor', instanceId), {
      words: 'folder code',
    }),
    command(`terminal ${instanceId}`, 'Open in terminal', () => perform('open-in-terminal', instanceId), {
      words: 'folder shell console',
    }),
    command(`save-output ${instanceId}`, 'Save all output', () => void run('save-output', { instanceId }), {
      words: 'log',
    }),
    command(`back-up ${instanceId}`, 'Back up now', () => void run('back-up', { instanceId, label: '' }), {
      allowed: operate,
    }),
    command(
      `restore ${instanceId}`,
      'Restore a backup',
      () => {
        showTab('backups');
        requestAnimationFrame(() => focusOn(TARGETS.backups));
      },
      SHOWS,
    ),
    command(
      `version ${instanceId}`,
      'Change version',
      () => {
        openDialog({ kind: 'change-version', instanceId, version: '' });
      },
      { allowed: operate, words: 'upgrade update downgrade' },
    ),
    asking('change-port', 'Change port…', changePort),
    asking('rename', 'Rename…', { allowed: true }),
    asking('move', 'Move…'),
    asking('clone', 'Clone…'),
    asking('remove-from-list', 'Remove from list…', mayRemoveFromList(instance, operation)),
    asking('delete', 'Delete'),
    tab('overview', 'Overview'),
    tab('output', 'Output'),
    tab('backups', 'Backups'),
    tab('activity', 'Activity'),
    tab('settings', 'Settings'),
  ];
}

function ofApp(
  instances: readonly Instance[],
  operations: readonly Operation[],
  hasDrill: boolean,
): readonly PaletteCommand[] {
  const stopsSomething = instances.some(wouldBeStopped);
  const leavesSomething = concernedBy('leave-maintenance', instances, operations).length > 0;
  return [
    command('new', 'New instance', () => openDialog({ kind: 'new-instance' }), {
      words: 'create open existing folder',
      keys: keysOf('new'),
    }),
    command('stop-everything', 'Maintenance for all…', () => openDialog({ kind: 'ask-maintenance-for', ids: null }), {
      allowed: stopsSomething ? { allowed: true } : { allowed: false, why: 'Nothing is running.' },
      words: 'quick stop all everything',
    }),
    command(
      'end-maintenance-for-all',
      'End maintenance for all',
      () => {
        giveToSeveral(
          'leave-maintenance',
          instances.map(({ id }) => id),
        );
      },
      {
        allowed: leavesSomething ? { allowed: true } : { allowed: false, why: 'Nothing is in maintenance.' },
        words: 'resume everything',
      },
    ),
    command('crash-drill', 'Crash drill…', () => openDialog({ kind: 'ask-crash-drill' }), {
      allowed: hasDrill ? { allowed: false, why: DRILL_EXISTS.title } : { allowed: true },
      words: 'test try kill incident notification',
    }),
    ...(hasDrill
      ? [command('remove-crash-drill', 'Remove the crash drill', () => void run('remove-crash-drill', undefined))]
      : []),
    ...(['system', 'light', 'dark'] as const).map((theme) =>
      command(`theme-${theme}`, `Theme: ${theme}`, () => void run('set-settings', { theme }), {
        words: 'look appearance',
      }),
    ),
    command(
      'look-for-updates',
      'Look for updates',
      () => {
        showPreferences();
        requestAnimationFrame(() => focusOn(TARGETS.updates));
        void run('look-for-updates', undefined);
      },
      { ...SHOWS, words: 'version new release' },
    ),
    command('diagnostics', 'Save diagnostics…', () => openDialog({ kind: 'diagnostics' }), {
      words: 'bug report support zip logs',
    }),
    command('help', 'Help', () => openHelp({ page: 'maintenance', section: null })),
    command('keyboard', 'Keyboard shortcuts', () => openHelp({ page: 'keyboard', section: null }), {
      keys: keysOf('shortcuts'),
    }),
    command('about', 'About Basekeeper', () => openHelp({ page: 'about', section: null }), {
      words: 'version licence',
    }),
  ];
}
