import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react';
import { classNames } from './class-names';
import styles from './field.module.css';

interface FieldFrameProps {
  readonly label: string;
  readonly inputId: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  /** Does not keep anybody from going on. */
  readonly warning?: string | undefined;
  readonly children: ReactNode;
}

/** A label above a control; a problem, a warning or a hint below it. */
export function FieldFrame({ label, inputId, hint, problem, warning, children }: FieldFrameProps) {
  const note = problem ?? warning ?? hint;
  const tone = problem !== undefined ? styles.problem : warning !== undefined ? styles.warning : styles.hint;
  return (
    <div className={styles.field}>
      <label htmlFor={inputId} id={`${inputId}-label`} className={styles.label}>
        {label}
      </label>
      {children}
      {note !== undefined && (
        <p id={`${inputId}-note`} className={tone}>
          {note}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value' | 'id'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly warning?: string | undefined;
  readonly mono?: boolean;
  /** Buttons inside the frame of the field, after the text. */
  readonly after?: ReactNode;
  /** A button to the right of the frame. */
  readonly beside?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
}

export function TextField({
  label,
  value,
  onChange,
  hint,
  problem,
  warning,
  mono = false,
  after,
  beside,
  ref,
  ...rest
}: TextFieldProps) {
  const id = useId();
  const noted = (hint ?? problem ?? warning) !== undefined;
  const frame = (
    <div className={styles.frame} data-invalid={problem === undefined ? undefined : ''}>
      <input
        {...rest}
        ref={ref}
        id={id}
        type={rest.type ?? 'text'}
        value={value}
        spellCheck={false}
        autoComplete="off"
        className={classNames(styles.input, mono && styles.mono)}
        aria-invalid={problem === undefined ? undefined : true}
        aria-describedby={noted ? `${id}-note` : undefined}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
      {after}
    </div>
  );
  return (
    <FieldFrame label={label} inputId={id} hint={hint} problem={problem} warning={warning}>
      {beside === undefined ? (
        frame
      ) : (
        <div className={styles.row}>
          {frame}
          {beside}
        </div>
      )}
    </FieldFrame>
  );
}
