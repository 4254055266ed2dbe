import { ArrowDown } from 'lucide-react';
import { displayStatus, isHeld } from '../../shared/display-status';
import type { IncidentSummary } from '../../shared/incident';
import type { Instance, Maintenance } from '../../shared/instance';
import { servedInMaintenance } from '../../shared/words/incident-words';
import { maintenanceAnswerInWords } from '../../shared/words/maintenance-answer-words';
import { focusOn, TARGETS, taskTarget } from '../components/focus';
import { Button } from '../components/button';
import { timeInFull, timeInWords } from '../components/clock';
import { StatusGlyph } from '../components/status-glyph';
import { useOperationOn } from '../store/store';
import { showTab } from '../store/ui';
import styles from './maintenance-bar.module.css';
import { maintenanceReason } from './maintenance-reason';
import { PortRemedy } from './port-remedy';

interface MaintenanceBarProps {
  readonly instance: Instance;
  readonly maintenance: Maintenance;
}

/** Says on top of the page that nothing is served, since when and why, and leads down to the switch. */
export function MaintenanceBar({ instance, maintenance }: MaintenanceBarProps) {
  const { kind } = displayStatus(instance);
  const operation = useOperationOn(instance.id);
  const task = isHeld(instance, operation) ? operation : undefined;
  // Who has the port is the reason itself.
  const saidAlready = isAboutPort(instance, maintenance) && instance.maintenanceAnswer.kind === 'port-in-use';
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
              In maintenance since {since}. {servedInMaintenance(incidentOf(instance, maintenance)?.cause ?? null)}
            </>
          ) : (
            'Entering maintenance. Waiting for pocketbase to exit.'
          )}
        </p>
        <p className={styles.reason}>
          {maintenanceReason(maintenance, instance.incidents, task)}
          {kind === 'maintenance' && !saidAlready && ` ${maintenanceAnswerInWords(instance)}`.trimEnd()}
        </p>
        {kind === 'maintenance' && isAboutPort(instance, maintenance) && <PortRemedy instance={instance} />}
      </div>
      <Button
        variant="quiet"
        iconAfter={ArrowDown}
        className={styles.down}
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
    </section>
  );
}

const incidentOf = ({ incidents }: Instance, { incidentId }: Maintenance): IncidentSummary | undefined =>
  incidents.find(({ id }) => id === incidentId);

/** It could not start because of the port that it still has. */
function isAboutPort(instance: Instance, maintenance: Maintenance): boolean {
  const incident = incidentOf(instance, maintenance);
  const isPort = incident?.cause === 'port-taken' || incident?.cause === 'port-not-permitted';
  return isPort && incident.port === instance.port;
}
