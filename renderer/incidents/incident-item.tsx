import { ChevronRight } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { IncidentSummary } from '../../shared/incident';
import { remedyInWords } from '../../shared/words/incident-detail-words';
import { causeWords, incidentEntry } from '../../shared/words/incident-words';
import { timeInFull, timeInWords } from '../components/clock';
import { FailureGlyph } from '../components/status-glyph';
import { IncidentFacts } from './incident-facts';
import { IncidentOutput } from './incident-output';
import styles from './incidents.module.css';

interface IncidentItemProps {
  readonly instanceId: string;
  readonly incident: IncidentSummary;
  /** The number of the request to show this one; null while nobody asked. */
  readonly request: number | null;
}

export function IncidentItem({ instanceId, incident, request }: IncidentItemProps) {
  const detailsId = useId();
  const [open, setOpen] = useState(request !== null);
  const [answered, setAnswered] = useState(request);
  const button = useRef<HTMLButtonElement>(null);
  if (answered !== request) {
    setAnswered(request);
    if (request !== null) setOpen(true);
  }
  useEffect(() => {
    if (request === null) return;
    button.current?.scrollIntoView({ block: 'center' });
    button.current?.focus({ preventScroll: true });
  }, [request]);

  const { explanation } = causeWords(incident.cause);
  return (
    <li className={styles.item}>
      <button
        ref={button}
        type="button"
        className={styles.summary}
        aria-expanded={open}
        aria-controls={detailsId}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <ChevronRight size={14} strokeWidth={2} aria-hidden className={styles.chevron} />
        <FailureGlyph size={14} />
        <span className={styles.sentence}>{incidentEntry(incident)}</span>
        <time dateTime={incident.at} title={timeInFull(incident.at)} className={styles.time}>
          {timeInWords(incident.at)}
        </time>
      </button>
      <div id={detailsId} hidden={!open} className={styles.details}>
        {open && (
          <>
            <p>{explanation}</p>
            <p>
              <strong className={styles.strong}>What to do:</strong> {remedyInWords(incident)}
            </p>
            <IncidentFacts incident={incident} />
            <IncidentOutput instanceId={instanceId} incidentId={incident.id} />
          </>
        )}
      </div>
    </li>
  );
}
