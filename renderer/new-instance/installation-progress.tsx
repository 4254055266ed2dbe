import { InstallationBar } from '../components/installation-bar';
import { useAppState } from '../store/store';
import styles from './new-instance.module.css';
import { receivedInWords } from '../../shared/words/bytes-in-words';

interface InstallationProgressProps {
  readonly version: string;
  readonly creating: boolean;
}

/** What is being fetched for the new instance, while it is. */
export function InstallationProgress({ version, creating }: InstallationProgressProps) {
  const installation = useAppState(({ installations }) => installations.find((one) => one.version === version));
  if (!creating || installation === undefined) return <span className={styles.spring} />;
  const { step, receivedBytes } = installation;
  return (
    <div className={styles.progress}>
      <p>
        {step} PocketBase
        {receivedBytes > 0 && <span className={styles.note}> · {receivedInWords(installation)}</span>}
      </p>
      <InstallationBar installation={installation} />
    </div>
  );
}
