import { DEFAULT_RETENTION, type BackupRetention } from '../../shared/backup';
import { Segments } from '../components/segments';
import { TextField } from '../components/text-field';
import styles from './backup-options.module.css';
import { fieldOf, GroupForm, told, type GroupProps } from './group';

const KEEP = [
  ['all', 'Everything'],
  ['some', 'The newest ones'],
] as const;

const ALWAYS_KEPT =
  'Backups with a label, and those made before a restore, a change of version or a deletion, always stay.';

export function RetentionOption(props: GroupProps) {
  const { form, saved } = props;
  const number = (name: 'last' | 'daily' | 'weekly') => ({
    inputMode: 'numeric' as const,
    ...fieldOf(name, 'retention', props),
  });
  return (
    <GroupForm group="retention" {...props}>
      <Segments
        legend="Keep"
        choices={KEEP}
        value={saved.retention === null ? 'all' : 'some'}
        onChange={(keep) => {
          void told(form.choose('retention', { retention: keep === 'all' ? null : DEFAULT_RETENTION }));
        }}
      />
      {saved.retention === null ? (
        <p className={styles.note}>Backups stay until you delete them.</p>
      ) : (
        <>
          <div className={styles.numbers}>
            <TextField label="Newest" {...number('last')} />
            <TextField label="Days" {...number('daily')} />
            <TextField label="Weeks" {...number('weekly')} />
          </div>
          <p className={styles.note}>
            {keptInWords(saved.retention)} {ALWAYS_KEPT}
          </p>
        </>
      )}
    </GroupForm>
  );
}

function keptInWords({ last, daily, weekly }: BackupRetention): string {
  const each = [...counted(daily, 'day'), ...counted(weekly, 'week')].join(' and ');
  const others = each === '' ? '' : `, and the newest of each of the last ${each} that have any`;
  return `After each backup, older ones are removed. What stays: the newest ${String(last)}${others}.`;
}

const counted = (count: number, period: string): readonly string[] =>
  count === 0 ? [] : [`${String(count)} ${period}${count === 1 ? '' : 's'}`];
