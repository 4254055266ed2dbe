import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react';
import { classNames } from './class-names';
import styles from './field.module.css';

interface FieldFrameProps {
  readonly label: string;
  readonly inputId: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly children: ReactNode;
}

/** A label above a control, a hint or a problem below it. */
export function FieldFrame({ label, inputId, hint, problem, children }: FieldFrameProps) {
  return (
    <div className={styles.field}>
      <label htmlFor={inputId} id={`${inputId}-label`} className={styles.label}>
        {label}
      </label>
      {children}
      {problem === undefined ? (
        hint !== undefined && (
          <p id={`${inputId}-note`} className={styles.hint}>
            {hint}
          </p>
        )
      ) : (
        <p id={`${inputId}-note`} className={styles.problem}>
          {problem}
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
  readonly mono?: boolean;
  /** Buttons inside the frame of the field, after the text. */
  readonly after?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
}

export function TextField({
  label,
  value,
  onChange,
  hint,
  problem,
  mono = false,
  after,
  ref,
  ...rest
}: TextFieldProps) {
  const id = useId();
  const noted = hint !== undefined || problem !== undefined;
  return (
    <FieldFrame label={label} inputId={id} hint={hint} problem={problem}>
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
    </FieldFrame>
  );
}
