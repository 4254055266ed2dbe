import type { AssistantLevel } from '../../shared/assistants';
import type { InstanceId } from '../../shared/ids';
import { SETTINGS } from '../../shared/settings';
import { run } from '../commands/run';
import { Segments } from '../components/segments';
import { HelpLink } from '../help/help-link';
import styles from './instance-page.module.css';

interface AssistantsOptionProps {
  readonly instanceId: InstanceId;
  readonly level: AssistantLevel;
}

const LEVELS = [
  ['off', 'Off'],
  ['read', 'Read'],
  ['operate', 'Operate'],
] as const satisfies readonly (readonly [AssistantLevel, string])[];

const TEXTS: Readonly<Record<AssistantLevel, string>> = {
  off: 'Coding assistants do not see this instance.',
  read: 'They see its state, output, incidents and backups, and change nothing.',
  operate:
    'They also start, stop and back it up, and turn maintenance on. Before a restore, a deletion, a change of version or turning maintenance off they ask you.',
};

/** Three levels, and what the chosen one means. */
export function AssistantsOption({ instanceId, level }: AssistantsOptionProps) {
  return (
    <div className={styles.option}>
      <div>
        <p aria-hidden>{SETTINGS.assistants.field}</p>
        <p className={styles.optionText} aria-live="polite">
          {TEXTS[level]} <HelpLink to="assistants">What assistants may do</HelpLink>
        </p>
      </div>
      <div className={styles.optionChoices}>
        <Segments
          legend={SETTINGS.assistants.field}
          legendHidden
          choices={LEVELS}
          value={level}
          onChange={(assistants) => {
            void run('set-instance-options', { instanceId, assistants });
          }}
        />
      </div>
    </div>
  );
}
