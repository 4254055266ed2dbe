import type { RunFacts } from '../../shared/output';
import { runFactsInWords, runInWords } from '../../shared/words/output-words';
import { timeInFull, timeInWords } from '../components/clock';
import styles from './output.module.css';

/** Where the output of a run begins. */
export function RunMark({ run, facts }: { readonly run: number; readonly facts: RunFacts | undefined }) {
  const about = facts === undefined ? '' : runFactsInWords(facts);
  return (
    <div className={styles.mark}>
      <span>
        {runInWords(run)}
        {facts !== undefined && facts.startedAtMs !== null && (
          <>
            {' · '}
            <Time atMs={facts.startedAtMs} />
          </>
        )}
        {about !== '' && ` · ${about}`}
      </span>
    </div>
  );
}

/** Where it ends, if its end was seen. */
export function EndMark({ facts }: { readonly facts: RunFacts | undefined }) {
  if (facts === undefined || facts.end === null || facts.endedAtMs === null) return null;
  return (
    <div className={styles.mark}>
      <span>
        Ended <Time atMs={facts.endedAtMs} />
        {` · ${facts.end}`}
      </span>
    </div>
  );
}

function Time({ atMs }: { readonly atMs: number }) {
  const iso = new Date(atMs).toISOString();
  return (
    <time dateTime={iso} title={timeInFull(iso)}>
      {timeInWords(iso)}
    </time>
  );
}
