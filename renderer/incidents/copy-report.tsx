import type { Instance } from '../../shared/instance';
import { incidentReport } from '../../shared/words/incident-report';
import { run } from '../commands/run';
import { CopyButton } from '../components/copy-button';
import { useAppState } from '../store/store';

interface CopyReportProps {
  readonly instance: Instance;
  readonly incidentId: string;
}

/** A text for an issue, without secrets and without the paths of this user. */
export function CopyReport({ instance, incidentId }: CopyReportProps) {
  const facts = useAppState((state) => state.facts);
  const copy = async (): Promise<boolean> => {
    const incident = await run('get-incident', { instanceId: instance.id, incidentId });
    return incident.ok && (await run('copy-text', { text: incidentReport(incident.value, instance, facts) })).ok;
  };
  return <CopyButton showsLabel label="Copy as issue text" copy={copy} />;
}
