import type { Installation } from '../../shared/app-state';
import styles from './progress-bar.module.css';

/** How far an installation is; without a known size, only that something moves. */
export function ProgressBar({ installation }: { readonly installation: Installation }) {
  const { version, step, receivedBytes, totalBytes } = installation;
  return (
    <progress
      aria-label={`${step} PocketBase ${version}`}
      className={styles.bar}
      {...(totalBytes === null ? {} : { max: totalBytes, value: receivedBytes })}
    />
  );
}
