import type { Instance } from '../../shared/instance';
import { DataSection } from '../manage/data-section';
import { IncidentList } from '../incidents/incident-list';
import { IncidentPanel } from '../incidents/incident-panel';
import { StartChecklist } from '../incidents/start-checklist';
import { OutputTail } from '../output/output-tail';
import { Connect } from '../overview/connect';
import { Requests } from '../overview/requests';
import { UsageCharts } from '../overview/usage-charts';
import { useUsageHistory } from '../overview/use-usage-history';
import { Facts, StatusSentence } from './facts';
import { KeysCard } from './keys-card';
import { Warnings } from './warnings';

/** What an instance is doing, how to reach it, what it did, and what it takes. */
export function Overview({ instance }: { readonly instance: Instance }) {
  const history = useUsageHistory(instance);
  return (
    <>
      <StatusSentence instance={instance} />
      <IncidentPanel instance={instance} />
      <KeysCard instance={instance} />
      <StartChecklist instance={instance} />
      <Warnings instance={instance} />
      <Facts instance={instance} />
      <UsageCharts instance={instance} history={history} />
      <OutputTail instanceId={instance.id} />
      <Connect instance={instance} />
      <Requests instance={instance} history={history} />
      <IncidentList instance={instance} />
      <DataSection instance={instance} />
    </>
  );
}
