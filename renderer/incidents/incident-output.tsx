import { useState } from 'react';
import type { Incident } from '../../shared/incident';
import type { Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { run } from '../commands/run';
import { bridge } from '../store/bridge';
import { Button } from '../components/button';
import { CopyButton } from '../components/copy-button';
import styles from './incidents.module.css';

interface IncidentOutputProps {
  readonly instanceId: string;
  readonly incidentId: string;
}

/** The last lines before the end; asked for only when someone wants to read them. */
export function IncidentOutput({ instanceId, incidentId }: IncidentOutputProps) {
  const [answer, setAnswer] = useState<Result<Incident> | null>(null);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);

  const toggle = async (): Promise<void> => {
    if (answer?.ok !== true) {
      setBusy(true);
      setAnswer(await bridge.call('get-incident', { instanceId, incidentId }));
      setBusy(false);
    }
    setOpen(!open);
  };

  return (
    <>
      <div className={styles.tools}>
        <Button aria-expanded={open} busy={busy} onClick={() => void toggle()}>
          {open ? 'Hide output' : 'Show output'}
        </Button>
        {open && answer?.ok === true && answer.value.output.length > 0 && (
          <CopyButton
            label="Copy this output"
            copy={async () => (await run('copy-text', { text: answer.value.output.join('\n') })).ok}
          />
        )}
      </div>
      {open && answer !== null && <Lines answer={answer} />}
    </>
  );
}

function Lines({ answer }: { readonly answer: Result<Incident> }) {
  if (!answer.ok) {
    const { title, text } = errorWords(answer.error);
    return (
      <p role="alert" className={styles.text}>
        {title}. {text}
      </p>
    );
  }
  if (answer.value.output.length === 0) return <p className={styles.text}>The process wrote nothing.</p>;
  return (
    <pre tabIndex={0} aria-label="Output before the end" className={styles.output}>
      {answer.value.output.join('\n')}
    </pre>
  );
}
