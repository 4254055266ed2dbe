import { useState } from 'react';
import { useStore } from 'zustand';
import { nextDueAt } from '../../shared/backup-schedule';
import type { InstanceId } from '../../shared/ids';
import { DEFAULT_MAINTENANCE_SCHEDULE, SETTINGS } from '../../shared/settings';
import { momentInWords } from '../../shared/words/moment-words';
import { run } from '../commands/run';
import { useNow } from '../components/clock';
import { Segments } from '../components/segments';
import { TextField } from '../components/text-field';
import { WEEKDAYS, type Weekday } from '../components/weekdays';
import { showError } from '../popups/toast-manager';
import { bridge } from '../store/bridge';
import styles from './instance-page.module.css';
import {
  createScheduleForm,
  scheduleTexts,
  type MaintenanceSchedule,
  type ScheduleField,
} from './maintenance-schedule-form';
import { Option } from './option';

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

/** Saved with Enter, or when a field is left; Escape goes back. What main refuses stays as it was typed, with the reason. */
function ScheduleFields({ instanceId, schedule }: ScheduleProps & { readonly schedule: MaintenanceSchedule }) {
  const [{ change, revert, commit, ...store }] = useState(() => createScheduleForm(bridge, instanceId));
  const { typed, problems } = useStore(store);
  const texts = scheduleTexts(typed, schedule);
  const next = nextDueAt(schedule, new Date(useNow(true)));
  const save = async (): Promise<void> => {
    const error = await commit(schedule);
    if (error !== null) showError(error);
  };
  const field = (name: ScheduleField) => ({
    value: texts[name],
    problem: problems[name],
    onBlur: () => void save(),
    onChange: (text: string) => {
      change({ [name]: text });
    },
  });
  return (
    <form
      noValidate
      className={styles.schedule}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') revert();
      }}
    >
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
      {/* Enter in a form with several fields needs a button to press. */}
      <button type="submit" hidden />
    </form>
  );
}

const EVERY = [
  ['day', 'Every day'],
  ['week', 'Every week'],
] as const;
