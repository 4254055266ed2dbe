import { useId } from 'react';
import { isDegraded } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import { WARNING_WORDS } from '../../shared/words/status-words';
import { timeInFull, timeInWords } from '../components/clock';
import { DegradedGlyph } from '../components/status-glyph';
import styles from './warnings.module.css';

/** What is wrong although it runs: what it is, what to do, and what shows it. */
export function Warnings({ instance }: { readonly instance: Instance }) {
  const headingId = useId();
  if (!isDegraded(instance)) return null;
  return (
    <section aria-labelledby={headingId} className={styles.card}>
      <h2 id={headingId} className="visually-hidden">
        Warnings
      </h2>
      <ul className={styles.list}>
        {instance.warnings.map(({ kind, evidence, since }) => (
          <li key={kind} className={styles.warning}>
            <DegradedGlyph size={18} />
            <div className={styles.body}>
              <div className={styles.head}>
                <h3 className={styles.title}>{WARNING_WORDS[kind].title}</h3>
                <p className={styles.since}>
                  since{' '}
                  <time dateTime={since} title={timeInFull(since)}>
                    {timeInWords(since)}
                  </time>
                </p>
              </div>
              <p>{WARNING_WORDS[kind].text}</p>
              {evidence !== '' && <pre className={styles.evidence}>{evidence}</pre>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
