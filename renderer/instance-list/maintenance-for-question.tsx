import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { wouldBeStopped } from '../../shared/display-status';
import { concernedBy } from '../../shared/list/bulk';
import { giveToSeveral } from '../commands/several';
import { Question } from '../components/question';
import { useAppState } from '../store/store';
import { closeDialog, useUi } from '../store/ui';

/** Of all, for null, what would be stopped now; of those that were named, also what is stopped already. */
function concerned(instances: readonly Instance[], ids: readonly InstanceId[] | null): readonly Instance[] {
  if (ids === null) return instances.filter(wouldBeStopped);
  const wanted = new Set(ids);
  return concernedBy('enter-maintenance', instances, []).filter(({ id }) => wanted.has(id));
}

export function MaintenanceForQuestion() {
  const dialog = useUi((ui) => (ui.dialog?.kind === 'ask-maintenance-for' ? ui.dialog : null));
  const instances = useAppState((state) => state.instances);
  const ids = dialog?.ids ?? null;
  const entering = concerned(instances, ids);
  const [first] = entering;
  const who = entering.length === 1 ? `“${first?.name ?? ''}” goes` : `${entering.length} instances go`;
  const others = entering.length === instances.length ? '' : ' The others stay as they are.';
  return (
    <Question
      open={dialog !== null}
      title={ids === null ? 'Maintenance for all?' : 'Turn on maintenance?'}
      text={`${who} into maintenance: no requests are processed until you end it, for each or for all at once.${others}`}
      answer="Turn on maintenance"
      variant="maintenance"
      onAnswer={() => {
        closeDialog();
        giveToSeveral(
          'enter-maintenance',
          entering.map(({ id }) => id),
        );
      }}
      onClose={closeDialog}
    />
  );
}
