import { useId } from 'react';
import { displayStatus } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import { incidentFactsInShort, remedyInWords } from '../../shared/words/incident-detail-words';
import { causeWords, incidentSentence, nextTryInWords, servedInMaintenance } from '../../shared/words/incident-words';
import { maintenanceAnswerInWords } from '../../shared/words/maintenance-answer-words';
import { begin } from '../commands/commands';
import { Button } from '../components/button';
import { timeInFull, timeInWords } from '../components/clock';
import { FailureGlyph } from '../components/status-glyph';
import { showIncident } from '../store/ui';
import { CopyReport } from './copy-report';
import { explainingIncident } from './explaining-incident';
import styles from './incidents.module.css';
import { Remedies } from './remedies';
import { WhatChanged } from './what-changed';

/**
 * What put the instance into maintenance, or made it wait for the next try, in one place: what happened, what shows it, what
 * changed, and the ways out. Nothing where no failure explains the present state.
 */
export function IncidentPanel({ instance }: { readonly instance: Instance }) {
  const headingId = useId();
  const incident = explainingIncident(instance);
  if (incident === null) return null;
  const { title, explanation } = causeWords(incident.cause);
  const { evidence } = incident;
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
        <p className="visually-hidden">{incidentSentence(incident)}</p>
        <p>{explanation}</p>
        {evidence !== '' && <pre className={styles.evidence}>{evidence}</pre>}
        <WhatChanged incident={incident} />
        <p>
          <strong className={styles.strong}>What to do:</strong> {remedyInWords(incident)}
        </p>
        <State instance={instance} />
        {displayStatus(instance).kind === 'maintenance' && <Remedies instance={instance} incident={incident} />}
        <div className={styles.tools}>
          <Button
            variant="quiet"
            onClick={() => {
              showIncident(instance.id, incident.id);
            }}
          >
            Show output and details
          </Button>
          <CopyReport instance={instance} incidentId={incident.id} />
        </div>
      </div>
    </section>
  );
}

/** What is served now, and what follows by itself. */
function State({ instance }: { readonly instance: Instance }) {
  const { maintenance } = instance.intent;
  const incident = explainingIncident(instance);
  const next = incident === null ? null : nextTryInWords(incident);
  if (maintenance === null) {
    return next === null ? null : (
      <div className={styles.remedies}>
        <p>
          <strong className={styles.strong}>Next:</strong> Basekeeper starts it again {next}. Stop ends the tries.
        </p>
        {instance.state.kind === 'waiting' && (
          <Button
            onClick={() => {
              void begin('start', instance.id);
            }}
          >
            Start now
          </Button>
        )}
      </div>
    );
  }
  if (displayStatus(instance).kind !== 'maintenance') {
    return <p className={styles.text}>Entering maintenance. Waiting for PocketBase to exit.</p>;
  }
  const isPort = incident?.cause === 'port-taken' && instance.maintenanceAnswer.kind === 'port-in-use';
  return (
    <p className={styles.text}>
      In maintenance since{' '}
      <time dateTime={maintenance.since} title={timeInFull(maintenance.since)}>
        {timeInWords(maintenance.since)}
      </time>
      . {servedInMaintenance(incident?.cause ?? null)}
      {/* Who has the port is the reason itself. */}
      {!isPort && ` ${maintenanceAnswerInWords(instance)}`.trimEnd()}
    </p>
  );
}
