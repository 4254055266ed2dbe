import type { IncidentSummary } from '../../shared/incident';
import {
  exitFactInWords,
  nextFactInWords,
  processFactInWords,
  uptimeFactInWords,
} from '../../shared/words/incident-detail-words';
import styles from './incidents.module.css';

/** What was observed, in numbers. */
export function IncidentFacts({ incident }: { readonly incident: IncidentSummary }) {
  const { version, port, evidence } = incident;
  const facts: readonly (readonly [string, string])[] = [
    ['Exit', exitFactInWords(incident)],
    ['Uptime', uptimeFactInWords(incident)],
    ['Result', nextFactInWords(incident)],
    ['PocketBase', version],
    ['Port', String(port)],
    ['Process', processFactInWords(incident)],
  ];
  return (
    <>
      {evidence !== '' && <pre className={styles.evidence}>{evidence}</pre>}
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
