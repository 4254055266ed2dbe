import { Search } from 'lucide-react';
import { classNames } from './class-names';
import styles from './search-field.module.css';

/** Narrows down what is shown beside it; Escape empties it. */
export function SearchField({
  id,
  label,
  value,
  onChange,
  className,
  landmark = true,
  onEnter,
  maxLength,
}: {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Its place and width. */
  readonly className?: string | undefined;
  /** False where it is a tool among others, not a region of the page. */
  readonly landmark?: boolean;
  /** Enter; with Shift the other way round. */
  readonly onEnter?: (backwards: boolean) => void;
  readonly maxLength?: number;
}) {
  return (
    <div
      role={landmark ? 'search' : undefined}
      aria-label={landmark ? label : undefined}
      className={classNames(styles.search, className)}
    >
      <Search size={14} strokeWidth={2} aria-hidden />
      <input
        id={id}
        type="search"
        className={styles.field}
        aria-label={label}
        placeholder="Find…"
        spellCheck={false}
        value={value}
        maxLength={maxLength}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange('');
          // While a word is being composed, Enter ends only that.
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter?.(event.shiftKey);
        }}
      />
    </div>
  );
}
