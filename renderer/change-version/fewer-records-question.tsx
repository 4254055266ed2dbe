import type { AppError } from '../../shared/errors';
import type { Operation } from '../../shared/operation';
import type { Result } from '../../shared/result';
import { lostRecordsInWords } from '../../shared/words/lost-records-words';
import { run } from '../commands/run';
import { Question } from '../components/question';
import { useAppState } from '../store/store';
import { closeDialog, useUi } from '../store/ui';

type FewerRecords = Extract<AppError, { readonly code: 'fewer-records' }>;

/** Asked once more with the loss in view: what is sent along accepts this loss, and none that is larger. */
export function FewerRecordsQuestion() {
  const dialog = useUi((ui) => ui.dialog);
  const asked = dialog?.kind === 'ask-fewer-records' ? dialog.operationId : null;
  const operation = useAppState(({ operations }) => operations.find(({ id }) => id === asked));
  if (operation?.outcome?.kind !== 'failed' || operation.outcome.error.code !== 'fewer-records') return null;
  return <AskFewerRecords operation={operation} error={operation.outcome.error} />;
}

interface AskFewerRecordsProps {
  readonly operation: Operation;
  readonly error: FewerRecords;
}

function AskFewerRecords({ operation: { id, instanceId, instanceName }, error }: AskFewerRecordsProps) {
  return (
    <Question
      open
      title="Go on with fewer records?"
      text={`${lostRecordsInWords(error.lost)}. ${instanceName} is backed up first, so that what it has now can be restored.`}
      answer="Go on"
      variant="danger"
      onAnswer={() => {
        closeDialog();
        void goOn(instanceId, error).then((begun) => {
          if (begun.ok) void run('dismiss-operation', { operationId: id });
        });
      }}
      onClose={closeDialog}
    />
  );
}

function goOn(instanceId: string, { again, lost }: FewerRecords): Promise<Result<unknown>> {
  const evenIfFewer = lost.map((one) => ({ ...one }));
  switch (again.kind) {
    case 'restore': {
      const { parts, source, version } = again;
      return run('restore-backup', {
        instanceId,
        source,
        parts: [...parts],
        evenIfFewer,
        ...(version !== undefined && { version }),
      });
    }
    case 'change-version':
      return run('change-version', { instanceId, version: again.version, tryFirst: again.tryFirst, evenIfFewer });
    case 'go-back':
      return run('go-back', { instanceId, evenIfFewer });
  }
}
