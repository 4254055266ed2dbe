import { ShieldAlert } from 'lucide-react';
import type { InstancePart, RestorePreview } from '../../shared/backup';
import { besideInWords } from '../../shared/words/exchange-words';
import { HOOKS_ARE_PROGRAMS, PART_WORDS } from '../../shared/words/backup-words';
import { CheckBox } from '../components/check-box';
import { timeInFull } from '../components/clock';
import { HelpLink } from '../help/help-link';
import { bringsPrograms, partChoices, restoreFacts } from './restore-facts';
import styles from './restore.module.css';

interface RestorePreviewedProps {
  readonly preview: RestorePreview;
  /** What is restored besides the data. */
  readonly others: readonly InstancePart[];
  readonly onOthers: (others: readonly InstancePart[]) => void;
  /** The version of the instance. */
  readonly present: string;
  /** The version that can be restored, too; null when there is no other one. */
  readonly older: string | null;
  readonly withVersion: boolean;
  readonly onWithVersion: (withVersion: boolean) => void;
}

export function RestorePreviewed(props: RestorePreviewedProps) {
  const { preview, others, onOthers, present, older, withVersion, onWithVersion } = props;
  const choices = partChoices(preview);
  const warned = bringsPrograms(preview);
  return (
    <>
      <dl className={styles.facts}>
        {restoreFacts(preview, timeInFull).map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <fieldset className={styles.parts}>
        <legend className={styles.legend}>What is restored</legend>
        <CheckBox label={PART_WORDS.pb_data} note="always" checked fixed onChange={() => undefined} />
        {choices.map(({ part, note }) => (
          <CheckBox
            key={part}
            label={PART_WORDS[part]}
            note={note}
            checked={others.includes(part)}
            onChange={(checked) => {
              onOthers(checked ? [...others, part] : others.filter((one) => one !== part));
            }}
          />
        ))}
        {older !== null && (
          <CheckBox
            label="Version"
            note={
              withVersion
                ? `PocketBase ${older} instead of ${present}`
                : `PocketBase ${present} stays, and converts the data`
            }
            checked={withVersion}
            onChange={onWithVersion}
          />
        )}
        {warned && (
          <p className={styles.warning}>
            <ShieldAlert size={15} strokeWidth={1.9} aria-hidden />
            {HOOKS_ARE_PROGRAMS}
          </p>
        )}
      </fieldset>
      {besideInWords(preview.beside).map((sentence) => (
        <p key={sentence} className={styles.text}>
          {sentence}
        </p>
      ))}
      <p className={styles.text}>
        The instance is offline while this runs. The current data is backed up first, and the restored data is tested
        before it takes over. If anything fails, nothing changes. <HelpLink to="restoring">How it works</HelpLink>
      </p>
    </>
  );
}
