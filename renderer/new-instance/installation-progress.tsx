import { useAppState } from '../store/store';
import styles from './new-instance.module.css';
import { bytesInWords } from '../../shared/words/bytes-in-words';

interface InstallationProgressProps {
  readonly version: string;
  readonly creating: boolean;
}

/** What is being fetched for the new instance, while it is. */
export function InstallationProgress({ version, creating }: InstallationProgressProps) {
  const installation = useAppState(({ installations }) => installations.find((one) => one.version === version));
  if (!creating || installation === undefined) return <span className={styles.spring} />;
  const { step, receivedBytes, totalBytes } = installation;
  const size =
    totalBytes === null ? bytesInWords(receivedBytes) : `${bytesInWords(receivedBytes)} of ${bytesInWords(totalBytes)}`;
  return (
    <div className={styles.progress}>
      <p>
        {step} PocketBase
        {receivedBytes > 0 && <span className={styles.note}> · {size}</span>}
      </p>
      <progress
        aria-label={`${step} PocketBase ${version}`}
        className={styles.bar}
        {...(totalBytes === null ? {} : { max: totalBytes, value: receivedBytes })}
      />
    </div>
  );
}
