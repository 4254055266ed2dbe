import { DEFAULT_SCHEDULE, type BackupEvery, type BackupSchedule } from '../../shared/backup';
import { nextDueAt } from '../../shared/backup-schedule';
import { momentInWords } from '../../shared/words/moment-words';
import { useNow } from '../components/clock';
import { Segments } from '../components/segments';
import { TextField } from '../components/text-field';
import { WEEKDAYS, type Weekday } from '../components/weekdays';
import styles from './backup-options.module.css';
import { fieldOf, GroupForm, told, type GroupProps } from './group';

const EVERY: readonly (readonly ['off' | BackupEvery, string])[] = [
  ['off', 'Off'],
  ['hour', 'Every hour'],
  ['day', 'Every day'],
  ['week', 'Every week'],
];

export function ScheduleOption(props: GroupProps) {
  const { form, saved } = props;
  const { schedule } = saved;
  const choose = (wish: BackupSchedule | null): void => {
    void told(form.choose('schedule', { schedule: wish }));
  };
  return (
    <GroupForm group="schedule" {...props}>
      <Segments
        legend="Scheduled backups"
        choices={EVERY}
        value={schedule?.every ?? 'off'}
        onChange={(every) => {
          choose(every === 'off' ? null : { ...(schedule ?? DEFAULT_SCHEDULE), every });
        }}
      />
      {schedule === null ? (
        <p className={styles.note}>Backups are made only when you ask for one.</p>
      ) : (
        <>
          <div className={styles.when}>
            {schedule.every === 'week' && (
              <Segments
                legend="Day of the week"
                choices={WEEKDAYS}
                value={String(schedule.weekday) as Weekday}
                onChange={(weekday) => {
                  choose({ ...schedule, weekday: Number(weekday) });
                }}
              />
            )}
            <div className={styles.time}>
              <TextField
                label={schedule.every === 'hour' ? 'Minute of each hour' : 'Time'}
                {...fieldOf('at', 'schedule', props)}
              />
            </div>
          </div>
          <NextDue schedule={schedule} />
        </>
      )}
    </GroupForm>
  );
}

function NextDue({ schedule }: { readonly schedule: BackupSchedule }) {
  const next = nextDueAt(schedule, new Date(useNow(true)));
  return <p className={styles.note}>Next: {momentInWords(next)}. A missed backup is made at the next chance.</p>;
}
