import { useId } from 'react';
import { classNames } from '../components/class-names';
import { FieldFrame } from '../components/text-field';
import styles from './launch-options.module.css';

const ROWS_MAX = 8;

interface ValueFieldProps {
  readonly value: string;
  /** Is not shown while it is typed. */
  readonly secret: boolean;
  readonly problem: string | undefined;
  readonly warning: string | undefined;
  readonly onChange: (value: string) => void;
}

/** Of several lines too: a field of one line would lose the line breaks of a key that is pasted. */
export function ValueField({ value, secret, problem, warning, onChange }: ValueFieldProps) {
  const id = useId();
  return (
    <FieldFrame label="Value" inputId={id} warning={warning} problem={problem}>
      <textarea
        id={id}
        className={classNames(styles.textarea, styles.value, secret && styles.unseen)}
        rows={Math.min(ROWS_MAX, value.split('\n').length)}
        spellCheck={false}
        autoComplete="off"
        value={value}
        aria-invalid={problem === undefined ? undefined : true}
        aria-describedby={`${id}-note`}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
    </FieldFrame>
  );
}
