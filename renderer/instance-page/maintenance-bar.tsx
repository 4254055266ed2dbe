import { ArrowDown } from 'lucide-react';
import { displayStatus, isInTask } from '../../shared/display-status';
import type { IncidentSummary } from '../../shared/incident';
import type { Instance, Maintenance } from '../../shared/instance';
import { servedInMaintenance } from '../../shared/words/incident-words';
import { maintenanceAnswerInWords } from '../../shared/words/maintenance-answer-words';
import { focusOn, TARGETS, taskTarget } from '../components/focus';
import { Button } from '../components/button';
import { timeInFull, timeInWords } from '../components/clock';
import { StatusGlyph } from '../components/status-glyph';
import { useOperationOn } from '../store/store';
import { openDialog, showIncident, showTab } from '../store/ui';
import styles from './maintenance-bar.module.css';
import { useEndInWords } from './use-end-in-words';
import { maintenanceReason } from './maintenance-reason';

interface MaintenanceBarProps {
  readonly instance: Instance;
  readonly maintenance: Maintenance;
}

/** Says on top of the page that nothing is served, since when and why, and leads down to the switch. The header ends it. */
export function MaintenanceBar({ instance, maintenance }: MaintenanceBarProps) {
  const { kind } = displayStatus(instance);
  const operation = useOperationOn(instance.id);
  const task = isInTask(instance, operation) ? operation : undefined;
  const incident = incidentOf(instance, maintenance);
  const end = useEndInWords(maintenance);
  // Who has the port is the reason itself.
  const saidAlready = incident?.cause === 'port-taken' && instance.maintenanceAnswer.kind === 'port-in-use';
  const since = (
    <time dateTime={maintenance.since} title={timeInFull(maintenance.since)}>
      {timeInWords(maintenance.since)}
    </time>
  );
  return (
    <section aria-label="Maintenance" className={styles.bar}>
      <StatusGlyph kind={kind} size={18} />
      <div className={styles.words}>
        <p className={styles.fact}>
          {kind === 'maintenance' ? (
            <>
              In maintenance since {since}.{end !== '' && ` Ends ${end}.`}{' '}
              {servedInMaintenance(incident?.cause ?? null)}
            </>
          ) : (
            'Entering maintenance. Waiting for PocketBase to exit.'
          )}
        </p>
        <p className={styles.reason}>
          {maintenanceReason(maintenance, instance.incidents, task)}
          {maintenance.note !== undefined && ` “${maintenance.note}”`}
          {kind === 'maintenance' && !saidAlready && ` ${maintenanceAnswerInWords(instance)}`.trimEnd()}
        </p>
      </div>
      <div className={styles.commands}>
        {incident !== undefined && (
          <Button
            variant="quiet"
            className={styles.quiet}
            onClick={() => {
              showIncident(instance.id, incident.id);
            }}
          >
            Show what happened
          </Button>
        )}
        {end !== '' && task === undefined && (
          <Button
            variant="quiet"
            className={styles.quiet}
            onClick={() => {
              openDialog({ kind: 'maintenance-end', instanceId: instance.id });
            }}
          >
            Extend…
          </Button>
        )}
        {(task !== undefined || (incident === undefined && end === '')) && (
          <Button
            variant="quiet"
            iconAfter={ArrowDown}
            className={styles.quiet}
            onClick={() => {
              if (task !== undefined) focusOn(taskTarget(task.id));
              else if (!focusOn(TARGETS.maintenanceSwitch)) {
                showTab('overview');
                requestAnimationFrame(() => focusOn(TARGETS.maintenanceSwitch));
              }
            }}
          >
            {task === undefined ? 'Go to the switch' : 'Go to the task'}
          </Button>
        )}
      </div>
    </section>
  );
}

const incidentOf = ({ incidents }: Instance, { incidentId }: Maintenance): IncidentSummary | undefined =>
  incidents.find(({ id }) => id === incidentId);
