import { useId } from 'react';
import { classNames } from './class-names';
import styles from './segments.module.css';

interface SegmentsProps<Value extends string> {
  /** What is chosen between. */
  readonly legend: string;
  /** Where the choices say enough to those who see them. */
  readonly legendHidden?: boolean;
  readonly choices: readonly (readonly [Value, string])[];
  readonly value: Value;
  readonly disabled?: boolean;
  readonly onChange: (value: Value) => void;
}

/** A radio group that shows all its choices side by side. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { legend, legendHidden = false, choices, value, disabled = false, onChange } = props;
  const groupName = useId();
  return (
    <fieldset className={styles.group} disabled={disabled}>
      <legend className={classNames(styles.legend, legendHidden && 'visually-hidden')}>{legend}</legend>
      <div className={styles.segments}>
        {choices.map(([choice, label]) => (
          <label key={choice} className={styles.segment}>
            <input
              type="radio"
              name={groupName}
              className={styles.radio}
              checked={value === choice}
              onChange={() => {
                onChange(choice);
              }}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
