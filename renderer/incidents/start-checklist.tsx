import { Check, RotateCw } from 'lucide-react';
import { allowedCommands, displayStatus } from '../../shared/display-status';
import { remediesFor } from '../../shared/incident-remedies';
import type { Instance } from '../../shared/instance';
import type { CheckedPoint } from '../../shared/start-check';
import { errorWords } from '../../shared/words/error-words';
import { causeWords } from '../../shared/words/incident-words';
import { OUTCOME_WORDS, pointInWords, startCheckInWords } from '../../shared/words/start-check-words';
import { Button } from '../components/button';
import { timeInFull, timeInWords } from '../components/clock';
import { TARGETS } from '../components/focus';
import { DegradedGlyph, FailureGlyph } from '../components/status-glyph';
import { useOperationOn } from '../store/store';
import { explainingIncident } from './explaining-incident';
import { RemedyButton } from './remedies';
import styles from './start-checklist.module.css';
import { useStartCheck } from './use-start-check';

/** While an instance is in maintenance: what a start would find right now. It keeps nobody from ending maintenance. */
export function StartChecklist({ instance }: { readonly instance: Instance }) {
  const operation = useOperationOn(instance.id);
  if (displayStatus(instance).kind !== 'maintenance' || operation !== undefined) return null;
  return <Checklist instance={instance} />;
}

const ORDER: readonly CheckedPoint['outcome'][] = ['failed', 'not-checked', 'passed'];

function Checklist({ instance }: { readonly instance: Instance }) {
  const { check, problem, busy, again } = useStartCheck(instance);
  const points = check?.points ?? [];
  const sorted = ORDER.flatMap((outcome) => points.filter((one) => one.outcome === outcome));
  return (
    <section aria-labelledby={TARGETS.startChecks} aria-busy={busy}>
      <div className={styles.head}>
        <h2 id={TARGETS.startChecks} tabIndex={-1} className={styles.heading}>
          Checks before a start
        </h2>
        <Button variant="quiet" icon={RotateCw} busy={busy} onClick={again}>
          Check again
        </Button>
      </div>
      <p role="status" className={styles.summary}>
        {problem !== null && `${errorWords(problem).title}. ${errorWords(problem).text} `}
        {check === null && problem === null && 'Checking what a start would find…'}
        {check !== null && startCheckInWords(check)}
        {check !== null && (
          <span className={styles.at}>
            {' '}
            Checked{' '}
            <time dateTime={check.at} title={timeInFull(check.at)}>
              {timeInWords(check.at)}
            </time>
            .
          </span>
        )}
      </p>
      <ul aria-label="Checks" className={styles.points}>
        {sorted.map((point) => (
          <Point key={point.point} instance={instance} point={point} />
        ))}
      </ul>
    </section>
  );
}

function Point({ instance, point }: { readonly instance: Instance; readonly point: CheckedPoint }) {
  const { outcome } = point;
  return (
    <li className={styles.point} data-outcome={outcome}>
      {outcome === 'passed' && <Check size={14} strokeWidth={2.25} aria-hidden />}
      {outcome === 'failed' && <FailureGlyph size={14} />}
      {outcome === 'not-checked' && <DegradedGlyph size={14} />}
      <div className={styles.words}>
        <p>
          <span className={outcome === 'passed' ? 'visually-hidden' : styles.outcome}>{OUTCOME_WORDS[outcome]}: </span>
          {outcome === 'failed' ? causeWords(point.cause).title : pointInWords(point.point, instance)}
        </p>
        {outcome === 'not-checked' && <p className={styles.text}>{point.why}</p>}
        {outcome === 'failed' && <Failed instance={instance} cause={point.cause} evidence={point.evidence} />}
      </div>
    </li>
  );
}

type FailedProps = Pick<Extract<CheckedPoint, { outcome: 'failed' }>, 'cause' | 'evidence'> & {
  readonly instance: Instance;
};

function Failed({ instance, cause, evidence }: FailedProps) {
  const { leaveMaintenance } = allowedCommands(instance, useOperationOn(instance.id));
  // The panel of the incident has the same ways out, right above.
  const isTold = explainingIncident(instance)?.cause === cause;
  const remedies = isTold ? [] : remediesFor({ cause }).filter((one) => one !== 'start-again');
  return (
    <>
      <p className={styles.text}>{evidence}</p>
      {!isTold && <p>{causeWords(cause).remedy}</p>}
      {remedies.length > 0 && (
        <div role="group" aria-label={`Ways out: ${causeWords(cause).title}`} className={styles.remedies}>
          {remedies.map((remedy) => (
            <RemedyButton key={remedy} remedy={remedy} instance={instance} incident={null} allowed={leaveMaintenance} />
          ))}
        </div>
      )}
    </>
  );
}
