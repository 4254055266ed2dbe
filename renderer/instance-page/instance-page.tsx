import { Tabs } from '@base-ui/react/tabs';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Instance } from '../../shared/instance';
import { ActivityTab } from '../activity/activity-tab';
import { liveOutput } from '../store/live-output';
import { OutputTab } from '../output/output-tab';
import { BackupsTab } from '../backups/backups-tab';
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
  // Before the effects of an incident that has to be scrolled to.
  useLayoutEffect(() => {
    top.current?.closest('main')?.scrollTo(0, 0);
  }, [id, tab]);
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
      data-full={tab === 'output' ? '' : undefined}
      value={tab}
      onValueChange={(next: InstanceTab) => showTab(next)}
    >
      <div className={styles.top}>
        {intent.maintenance !== null && <MaintenanceBar instance={instance} maintenance={intent.maintenance} />}
        <PageHeader instance={instance} />
        <Tabs.List aria-label={`About ${instance.name}`} className={styles.tabs}>
          {TABS.map(({ tab: value, label }) => (
            <Tabs.Tab key={value} value={value} className={styles.tab}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </div>
      {TABS.map(({ tab: value, Content }) => (
        <Tabs.Panel key={value} value={value} className={styles.content}>
          <Content instance={instance} />
        </Tabs.Panel>
      ))}
      {/* The same on every tab but the one that is as high as the window. */}
      {tab !== 'output' && (
        <div className={styles.bottom}>
          <DangerZone instance={instance} />
        </div>
      )}
    </Tabs.Root>
  );
}
