import { useState } from 'react';
import type { Instance } from '../../shared/instance';
import { run } from '../commands/run';
import { CheckBox } from '../components/check-box';
import { Question } from '../components/question';
import { enterMaintenance } from '../commands/commands';
import { useInstance } from '../store/store';
import { closeDialog, useUi } from '../store/ui';
import { TermsFields } from './maintenance-terms';
import { FIRST_TERMS, termsOf, type TypedTerms } from './typed-terms';

/** Before maintenance cuts requests; and, while it is on, when it is to end. */
export function MaintenanceQuestion() {
  const dialog = useUi((ui) => ui.dialog);
  const kind = dialog?.kind === 'ask-maintenance' || dialog?.kind === 'maintenance-end' ? dialog.kind : null;
  const instance = useInstance(dialog !== null && kind !== null && 'instanceId' in dialog ? dialog.instanceId : null);
  if (instance === null) return null;
  return kind === 'ask-maintenance' ? (
    <AskMaintenance key={instance.id} instance={instance} />
  ) : (
    <AskEnd key={instance.id} instance={instance} />
  );
}

function AskMaintenance({ instance }: { readonly instance: Instance }) {
  const [neverAgain, setNeverAgain] = useState(false);
  const [typed, setTyped] = useState<TypedTerms>(FIRST_TERMS);
  const { problems, terms } = termsOf(typed);
  const onAnswer = (): void => {
    if (terms === null) return;
    closeDialog();
    enterMaintenance(instance.id, terms);
    if (neverAgain) void run('set-instance-options', { instanceId: instance.id, askBeforeMaintenance: false });
  };
  return (
    <Question
      open
      title={`Stop serving ${instance.name}?`}
      text="PocketBase is stopped, and requests that are being answered now may be cut. No requests are processed during maintenance."
      answer="Turn on maintenance"
      variant="maintenance"
      onAnswer={onAnswer}
      onClose={closeDialog}
    >
      <TermsFields typed={typed} problems={problems} onChange={setTyped} />
      <CheckBox label="Don’t ask again for this instance" checked={neverAgain} onChange={setNeverAgain} />
    </Question>
  );
}

function AskEnd({ instance }: { readonly instance: Instance }) {
  const [typed, setTyped] = useState<TypedTerms>({
    ...FIRST_TERMS,
    choice: '15',
    note: instance.intent.maintenance?.note ?? '',
  });
  const { problems, terms } = termsOf(typed);
  return (
    <Question
      open
      title={`When does maintenance of ${instance.name} end?`}
      text="The time counts from now. When it is over, Basekeeper ends maintenance as you would: what was to run starts, if nothing stands in the way."
      answer="Change the end"
      variant="maintenance"
      onAnswer={() => {
        if (terms === null) return;
        closeDialog();
        enterMaintenance(instance.id, terms);
      }}
      onClose={closeDialog}
    >
      <TermsFields typed={typed} problems={problems} onChange={setTyped} />
    </Question>
  );
}
