import { Segments } from '../components/segments';
import { TextField } from '../components/text-field';
import styles from './maintenance-terms.module.css';
import type { EndChoice, TermsProblems, TypedTerms } from './typed-terms';

const CHOICES: readonly (readonly [EndChoice, string])[] = [
  ['open', 'Until I end it'],
  ['15', '15 min'],
  ['60', '1 h'],
  ['own', 'Other'],
];

interface TermsFieldsProps {
  readonly typed: TypedTerms;
  readonly problems: TermsProblems;
  readonly onChange: (typed: TypedTerms) => void;
}

/** For how long, and why: both may be left as they are. */
export function TermsFields({ typed, problems, onChange }: TermsFieldsProps) {
  return (
    <div className={styles.terms}>
      <Segments
        legend="For how long"
        choices={CHOICES}
        value={typed.choice}
        onChange={(choice) => {
          onChange({ ...typed, choice });
        }}
      />
      {typed.choice === 'own' && (
        <TextField
          label="Minutes"
          inputMode="numeric"
          value={typed.minutes}
          problem={problems.minutes}
          onChange={(minutes) => {
            onChange({ ...typed, minutes });
          }}
        />
      )}
      <TextField
        label="Reason (optional)"
        hint="A note for yourself. It is shown while maintenance is on."
        value={typed.note}
        problem={problems.note}
        onChange={(note) => {
          onChange({ ...typed, note });
        }}
      />
    </div>
  );
}
