import type { Instance } from '../../shared/instance';
import { Question } from '../components/question';
import { begin } from '../commands/commands';
import { useInstance } from '../store/store';
import { closeDialog, useUi, type OpenDialog } from '../store/ui';

type Asked = Extract<OpenDialog, { readonly kind: 'ask-stop-holder' }>;

export function StopHolderQuestion() {
  const dialog = useUi((ui) => ui.dialog);
  const asked = dialog?.kind === 'ask-stop-holder' ? dialog : null;
  const instance = useInstance(asked?.instanceId ?? null);
  const holder = useInstance(asked?.holderId ?? null);
  if (asked === null || instance === null || holder === null) return null;
  return <AskStopHolder asked={asked} instance={instance} holder={holder} />;
}

interface AskStopHolderProps {
  readonly asked: Asked;
  readonly instance: Instance;
  readonly holder: Instance;
}

function AskStopHolder({ asked, instance, holder }: AskStopHolderProps) {
  return (
    <Question
      open
      title={`Stop “${holder.name}” and start “${instance.name}”?`}
      text={`Both have port ${String(instance.port)}, and only one of the two can run at a time. Requests that “${holder.name}” is answering now may be cut.`}
      answer={`Stop ${holder.name}, start ${instance.name}`}
      onAnswer={() => {
        closeDialog();
        void begin(asked.how, instance.id, holder.id);
      }}
      onClose={closeDialog}
    />
  );
}
