import { ChevronRight } from 'lucide-react';
import type { IncidentSummary } from '../../shared/incident';
import { incidentEntry } from '../../shared/words/incident-words';
import { timeInFull, timeInWords } from '../components/clock';
import { FailureGlyph } from '../components/status-glyph';
import { showIncident } from '../store/ui';
import styles from './incidents.module.css';

interface IncidentItemProps {
  readonly instanceId: string;
  readonly incident: IncidentSummary;
  /** Is its page on screen? */
  readonly current: boolean;
}

/** Leads to the page of one incident. */
export function IncidentItem({ instanceId, incident, current }: IncidentItemProps) {
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.summary}
        aria-current={current ? 'page' : undefined}
        onClick={() => {
          showIncident(instanceId, incident.id);
        }}
      >
        <FailureGlyph size={14} />
        <span className={styles.sentence}>{incidentEntry(incident)}</span>
        <time dateTime={incident.at} title={timeInFull(incident.at)} className={styles.time}>
          {timeInWords(incident.at)}
        </time>
        <ChevronRight size={14} strokeWidth={2} aria-hidden className={styles.chevron} />
      </button>
    </li>
  );
}
