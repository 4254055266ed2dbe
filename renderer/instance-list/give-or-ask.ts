import { displayStatus } from '../../shared/display-status';
import type { InstanceId } from '../../shared/ids';
import type { BulkAction } from '../../shared/list/bulk';
import { giveToSeveral } from '../commands/several';
import { mirror } from '../store/store';
import { openDialog } from '../store/ui';

/** Maintenance cuts requests: there is one question where any of them wants one. Everything else is done at once. */
export function giveOrAsk(action: BulkAction, ids: readonly InstanceId[]): void {
  const wanted = new Set(ids);
  const asks = (mirror.getState().state?.instances ?? []).some(
    (one) => wanted.has(one.id) && one.askBeforeMaintenance && displayStatus(one).kind === 'running',
  );
  if (action === 'enter-maintenance' && asks) openDialog({ kind: 'ask-maintenance-for', ids });
  else giveToSeveral(action, ids);
}
