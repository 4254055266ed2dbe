/** What the menu of a row offers, out of what is now. */
import { allowedCommands, displayStatus, wouldBeStopped } from '../../shared/display-status';
import type { InstanceId } from '../../shared/ids';
import { addressOf, type Instance } from '../../shared/instance';
import { BULK_ACTIONS, concernedBy } from '../../shared/list/bulk';
import { stepInList } from '../../shared/list/list-order';
import { toggled } from '../../shared/list/list-selection';
import { operationOn, type Operation } from '../../shared/operation';
import { BULK_LABELS } from '../../shared/words/bulk-words';
import { openAdminUi } from '../commands/admin-ui';
import { begin, perform, toggleMaintenance } from '../commands/commands';
import { run } from '../commands/run';
import { select, useListUi } from '../store/list-ui';
import { openDialog, selectInstance, showTab } from '../store/ui';
import { giveOrAsk } from './give-or-ask';

export type MenuPart =
  | { readonly kind: 'line'; readonly key: string }
  | {
      readonly kind: 'item';
      readonly key: string;
      readonly label: string;
      readonly isRefused: boolean;
      /** How the keyboard does the same. */
      readonly keys?: string;
      readonly act: () => void;
    };

interface Around {
  readonly all: readonly Instance[];
  readonly operations: readonly Operation[];
  readonly canMove: boolean;
  readonly groupOf: (id: InstanceId) => readonly Instance[];
}

const item = (label: string, allowed: boolean, act: () => void, keys?: string): MenuPart => ({
  kind: 'item',
  key: label,
  label,
  isRefused: !allowed,
  act,
  ...(keys === undefined ? {} : { keys }),
});

const line = (key: string): MenuPart => ({ kind: 'line', key });

export function menuOf(chosen: readonly Instance[], around: Around): readonly MenuPart[] {
  const [only, ...others] = chosen;
  if (only === undefined) return [];
  return others.length > 0 ? ofSeveral(chosen, around) : ofOne(only, around);
}

function ofSeveral(chosen: readonly Instance[], { operations }: Around): readonly MenuPart[] {
  const ids = chosen.map(({ id }) => id);
  return BULK_ACTIONS.map((action) => {
    const count = concernedBy(action, chosen, operations).length;
    return item(`${BULK_LABELS[action]}${count > 0 ? ` (${String(count)})` : ''}`, count > 0, () => {
      giveOrAsk(action, ids);
    });
  });
}

function ofOne(instance: Instance, around: Around): readonly MenuPart[] {
  const { id, muted } = instance;
  const allowed = allowedCommands(instance, operationOn(around.operations, id));
  const { kind } = displayStatus(instance);
  const others = around.all.filter((one) => one.id !== id && wouldBeStopped(one));
  const inMaintenance = kind === 'maintenance' || kind === 'entering-maintenance';
  return [
    allowed.stop.allowed
      ? item('Stop', true, () => perform('stop-instance', id))
      : item('Start', allowed.start.allowed, () => void begin('start', id)),
    item('Restart', allowed.restart.allowed, () => perform('restart-instance', id)),
    inMaintenance
      ? item('End maintenance', kind === 'maintenance' && allowed.leaveMaintenance.allowed, () => {
          void begin('leave-maintenance', id);
        })
      : item('Turn on maintenance', true, () => {
          toggleMaintenance(instance);
        }),
    line('process'),
    item('Open admin UI', allowed.openAdminUi.allowed, () => openAdminUi(instance)),
    item('Copy address', true, () => void run('copy-text', { text: addressOf(instance) })),
    item('Open folder', true, () => perform('open-folder', id)),
    line('data'),
    item('Back up now', allowed.operate.allowed, () => void run('back-up', { instanceId: id, label: '' })),
    item(
      muted ? BULK_LABELS.unmute : BULK_LABELS.mute,
      true,
      () => void run('set-instance-options', { instanceId: id, muted: !muted }),
    ),
    item('Tags and settings', true, () => {
      selectInstance(id);
      showTab('settings');
    }),
    line('list'),
    item('Select', true, () => select(toggled(useListUi.getState().selection, id)), 'Space'),
    ...moves(id, around),
    line('others'),
    item('Maintenance for all but this…', others.length > 0, () =>
      openDialog({ kind: 'ask-maintenance-for', ids: others.map((one) => one.id) }),
    ),
  ];
}

function moves(id: InstanceId, { all, canMove, groupOf }: Around): readonly MenuPart[] {
  const move = (label: string, by: 1 | -1, keys: string): MenuPart => {
    const before = stepInList(groupOf(id), all, id, by);
    return item(
      label,
      canMove && before !== undefined,
      () => void run('move-in-list', { instanceId: id, before: before ?? null }),
      keys,
    );
  };
  return [move('Move up', -1, 'Ctrl+Shift+↑'), move('Move down', 1, 'Ctrl+Shift+↓')];
}
