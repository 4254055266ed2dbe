import styles from './progress-bar.module.css';

interface ProgressBarProps {
  /** What is on its way. */
  readonly label: string;
  readonly doneBytes: number;
  /** Null while the size is not known. */
  readonly totalBytes: number | null;
}

/** How far something is; without a known size, only that something moves. */
export function ProgressBar({ label, doneBytes, totalBytes }: ProgressBarProps) {
  return (
    <progress
      aria-label={label}
      className={styles.bar}
      {...(totalBytes === null ? {} : { max: totalBytes, value: doneBytes })}
    />
  );
}
