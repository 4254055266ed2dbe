import { othersInWords } from '../../shared/words/exchange-words';
import { CheckBox } from '../components/check-box';
import styles from './manage.module.css';

interface OtherFilesProps {
  readonly others: readonly string[];
  /** What can be wanted instead. */
  readonly label: string;
  readonly everything: boolean;
  readonly onEverything: (everything: boolean) => void;
}

/** Where the folder of an instance is that of a project: what stays, unless it is chosen. */
export function OtherFiles({ others, label, everything, onEverything }: OtherFilesProps) {
  if (others.length === 0) return null;
  return (
    <>
      {!everything && <p className={styles.text}>{othersInWords(others)}</p>}
      <CheckBox label={label} checked={everything} onChange={onEverything} />
    </>
  );
}
