import { ArrowLeft } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { displayStatus } from '../../shared/display-status';
import type { IncidentSummary } from '../../shared/incident';
import type { Instance } from '../../shared/instance';
import { remedyInWords } from '../../shared/words/incident-detail-words';
import { causeWords, incidentEntry } from '../../shared/words/incident-words';
import { Button } from '../components/button';
import { timeInFull } from '../components/clock';
import { showTab } from '../store/ui';
import { CopyReport } from './copy-report';
import { explainingIncident } from './explaining-incident';
import { IncidentFacts } from './incident-facts';
import { IncidentOutput } from './incident-output';
import styles from './incidents.module.css';
import { Remedies } from './remedies';
import { WhatChanged } from './what-changed';

interface IncidentPageProps {
  readonly instance: Instance;
  readonly incident: IncidentSummary;
  /** The number of the request to show this one. */
  readonly request: number;
}

/** All that is known of one failure. Its ways out are there while it explains the present state. */
export function IncidentPage({ instance, incident, request }: IncidentPageProps) {
  const headingId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [request]);
  const { title, explanation } = causeWords(incident.cause);
  const isNow = explainingIncident(instance)?.id === incident.id && displayStatus(instance).kind === 'maintenance';
  return (
    <section aria-labelledby={headingId} className={styles.incident}>
      <Button
        variant="quiet"
        icon={ArrowLeft}
        className={styles.back}
        onClick={() => {
          showTab('overview');
        }}
      >
        Back to Overview
      </Button>
      <div className={styles.cardHead}>
        <h2 id={headingId} ref={heading} tabIndex={-1} className={styles.heading}>
          {title}
        </h2>
        <p className={styles.short}>
          <time dateTime={incident.at}>{timeInFull(incident.at)}</time>
        </p>
      </div>
      <p>{incidentEntry(incident)}</p>
      <p>{explanation}</p>
      <WhatChanged incident={incident} />
      <p>
        <strong className={styles.strong}>What to do:</strong> {remedyInWords(incident)}
      </p>
      {isNow && <Remedies instance={instance} incident={incident} />}
      <IncidentFacts incident={incident} />
      <IncidentOutput instanceId={instance.id} incidentId={incident.id} />
      <div className={styles.tools}>
        <CopyReport instance={instance} incidentId={incident.id} />
      </div>
    </section>
  );
}
