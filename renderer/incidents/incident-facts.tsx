import type { IncidentSummary } from '../../shared/incident';
import { exitInWords } from '../../shared/words/incident-words';
import { durationInWords } from '../../shared/words/status-words';
import { timeInFull } from '../components/clock';
import styles from './incidents.module.css';

/** What was observed, in numbers. */
export function IncidentFacts({ incident }: { readonly incident: IncidentSummary }) {
  const { exit, uptimeMs, version, port, pid, at, evidence } = incident;
  const facts: readonly (readonly [string, string])[] = [
    ['Exit', exit === null ? 'no process ended' : exitInWords(exit)],
    ['Uptime', uptimeMs === null ? 'never served' : durationInWords(uptimeMs)],
    ['PocketBase', version],
    ['Port', String(port)],
    ['Process', pid === null ? 'none' : `pid ${pid}`],
    ['Time', timeInFull(at)],
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
