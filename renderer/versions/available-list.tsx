import { RefreshCw, WifiOff } from 'lucide-react';
import { useId, useState } from 'react';
import type { AppError } from '../../shared/errors';
import { errorWords } from '../../shared/words/error-words';
import { Button } from '../components/button';
import { SearchField } from '../components/search-field';
import { useAppState } from '../store/store';
import { askForAvailable, useAvailable } from '../commands/version-commands';
import { AvailableRow } from './available-row';
import { availableRows, FILTER_FROM, filterRows } from './rows';
import styles from './versions.module.css';

export function AvailableList() {
  const headingId = useId();
  const [typed, setTyped] = useState('');
  const { listed, problem, asking } = useAvailable();
  const installations = useAppState((state) => state.installations);
  const all = availableRows(listed?.versions ?? [], installations);
  const rows = filterRows(all, typed);
  return (
    <section aria-labelledby={headingId}>
      <div className={styles.sectionHead}>
        <h2 id={headingId} className={styles.heading}>
          Available
        </h2>
        {listed !== null && (
          <p className={styles.count}>
            {listed.versions.length} from the {listed.source}
          </p>
        )}
        {all.length >= FILTER_FROM && (
          <SearchField label="Find a version" className={styles.search} value={typed} onChange={setTyped} />
        )}
        {(problem === null || listed !== null) && (
          <Button
            icon={RefreshCw}
            variant="quiet"
            className={styles.refresh}
            busy={asking}
            onClick={() => void askForAvailable(true)}
          >
            Refresh
          </Button>
        )}
      </div>
      <p aria-live="polite" className="visually-hidden">
        {announcement(asking, problem, listed?.versions.length ?? 0)}
      </p>
      {problem !== null && <Trouble problem={problem} asking={asking} />}
      {asking && all.length === 0 && problem === null && <p className={styles.text}>Loading versions…</p>}
      {all.length > 0 && (
        <ul aria-label="Available versions" className={styles.list}>
          {rows.map((one) => (
            <AvailableRow key={one.version} available={one} />
          ))}
        </ul>
      )}
      {all.length > 0 && rows.length === 0 && <p className={styles.text}>No version matches.</p>}
    </section>
  );
}

/** The list could not be had: what that means, and what to do. */
function Trouble({ problem, asking }: { readonly problem: AppError; readonly asking: boolean }) {
  const { title, text, detail } = troubleWords(problem);
  return (
    <div className={styles.trouble}>
      <WifiOff size={16} strokeWidth={1.9} aria-hidden />
      <div className={styles.words}>
        <h3>{title}</h3>
        <p className={styles.text}>{text}</p>
        {detail !== null && <p className={styles.detail}>{detail}</p>}
      </div>
      <Button busy={asking} onClick={() => void askForAvailable(true)}>
        Try again
      </Button>
    </div>
  );
}

/** What still works comes first; who could not be reached is for those who look after the network. */
function troubleWords(problem: AppError): {
  readonly title: string;
  readonly text: string;
  readonly detail: string | null;
} {
  if (problem.code !== 'offline')
    return { title: 'The list of versions could not be loaded', text: errorWords(problem).text, detail: null };
  return {
    title: 'You are offline',
    text: 'What is installed still works. To see and install other versions, connect to the network and try again, or add an executable or a zip from disk.',
    detail: problem.detail,
  };
}

function announcement(asking: boolean, problem: AppError | null, count: number): string {
  if (asking) return 'Loading versions.';
  if (problem === null) return count === 0 ? '' : `${String(count)} versions are available.`;
  const { title, text } = troubleWords(problem);
  return `${title}. ${text}`;
}
