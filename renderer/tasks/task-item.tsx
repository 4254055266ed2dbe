import { Ban, Check } from 'lucide-react';
import { isUnderway, type Operation } from '../../shared/operation';
import { receivedInWords } from '../../shared/words/bytes-in-words';
import { taskWords } from '../../shared/words/task-words';
import { run } from '../commands/run';
import { taskTarget } from '../components/focus';
import { Button } from '../components/button';
import { ProgressBar } from '../components/progress-bar';
import { FailureGlyph, StatusGlyph } from '../components/status-glyph';
import { HelpLink } from '../help/help-link';
import { helpForError } from '../help/help-places';
import { useAppState } from '../store/store';
import { openDialog, selectInstance } from '../store/ui';
import styles from './tasks.module.css';

export function TaskItem({ operation }: { readonly operation: Operation }) {
  const { cancellable, doneBytes, id, instanceId, instanceName, outcome, totalBytes } = operation;
  const { lead, text } = taskWords(operation);
  const isThere = useAppState(({ instances }) => instances.some((instance) => instance.id === instanceId));
  const made = useAppState(({ instances }) => instances.find(({ id: one }) => one === operation.madeId));
  const underway = isUnderway(operation);
  const help = outcome?.kind === 'failed' ? helpForError(outcome.error) : null;
  return (
    <li id={taskTarget(id)} tabIndex={-1} className={styles.task} data-outcome={outcome?.kind}>
      <TaskGlyph outcome={outcome} />
      <div className={styles.words}>
        <p className={styles.title}>
          <span>{lead}</span>{' '}
          {isThere ? (
            <button
              type="button"
              className={styles.name}
              title={instanceName}
              onClick={() => {
                selectInstance(instanceId);
              }}
            >
              {instanceName}
            </button>
          ) : (
            instanceName
          )}
        </p>
        <p className={styles.text}>
          {text} {help !== null && <HelpLink to={help}>More about this</HelpLink>}
        </p>
      </div>
      {underway && (
        <div className={styles.progress}>
          {totalBytes !== null && (
            <p className={styles.bytes}>{receivedInWords({ receivedBytes: doneBytes, totalBytes })}</p>
          )}
          <ProgressBar label={`${lead} ${instanceName}: ${text}`} doneBytes={doneBytes} totalBytes={totalBytes} />
        </div>
      )}
      <span className={styles.action}>
        {underway && cancellable && (
          <Button variant="quiet" onClick={() => void run('cancel-operation', { operationId: id })}>
            Cancel
          </Button>
        )}
        {outcome?.kind === 'failed' && outcome.error.code === 'fewer-records' && isThere && (
          <Button
            variant="quiet"
            onClick={() => {
              openDialog({ kind: 'ask-fewer-records', operationId: id });
            }}
          >
            Go on…
          </Button>
        )}
        {made !== undefined && (
          <Button
            variant="quiet"
            onClick={() => {
              selectInstance(made.id);
            }}
          >
            Show {made.name}
          </Button>
        )}
        {!underway && (
          <Button variant="quiet" onClick={() => void run('dismiss-operation', { operationId: id })}>
            Dismiss
          </Button>
        )}
      </span>
    </li>
  );
}

function TaskGlyph({ outcome }: Pick<Operation, 'outcome'>) {
  switch (outcome?.kind) {
    case undefined:
      return <StatusGlyph kind="starting" />;
    case 'failed':
      return <FailureGlyph />;
    case 'cancelled':
    case 'ended-by-quitting':
      return <Ban size={15} strokeWidth={2} aria-hidden />;
    case 'done':
      return <Check size={16} strokeWidth={2.25} aria-hidden />;
  }
}
