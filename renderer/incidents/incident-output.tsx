import { errorWords } from '../../shared/words/error-words';
import { run } from '../commands/run';
import { CopyButton } from '../components/copy-button';
import { useAnswer } from '../store/use-answer';
import styles from './incidents.module.css';

interface IncidentOutputProps {
  readonly instanceId: string;
  readonly incidentId: string;
}

/** The last lines before the end. */
export function IncidentOutput({ instanceId, incidentId }: IncidentOutputProps) {
  const answer = useAnswer('get-incident', { instanceId, incidentId });
  if (answer.kind === 'asking') return null;
  if (answer.kind === 'refused') {
    const { title, text } = errorWords(answer.error);
    return (
      <p role="alert" className={styles.text}>
        {title}. {text}
      </p>
    );
  }
  const { output } = answer.value;
  if (output.length === 0) return <p className={styles.text}>The process wrote nothing.</p>;
  return (
    <>
      <pre tabIndex={0} aria-label="Output before the end" className={styles.output}>
        {output.join('\n')}
      </pre>
      <div className={styles.tools}>
        <CopyButton
          showsLabel
          label="Copy this output"
          copy={async () => (await run('copy-text', { text: output.join('\n') })).ok}
        />
      </div>
    </>
  );
}
