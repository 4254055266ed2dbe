import { useId } from 'react';
import type { Instance } from '../../shared/instance';
import { causeWords, exitInWords } from '../../shared/words/incident-words';
import { durationInWords } from '../../shared/words/status-words';
import { FailureGlyph } from '../components/status-glyph';
import { IncidentOutput } from './incident-output';
import styles from './incidents.module.css';

/** What put the instance into maintenance: what happened, what it means, what to do. */
export function LatestIncident({ instance }: { readonly instance: Instance }) {
  const headingId = useId();
  const incident = instance.incidents.find(({ id }) => id === instance.intent.maintenance?.incidentId);
  if (incident === undefined) return null;
  const { title, explanation, remedy } = causeWords(incident.cause);
  const { exit, uptimeMs, version, evidence } = incident;
  const facts = [
    exit === null ? null : exitInWords(exit),
    uptimeMs === null ? 'never served' : `after ${durationInWords(uptimeMs)}`,
    `PocketBase ${version}`,
  ].filter((fact) => fact !== null);
  return (
    <section aria-labelledby={headingId} className={styles.card}>
      <FailureGlyph size={18} />
      <div className={styles.body}>
        <div className={styles.cardHead}>
          <h2 id={headingId} className={styles.cardTitle}>
            {title}
          </h2>
          <p className={styles.short}>{facts.join(' · ')}</p>
        </div>
        <p>{explanation}</p>
        {evidence !== '' && <pre className={styles.evidence}>{evidence}</pre>}
        <p>
          <strong className={styles.strong}>What to do:</strong> {remedy}
        </p>
        <IncidentOutput instanceId={instance.id} incidentId={incident.id} />
      </div>
    </section>
  );
}
