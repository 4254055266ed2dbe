import { Switch } from '@base-ui/react/switch';
import { classNames } from './class-names';
import styles from './switch.module.css';

interface SwitchProps {
  readonly id?: string;
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  /** On its way: neither on nor off yet, and presses are ignored. */
  readonly pending?: boolean;
  /** Presses are ignored; why is said beside it. */
  readonly refused?: boolean;
  readonly describedBy?: string;
  readonly tone?: 'accent' | 'maintenance';
}

/** Shows only what it is told; a press asks, and nothing moves until the answer is the new state. */
export function SwitchControl({
  label,
  on,
  onChange,
  pending = false,
  refused = false,
  describedBy,
  tone = 'accent',
  id,
}: SwitchProps) {
  return (
    <Switch.Root
      nativeButton
      render={<button type="button" />}
      id={id}
      aria-label={label}
      aria-describedby={describedBy}
      aria-busy={pending}
      aria-disabled={pending || refused ? true : undefined}
      checked={on}
      onCheckedChange={(next) => {
        if (!pending && !refused) onChange(next);
      }}
      className={classNames(styles.switch, styles[tone], pending && styles.pending, refused && styles.refused)}
    >
      <Switch.Thumb className={styles.thumb} />
    </Switch.Root>
  );
}
