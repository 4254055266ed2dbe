import { Tabs } from '@base-ui/react/tabs';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Instance } from '../../shared/instance';
import { ActivityTab } from '../activity/activity-tab';
import { liveOutput } from '../store/live-output';
import { OutputTab } from '../output/output-tab';
import { BackupsTab } from '../backups/backups-tab';
import { explainingIncident } from '../incidents/explaining-incident';
import { IncidentList } from '../incidents/incident-list';
import { IncidentPage } from '../incidents/incident-page';
import { useMarkSeen } from '../incidents/use-mark-seen';
import { showTab, useUi, type InstanceTab } from '../store/ui';
import { DangerZone } from './danger-zone';
import styles from './instance-page.module.css';
import { MaintenanceBar } from './maintenance-bar';
import { Overview } from './overview';
import { PageHeader } from './page-header';
import { SettingsTab } from './settings-tab';

const TABS: readonly {
  readonly tab: InstanceTab;
  readonly label: string;
  readonly Content: (props: { readonly instance: Instance }) => React.JSX.Element;
}[] = [
  { tab: 'overview', label: 'Overview', Content: Overview },
  { tab: 'output', label: 'Output', Content: OutputTab },
  { tab: 'backups', label: 'Backups', Content: BackupsTab },
  { tab: 'activity', label: 'Activity', Content: ActivityTab },
  { tab: 'settings', label: 'Settings', Content: SettingsTab },
];

/** Everything about one instance; drawn anew for each, so that nothing of the one before remains. */
export function InstancePage({ instance }: { readonly instance: Instance }) {
  const { id, intent } = instance;
  const top = useRef<HTMLDivElement>(null);
  const tab = useUi((ui) => ui.tab);
  const shown = useUi((ui) => ui.shownIncident);
  // Its page is in place of a tab, as long as it is kept.
  const incident = instance.incidents.find((one) => one.id === shown?.incidentId) ?? null;
  const explaining = explainingIncident(instance);
  const isTold = explaining !== null && (incident === null ? tab === 'overview' : incident.id === explaining.id);
  // Before the effects of an incident that has to be scrolled to.
  useLayoutEffect(() => {
    top.current?.closest('main')?.scrollTo(0, 0);
  }, [id, tab, shown]);
  useEffect(() => {
    void liveOutput.watch(id);
    return () => {
      void liveOutput.watch(null);
    };
  }, [id]);
  useMarkSeen(instance);

  return (
    <Tabs.Root
      ref={top}
      className={styles.page}
      data-full={incident === null && tab === 'output' ? '' : undefined}
      value={incident === null ? tab : null}
      onValueChange={(next: InstanceTab) => showTab(next)}
    >
      <div className={styles.top}>
        {/* What failed is told once, with its ways out. */}
        {intent.maintenance !== null && !isTold && (
          <MaintenanceBar instance={instance} maintenance={intent.maintenance} />
        )}
        <PageHeader instance={instance} />
        <Tabs.List aria-label={`About ${instance.name}`} className={styles.tabs}>
          {TABS.map(({ tab: value, label }) => (
            <Tabs.Tab key={value} value={value} className={styles.tab}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </div>
      {incident !== null && shown !== null && (
        <div className={styles.content}>
          <IncidentPage key={incident.id} instance={instance} incident={incident} request={shown.request} />
          <IncidentList instance={instance} />
        </div>
      )}
      {TABS.map(({ tab: value, Content }) => (
        <Tabs.Panel key={value} value={value} className={styles.content}>
          <Content instance={instance} />
        </Tabs.Panel>
      ))}
      {/* The same on every tab but the one that is as high as the window. */}
      {(incident !== null || tab !== 'output') && (
        <div className={styles.bottom}>
          <DangerZone instance={instance} />
        </div>
      )}
    </Tabs.Root>
  );
}
