import type { IncidentSummary } from '../../shared/incident';
import { changeInWords, moreChanges } from '../../shared/words/what-changed-words';
import { timeInFull, timeInWords } from '../components/clock';
import styles from './incidents.module.css';

/** What is different since the last healthy start; nothing while that is not known. */
export function WhatChanged({ incident: { whatChanged } }: { readonly incident: IncidentSummary }) {
  if (whatChanged === undefined || whatChanged.since === null) return null;
  const { since, changes, more } = whatChanged;
  const start = (
    <time dateTime={since} title={timeInFull(since)}>
      {timeInWords(since)}
    </time>
  );
  if (changes.length === 0) {
    return <p className={styles.text}>Nothing changed since the healthy start of {start}.</p>;
  }
  return (
    <div className={styles.changed}>
      <p className={styles.strong}>Changed since the healthy start of {start}:</p>
      <ul aria-label="What changed" className={styles.changes}>
        {changes.map((change) => (
          <li key={JSON.stringify(change)}>
            {changeInWords(change)}
            {change.kind === 'file' && change.at !== null && (
              <time dateTime={change.at} title={timeInFull(change.at)} className={styles.time}>
                {' '}
                {timeInWords(change.at)}
              </time>
            )}
          </li>
        ))}
        {more > 0 && <li className={styles.text}>{moreChanges(more)}</li>}
      </ul>
    </div>
  );
}
