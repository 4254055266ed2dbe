import { useState } from 'react';
import { nextDueAt } from '../../shared/backup-schedule';
import type { InstanceId } from '../../shared/ids';
import { DEFAULT_MAINTENANCE_SCHEDULE, SETTINGS } from '../../shared/settings';
import { momentInWords } from '../../shared/words/moment-words';
import { run } from '../commands/run';
import { useNow } from '../components/clock';
import { Segments } from '../components/segments';
import { TextField } from '../components/text-field';
import { WEEKDAYS, type Weekday } from '../components/weekdays';
import { SavedFields } from '../forms/saved-fields';
import { bridge } from '../store/bridge';
import styles from './instance-page.module.css';
import { Option } from './option';
import { maintenanceScheduleForm, type MaintenanceSchedule } from './option-forms';

interface ScheduleProps {
  readonly instanceId: InstanceId;
  readonly schedule: MaintenanceSchedule | null;
}

export function ScheduleMaintenanceOption({ instanceId, schedule }: ScheduleProps) {
  return (
    <Option
      label={SETTINGS.maintenanceSchedule.field}
      text="Turn maintenance on at a time of the week, and off again. Skipped if the instance is in maintenance already or Basekeeper is not open."
      on={schedule !== null}
      onChange={(on) => {
        choose(instanceId, on ? DEFAULT_MAINTENANCE_SCHEDULE : null);
      }}
    >
      {schedule !== null && <ScheduleFields instanceId={instanceId} schedule={schedule} />}
    </Option>
  );
}

const choose = (instanceId: InstanceId, maintenanceSchedule: MaintenanceSchedule | null): void => {
  void run('set-instance-options', { instanceId, maintenanceSchedule });
};

function ScheduleFields({ instanceId, schedule }: ScheduleProps & { readonly schedule: MaintenanceSchedule }) {
  const [form] = useState(() => maintenanceScheduleForm(bridge, instanceId));
  const next = nextDueAt(schedule, new Date(useNow(true)));
  return (
    <SavedFields form={form} saved={schedule} className={styles.schedule}>
      {(field) => (
        <>
          <Segments
            legend="How often"
            legendHidden
            choices={EVERY}
            value={schedule.every}
            onChange={(every) => {
              choose(instanceId, { ...schedule, every });
            }}
          />
          {schedule.every === 'week' && (
            <Segments
              legend="Day of the week"
              legendHidden
              choices={WEEKDAYS}
              value={String(schedule.weekday) as Weekday}
              onChange={(weekday) => {
                choose(instanceId, { ...schedule, weekday: Number(weekday) });
              }}
            />
          )}
          <div className={styles.policy}>
            <TextField label="Time" {...field('at')} />
            <TextField label="Minutes" inputMode="numeric" {...field('minutes')} />
          </div>
          <p className={styles.optionText}>Next: {momentInWords(next)}.</p>
        </>
      )}
    </SavedFields>
  );
}

const EVERY = [
  ['day', 'Every day'],
  ['week', 'Every week'],
] as const;
