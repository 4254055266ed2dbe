import { FolderOpen } from 'lucide-react';
import { useId } from 'react';
import { isDegraded } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import type { WarningKind } from '../../shared/warning';
import { WARNING_WORDS } from '../../shared/words/status-words';
import { Button } from '../components/button';
import { timeInFull, timeInWords } from '../components/clock';
import { DegradedGlyph } from '../components/status-glyph';
import { perform } from '../commands/commands';
import styles from './warnings.module.css';

/** Those for which something in the folder is to be corrected or copied. */
const IN_THE_FOLDER: ReadonlySet<WarningKind> = new Set<WarningKind>(['hook-not-loaded', 'database-damaged']);

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
              {IN_THE_FOLDER.has(kind) && (
                <Button
                  icon={FolderOpen}
                  className={styles.open}
                  onClick={() => {
                    perform('open-folder', instance.id);
                  }}
                >
                  Show its folder
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
