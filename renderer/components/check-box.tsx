import { Check } from 'lucide-react';
import { useId } from 'react';
import styles from './check-box.module.css';

interface CheckBoxProps {
  readonly label: string;
  /** More about it, beside the label. */
  readonly note?: string;
  readonly checked: boolean;
  /** What cannot be chosen away. */
  readonly fixed?: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function CheckBox({ label, note, checked, fixed = false, onChange }: CheckBoxProps) {
  const noteId = useId();
  return (
    <div className={styles.row}>
      <label className={styles.label}>
        <span className={styles.box}>
          <input
            type="checkbox"
            className={styles.input}
            checked={checked}
            aria-disabled={fixed ? true : undefined}
            aria-describedby={note === undefined ? undefined : noteId}
            onChange={(event) => {
              if (!fixed) onChange(event.currentTarget.checked);
            }}
          />
          <Check size={12} strokeWidth={3} aria-hidden className={styles.tick} />
        </span>
        {label}
      </label>
      {note !== undefined && (
        <span id={noteId} className={styles.note}>
          {note}
        </span>
      )}
    </div>
  );
}
