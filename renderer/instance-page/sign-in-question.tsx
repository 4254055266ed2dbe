import { useState } from 'react';
import { signInQuestion } from '../../shared/words/admin-ui-words';
import { answerSignIn } from '../commands/admin-ui';
import { Question } from '../components/question';
import { Segments } from '../components/segments';
import { useInstance } from '../store/store';
import { closeDialog, useUi } from '../store/ui';

/** Once for each instance. Escape opens nothing and decides nothing. */
export function SignInQuestion() {
  const dialog = useUi((ui) => ui.dialog);
  const asked = dialog?.kind === 'ask-sign-in' ? dialog : null;
  const instance = useInstance(asked?.instanceId ?? null);
  if (asked === null || instance === null) return null;
  return <AskSignIn key={instance.id} id={instance.id} name={instance.name} emails={asked.emails} />;
}

interface AskSignInProps {
  readonly id: string;
  readonly name: string;
  readonly emails: readonly string[];
}

function AskSignIn({ id, name, emails }: AskSignInProps) {
  const [email, setEmail] = useState(emails[0] ?? '');
  const answer = (signInAs: string): void => {
    closeDialog();
    void answerSignIn(id, signInAs);
  };
  return (
    <Question
      open
      {...signInQuestion({ name })}
      onAnswer={() => {
        answer(email);
      }}
      onRefuse={() => {
        answer('');
      }}
      onClose={closeDialog}
    >
      {emails.length > 1 && (
        <Segments legend="As" choices={emails.map((one) => [one, one] as const)} value={email} onChange={setEmail} />
      )}
    </Question>
  );
}
