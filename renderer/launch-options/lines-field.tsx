import { useId } from 'react';
import { FieldFrame } from '../components/text-field';
import styles from './launch-options.module.css';

interface LinesFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly placeholder: string;
  readonly value: string;
  /** Words by field; those of the list and of its members are shown together. */
  readonly problems: Readonly<Record<string, string>>;
  /** The name of the list, e.g. `arguments`. */
  readonly field: string;
  readonly warning?: string | undefined;
  readonly onChange: (value: string) => void;
}

/** A list that is typed with one in each line. */
export function LinesField({ label, hint, placeholder, value, problems, field, warning, onChange }: LinesFieldProps) {
  const id = useId();
  const wrong = Object.entries(problems).flatMap(([name, words]) => (name.startsWith(field) ? [words] : []));
  const problem = wrong.length === 0 ? undefined : wrong.join(' ');
  return (
    <div className={styles.group}>
      <FieldFrame label={label} inputId={id} hint={hint} warning={warning} problem={problem}>
        <textarea
          id={id}
          className={styles.textarea}
          rows={Math.max(2, value.split('\n').length)}
          spellCheck={false}
          value={value}
          placeholder={placeholder}
          aria-invalid={problem === undefined ? undefined : true}
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
        />
      </FieldFrame>
    </div>
  );
}
