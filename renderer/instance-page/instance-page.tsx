import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Instance } from '../../shared/instance';
import { liveOutput } from '../app/live-output';
import { DataSection } from '../care/data-section';
import { IncidentList } from '../incidents/incident-list';
import { LatestIncident } from '../incidents/latest-incident';
import { useMarkSeen } from '../incidents/use-mark-seen';
import { OutputView } from '../output/output-view';
import { DangerZone } from './danger-zone';
import { Facts } from './facts';
import styles from './instance-page.module.css';
import { MaintenanceBar } from './maintenance-bar';
import { Options } from './options';
import { PageHeader } from './page-header';
import { Warnings } from './warnings';

/** Everything about one instance; drawn anew for each, so that nothing of the one before remains. */
export function InstancePage({ instance }: { readonly instance: Instance }) {
  const { id, intent } = instance;
  const top = useRef<HTMLDivElement>(null);
  // Before the effects of an incident that has to be scrolled to.
  useLayoutEffect(() => {
    top.current?.closest('main')?.scrollTo(0, 0);
  }, [id]);
  useEffect(() => {
    void liveOutput.watch(id);
    return () => {
      void liveOutput.watch(null);
    };
  }, [id]);
  useMarkSeen(instance);

  return (
    <div ref={top} className={styles.page}>
      <div className={styles.top}>
        {intent.maintenance !== null && <MaintenanceBar instance={instance} maintenance={intent.maintenance} />}
        <PageHeader instance={instance} />
      </div>
      <div className={styles.content}>
        <LatestIncident instance={instance} />
        <Warnings instance={instance} />
        <Facts instance={instance} />
        <OutputView instanceId={id} />
        <IncidentList instance={instance} />
        <DataSection instance={instance} />
        <Options instance={instance} />
        <DangerZone instance={instance} />
      </div>
    </div>
  );
}
