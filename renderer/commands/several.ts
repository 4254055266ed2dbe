/** Commands to several instances at once: what became of them is told in one popup, and taken back in it. */
import type { InstanceId } from '../../shared/ids';
import { concernedBy, UNDONE_BY, type BulkAction, type BulkOutcome } from '../../shared/list/bulk';
import { bulkWords } from '../../shared/words/bulk-words';
import { showPopup } from '../popups/toast-manager';
import { mirror } from '../store/store';
import { run } from './run';

/** Given to those of them that it changes anything for, as they are now. */
export function giveToSeveral(action: BulkAction, ids: readonly InstanceId[]): void {
  const { state } = mirror.getState();
  if (state === null) return;
  const wanted = new Set(ids);
  const chosen = state.instances.filter(({ id }) => wanted.has(id));
  const concerned = concernedBy(action, chosen, state.operations).map(({ id }) => id);
  if (concerned.length > 0) void give(action, concerned, true);
}

async function give(action: BulkAction, instanceIds: readonly InstanceId[], mayUndo: boolean): Promise<void> {
  // An instance may be off the list when the answer comes.
  const names = new Map(mirror.getState().state?.instances.map(({ id, name }) => [id, name]));
  const given = await run('give-to-several', { action, instanceIds: [...instanceIds] });
  if (given.ok) tell(action, given.value, names, mayUndo);
}

function tell(
  action: BulkAction,
  outcomes: readonly BulkOutcome[],
  names: ReadonlyMap<InstanceId, string>,
  mayUndo: boolean,
): void {
  const done = outcomes.filter(({ error }) => error === null).map(({ instanceId }) => instanceId);
  const undone = mayUndo && done.length > 0 ? UNDONE_BY[action] : null;
  const undo = undone === null ? {} : { action: { label: 'Undo', perform: () => void give(undone, done, false) } };
  const failed = done.length < outcomes.length;
  showPopup({
    id: 'several',
    type: failed ? 'error' : 'note',
    ...bulkWords(action, outcomes, (id) => names.get(id) ?? id),
    stays: failed,
    ...undo,
  });
}
