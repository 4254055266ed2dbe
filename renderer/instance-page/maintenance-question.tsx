import { useState } from 'react';
import type { Instance } from '../../shared/instance';
import { run } from '../commands/run';
import { CheckBox } from '../components/check-box';
import { Question } from '../components/question';
import { enterMaintenance } from '../commands/commands';
import { useInstance } from '../store/store';
import { closeDialog, useUi } from '../store/ui';

export function MaintenanceQuestion() {
  const dialog = useUi((ui) => ui.dialog);
  const instance = useInstance(dialog?.kind === 'ask-maintenance' ? dialog.instanceId : null);
  return instance === null ? null : <AskMaintenance key={instance.id} instance={instance} />;
}

function AskMaintenance({ instance }: { readonly instance: Instance }) {
  const [neverAgain, setNeverAgain] = useState(false);
  const onAnswer = (): void => {
    closeDialog();
    enterMaintenance(instance.id);
    if (neverAgain) void run('set-instance-options', { instanceId: instance.id, askBeforeMaintenance: false });
  };
  return (
    <Question
      open
      title={`Stop serving ${instance.name}?`}
      text="PocketBase is stopped, and requests that are being answered now may be cut. No requests are processed until you turn maintenance mode off."
      answer="Turn on maintenance"
      variant="maintenance"
      onAnswer={onAnswer}
      onClose={closeDialog}
    >
      <CheckBox label="Don’t ask again for this instance" checked={neverAgain} onChange={setNeverAgain} />
    </Question>
  );
}
