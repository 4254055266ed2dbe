import { useId, type ReactNode } from 'react';
import { SwitchControl } from '../components/switch';
import { Segments } from '../components/segments';
import styles from './preferences.module.css';

export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId} className={styles.heading}>
        {title}
      </h2>
      {children}
    </section>
  );
}

interface RowProps {
  readonly label: string;
  readonly text: string;
  readonly textId?: string;
  readonly children: ReactNode;
}

/** What is chosen, one sentence on what it does, and the control, which has the label as its own name. */
export function Row({ label, text, textId, children }: RowProps) {
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <p aria-hidden>{label}</p>
        <p id={textId} className={styles.text}>
          {text}
        </p>
      </div>
      <div className={styles.control}>{children}</div>
    </div>
  );
}

interface SwitchRowProps {
  readonly label: string;
  readonly text: string;
  readonly on: boolean;
  readonly pending?: boolean;
  readonly onChange: (on: boolean) => void;
}

export function SwitchRow({ label, text, on, pending = false, onChange }: SwitchRowProps) {
  const textId = useId();
  return (
    <Row label={label} text={text} textId={textId}>
      <SwitchControl label={label} describedBy={textId} on={on} pending={pending} onChange={onChange} />
    </Row>
  );
}

interface ChoiceRowProps<Value extends string> {
  readonly label: string;
  readonly text: string;
  readonly choices: readonly (readonly [Value, string])[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

export function ChoiceRow<Value extends string>({ label, text, ...rest }: ChoiceRowProps<Value>) {
  return (
    <Row label={label} text={text}>
      <div className={styles.choices}>
        <Segments legend={label} legendHidden {...rest} />
      </div>
    </Row>
  );
}
