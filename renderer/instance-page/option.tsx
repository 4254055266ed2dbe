import { useId, type ReactNode } from 'react';
import { SwitchControl } from '../components/switch';
import styles from './instance-page.module.css';

interface OptionProps {
  readonly label: string;
  readonly text: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  /** What there is to choose while it is on. */
  readonly children?: ReactNode;
}

/** A choice that is on or off, with one sentence on what it does. */
export function Option({ label, text, on, onChange, children }: OptionProps) {
  const textId = useId();
  return (
    <div className={styles.option}>
      <div>
        <p aria-hidden>{label}</p>
        <p id={textId} className={styles.optionText}>
          {text}
        </p>
        {children}
      </div>
      <SwitchControl label={label} on={on} onChange={onChange} describedBy={textId} />
    </div>
  );
}
