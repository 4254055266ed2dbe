import type { AppState, Change } from '../../shared/app-state';
import {
  allowedCommands,
  countByStatus,
  displayStatus,
  isDegraded,
  unansweredOf,
  type DisplayKind,
} from '../../shared/display-status';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { isWished } from '../../shared/maintenance-reason';
import { operationOn, type Operation } from '../../shared/operation';
import { quitLabel } from '../../shared/words/quit-words';
import { statusInWords, WARNING_WORDS } from '../../shared/words/status-words';
import { OPEN_FAILED_WINDOW, WINDOW_FAILED } from '../../shared/words/window-words';
import { countsInWords, TRAY_WORDS } from '../../shared/words/tray-words';
import { countAlive } from '../instances/instances';

/** What a click in the tray asks for. */
export type TrayAction =
  | { readonly type: 'open-window' | 'stop-everything' | 'quit' }
  | { readonly type: 'open-instance' | 'start' | 'quick-stop' | 'leave-maintenance'; readonly instanceId: InstanceId };

/** One line of the tray's menu. Without an action it is only read. */
export type TrayItem =
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'separator' }
  | { readonly kind: 'action'; readonly label: string; readonly action: TrayAction; readonly enabled: boolean }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] };

/** The state the icon shows: the worst of all instances. */
export type TrayIcon = 'maintenance' | 'in-transition' | 'running' | 'idle';

export function trayIcon({ instances }: Pick<AppState, 'instances'>): TrayIcon {
  const { maintenance, inTransition, running } = countByStatus(instances);
  if (maintenance > 0) return 'maintenance';
  if (inTransition > 0) return 'in-transition';
  return running > 0 ? 'running' : 'idle';
}

const SHOWN_CHANGES: Readonly<Record<Change['type'], boolean>> = {
  'instance-changed': true,
  'incident-recorded': true,
  'instance-removed': true,
  'instances-ordered': true,
  'operations-changed': true,
  'notices-changed': true,
  'settings-changed': false,
  'versions-changed': false,
  'backups-changed': false,
  'questions-changed': false,
  'drill-changed': false,
  'updates-changed': false,
};

/** May the change be seen in the menu or the icon? */
export const isShownInTray = ({ type }: Pick<Change, 'type'>): boolean => SHOWN_CHANGES[type];

/** The whole menu, as data. */
export function trayMenu({
  instances,
  operations,
  notices,
}: Pick<AppState, 'instances' | 'operations' | 'notices'>): readonly TrayItem[] {
  const inOrder = [...instances].sort((a, b) => urgency(a) - urgency(b) || a.name.localeCompare(b.name));
  const alive = countAlive(instances);
  const windowHasFailed = notices.some(({ id }) => id === WINDOW_FAILED);
  return [
    { kind: 'text', label: countsInWords(instances) },
    { kind: 'separator' },
    ...inOrder.map((instance) => instanceItem(instance, operationOn(operations, instance.id))),
    ...(inOrder.length === 0 ? [] : ([{ kind: 'separator' }] as const)),
    action(TRAY_WORDS.stopEverything, { type: 'stop-everything' }, alive > 0),
    action(windowHasFailed ? OPEN_FAILED_WINDOW : TRAY_WORDS.openWindow, { type: 'open-window' }),
    action(quitLabel(alive, operations), { type: 'quit' }),
  ];
}

function instanceItem(instance: Instance, operation: Operation | undefined): TrayItem {
  const { kind } = displayStatus(instance);
  return {
    kind: 'submenu',
    label: `${isDegraded(instance) || unansweredOf(instance) !== null ? DEGRADED_GLYPH : GLYPHS[kind]} ${instance.name} — ${statusInWords(instance)}`,
    items: [
      { kind: 'text', label: `${statusInWords(instance)} · port ${String(instance.port)}` },
      ...instance.warnings.map(({ kind: what }) => ({ kind: 'text', label: WARNING_WORDS[what].title }) as const),
      action(TRAY_WORDS.openInstance, { type: 'open-instance', instanceId: instance.id }),
      ...changeItems(instance, kind, operation),
    ],
  };
}

function changeItems(instance: Instance, kind: DisplayKind, operation: Operation | undefined): readonly TrayItem[] {
  const instanceId = instance.id;
  const { leaveMaintenance, start } = allowedCommands(instance, operation);
  if (instance.intent.maintenance !== null) {
    return [
      action(
        TRAY_WORDS.leaveMaintenance,
        { type: 'leave-maintenance', instanceId },
        kind === 'maintenance' && leaveMaintenance.allowed,
      ),
    ];
  }
  const quickStop = action(TRAY_WORDS.quickStop, { type: 'quick-stop', instanceId });
  return kind === 'stopped' ? [action(TRAY_WORDS.start, { type: 'start', instanceId }, start.allowed)] : [quickStop];
}

const action = (label: string, what: TrayAction, enabled = true): TrayItem => ({
  kind: 'action',
  label,
  action: what,
  enabled,
});

/** Shapes differ, because a menu has no colours. */
const GLYPHS: Readonly<Record<DisplayKind, string>> = {
  running: '●',
  starting: '◐',
  stopping: '◑',
  restarting: '◐',
  waiting: '◷',
  'entering-maintenance': '◈',
  maintenance: '◆',
  stopped: '○',
};

const DEGRADED_GLYPH = '◉';

/** Crashed first, then what a person switched off, then what moves, what runs degraded, runs, rests. */
function urgency(instance: Instance): number {
  const { maintenance } = instance.intent;
  if (maintenance !== null) return isWished(maintenance.reason) ? 1 : 0;
  if (instance.state.kind === 'running') return isDegraded(instance) ? 3 : 4;
  return instance.state.kind === 'stopped' ? 5 : 2;
}
