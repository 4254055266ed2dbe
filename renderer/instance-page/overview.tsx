import type { Instance } from '../../shared/instance';
import { DataSection } from '../manage/data-section';
import { IncidentList } from '../incidents/incident-list';
import { IncidentPanel } from '../incidents/incident-panel';
import { StartChecklist } from '../incidents/start-checklist';
import { OutputTail } from '../output/output-tail';
import { Facts } from './facts';
import { KeysCard } from './keys-card';
import { Warnings } from './warnings';

/** What an instance is doing, what it did, and what it takes. */
export function Overview({ instance }: { readonly instance: Instance }) {
  return (
    <>
      <KeysCard instance={instance} />
      <IncidentPanel instance={instance} />
      <StartChecklist instance={instance} />
      <Warnings instance={instance} />
      <Facts instance={instance} />
      <OutputTail instanceId={instance.id} />
      <IncidentList instance={instance} />
      <DataSection instance={instance} />
    </>
  );
}
