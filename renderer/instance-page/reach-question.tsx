import { useState } from 'react';
import type { Instance } from '../../shared/instance';
import { OFFERED_SHARING_MINUTES } from '../../shared/network-sharing';
import { LASTS, LASTS_FOR_A_WHILE } from '../../shared/words/sharing-words';
import { Question } from '../components/question';
import { Segments } from '../components/segments';
import { setNetworkAccess } from '../commands/commands';
import { useInstance } from '../store/store';
import { closeDialog, useUi } from '../store/ui';

export function ReachQuestion() {
  const dialog = useUi((ui) => ui.dialog);
  const instance = useInstance(dialog?.kind === 'ask-reach' ? dialog.instanceId : null);
  return instance === null ? null : <Ask key={instance.id} instance={instance} />;
}

const [SHORT, LONG] = OFFERED_SHARING_MINUTES;
type Choice = 'short' | 'long' | 'open';
const MINUTES: Readonly<Record<Choice, number | null>> = { short: SHORT, long: LONG, open: null };
const CHOICES: readonly (readonly [Choice, string])[] = [
  ['short', '15 min'],
  ['long', '1 h'],
  ['open', 'Until I end it'],
];

/** The shortest time is chosen: whoever wants it longer says so. */
function Ask({ instance }: { readonly instance: Instance }) {
  const [choice, setChoice] = useState<Choice>('short');
  return (
    <Question
      open
      title={`Let other devices reach ${instance.name}?`}
      text="Everybody in the same network can then connect to this instance, its admin UI included. The traffic is not encrypted: anyone in the network can read passwords and data."
      answer="Let other devices in"
      variant="danger"
      onAnswer={() => {
        closeDialog();
        setNetworkAccess(instance, 'network', MINUTES[choice]);
      }}
      onClose={closeDialog}
    >
      <Segments legend="For how long" choices={CHOICES} value={choice} onChange={setChoice} />
      <p aria-live="polite">{choice === 'open' ? LASTS : LASTS_FOR_A_WHILE}</p>
    </Question>
  );
}
