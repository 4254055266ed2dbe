import { DEFAULT_RETENTION } from '../../shared/backup';
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
            After each backup, older ones are removed, except for the newest of each of so many days and weeks that have
            any. {ALWAYS_KEPT}
          </p>
        </>
      )}
    </GroupForm>
  );
}
