import { useId } from 'react';
import type { CommandInput } from '../../shared/ipc';
import type { Instance } from '../../shared/instance';
import { SETTINGS } from '../../shared/settings';
import { run } from '../commands/run';
import { AssistantsOption } from './assistants-option';
import styles from './instance-page.module.css';
import { Option } from './option';
import { RestartOption } from './restart-option';
import { ScheduleMaintenanceOption } from './schedule-maintenance-option';
import { SignInOption } from './sign-in-option';
import { TagsOption } from './tags-option';

export function Options({ instance }: { readonly instance: Instance }) {
  const headingId = useId();
  const {
    id: instanceId,
    muted,
    askBeforeMaintenance,
    answerInMaintenance,
    whenUnresponsive,
    restartPolicy,
    maintenanceSchedule,
    assistants,
  } = instance;
  const change = (options: Omit<CommandInput<'set-instance-options'>, 'instanceId'>): void => {
    void run('set-instance-options', { instanceId, ...options });
  };
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId} className={styles.heading}>
        Options
      </h2>
      <div className={styles.options}>
        <TagsOption instance={instance} />
        <Option
          label="Notifications for this instance"
          text="Notify me on the desktop when it crashes, cannot start or stops answering."
          on={!muted}
          onChange={(on) => {
            change({ muted: !on });
          }}
        />
        <Option
          label={SETTINGS.askBeforeMaintenance.field}
          text="Ask once before maintenance stops this instance while it is serving."
          on={askBeforeMaintenance}
          onChange={(on) => {
            change({ askBeforeMaintenance: on });
          }}
        />
        <Option
          label={SETTINGS.answerInMaintenance.field}
          text="Keep its port and tell clients that it is in maintenance, instead of refusing their connections."
          on={answerInMaintenance}
          onChange={(on) => {
            change({ answerInMaintenance: on });
          }}
        />
        <Option
          label="Stop it when it hangs"
          text="If off, it keeps running with a warning."
          on={whenUnresponsive === 'maintenance'}
          onChange={(on) => {
            change({ whenUnresponsive: on ? 'maintenance' : 'warning' });
          }}
        />
        <SignInOption instance={instance} />
        <RestartOption instanceId={instanceId} policy={restartPolicy} />
        <ScheduleMaintenanceOption instanceId={instanceId} schedule={maintenanceSchedule} />
        <AssistantsOption instanceId={instanceId} level={assistants} />
      </div>
    </section>
  );
}
