import { Check } from 'lucide-react';
import styles from './check-box.module.css';

interface CheckBoxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function CheckBox({ label, checked, onChange }: CheckBoxProps) {
  return (
    <label className={styles.label}>
      <span className={styles.box}>
        <input
          type="checkbox"
          className={styles.input}
          checked={checked}
          onChange={(event) => {
            onChange(event.currentTarget.checked);
          }}
        />
        <Check size={12} strokeWidth={3} aria-hidden className={styles.tick} />
      </span>
      {label}
    </label>
  );
}
