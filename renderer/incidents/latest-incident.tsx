import { useId } from 'react';
import type { Instance } from '../../shared/instance';
import { incidentFactsInShort, remedyInWords } from '../../shared/words/incident-detail-words';
import { causeWords, nextTryInWords } from '../../shared/words/incident-words';
import { FailureGlyph } from '../components/status-glyph';
import { IncidentOutput } from './incident-output';
import { explainingIncident } from './explaining-incident';
import styles from './incidents.module.css';

/** What put the instance into maintenance, or made it wait for the next try: what happened, what it means, what to do. */
export function LatestIncident({ instance }: { readonly instance: Instance }) {
  const headingId = useId();
  const incident = explainingIncident(instance);
  if (incident === null) return null;
  const { title, explanation } = causeWords(incident.cause);
  const { evidence } = incident;
  const next = nextTryInWords(incident);
  return (
    <section aria-labelledby={headingId} className={styles.card}>
      <FailureGlyph size={18} />
      <div className={styles.body}>
        <div className={styles.cardHead}>
          <h2 id={headingId} className={styles.cardTitle}>
            {title}
          </h2>
          <p className={styles.short}>{incidentFactsInShort(incident)}</p>
        </div>
        <p>{explanation}</p>
        {evidence !== '' && <pre className={styles.evidence}>{evidence}</pre>}
        <p>
          <strong className={styles.strong}>What to do:</strong> {remedyInWords(incident)}
        </p>
        {next !== null && (
          <p>
            <strong className={styles.strong}>Next:</strong> Basekeeper starts it again {next}. Stop ends the tries.
          </p>
        )}
        <IncidentOutput instanceId={instance.id} incidentId={incident.id} />
      </div>
    </section>
  );
}
