import { useId } from 'react';
import { allowedCommands, displayStatus } from '../../shared/display-status';
import type { Instance, Maintenance } from '../../shared/instance';
import { isWished } from '../../shared/maintenance-reason';
import { maintenanceSetterInWords } from '../../shared/words/status-words';
import { maintenanceAnswerInWords } from '../../shared/words/maintenance-answer-words';
import { focusOn, TARGETS } from '../components/focus';
import { timeInFull, timeInWords } from '../components/clock';
import { SwitchControl } from '../components/switch';
import { HelpLink } from '../help/help-link';
import { IncidentLink } from '../incidents/incident-link';
import { toggleMaintenance, useIsOnTheWay } from '../commands/commands';
import { useOperationOn } from '../store/store';
import { openDialog, showTab } from '../store/ui';
import { TextLink } from '../components/text-link';
import styles from '../components/danger-zone.module.css';
import { maintenanceReason } from './maintenance-reason';
import { useEndInWords } from './use-end-in-words';

/** The switch. It shows what is: “on” only once the exit is confirmed, and never what was merely pressed. */
export function MaintenanceRow({ instance }: { readonly instance: Instance }) {
  const textId = useId();
  const whyNotId = useId();
  const { kind } = displayStatus(instance);
  const entering = useIsOnTheWay('enter-maintenance', instance.id);
  const leaving = useIsOnTheWay('leave-maintenance', instance.id);
  const pending = entering || leaving || kind === 'entering-maintenance';
  const on = kind === 'maintenance';
  const { leaveMaintenance } = allowedCommands(instance, useOperationOn(instance.id));
  const whyNot = leaveMaintenance.allowed ? null : leaveMaintenance.why;
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <h3 className={styles.title}>Maintenance mode</h3>
        <p id={textId} className={styles.text}>
          Stops PocketBase. No requests are processed until you turn it off.{' '}
          <HelpLink to="maintenance">What it does</HelpLink>
        </p>
        {whyNot !== null && (
          <p id={whyNotId} className={styles.note}>
            {whyNot}
          </p>
        )}
        <Why instance={instance} />
      </div>
      <div className={styles.control}>
        <span aria-hidden className={styles.word} data-on={on || pending ? '' : undefined}>
          {pending ? (on ? 'Leaving…' : 'Entering…') : on ? 'On' : 'Off'}
        </span>
        <SwitchControl
          id={TARGETS.maintenanceSwitch}
          label="Maintenance mode"
          tone="maintenance"
          on={on}
          pending={pending}
          refused={whyNot !== null}
          describedBy={whyNot === null ? textId : `${textId} ${whyNotId}`}
          onChange={() => {
            toggleMaintenance(instance);
          }}
        />
      </div>
    </div>
  );
}

function Why({ instance }: { readonly instance: Instance }) {
  const { maintenance } = instance.intent;
  if (maintenance === null) return null;
  const { since, setBy, incidentId, note } = maintenance;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Reason</dt>
        <dd>
          {maintenanceReason(maintenance, instance.incidents)}{' '}
          <IncidentLink instance={instance} incidentId={incidentId} />
        </dd>
      </div>
      {note !== undefined && (
        <div>
          <dt>Note</dt>
          <dd>{note}</dd>
        </div>
      )}
      <div>
        <dt>Since</dt>
        <dd>
          <time dateTime={since} title={timeInFull(since)}>
            {timeInWords(since)}
          </time>
        </dd>
      </div>
      {isWished(maintenance.reason) && <Ends instance={instance} maintenance={maintenance} />}
      <div>
        <dt>Set by</dt>
        <dd>{maintenanceSetterInWords(setBy)}</dd>
      </div>
      {displayStatus(instance).kind === 'maintenance' && (
        <div>
          <dt>Clients</dt>
          {/* Known a moment later. */}
          <dd>{maintenanceAnswerInWords(instance) || '…'}</dd>
        </div>
      )}
      {displayStatus(instance).kind === 'maintenance' && (
        <div>
          <dt>Next start</dt>
          <dd>
            <TextLink
              onClick={() => {
                showTab('overview');
                requestAnimationFrame(() => focusOn(TARGETS.startChecks));
              }}
            >
              See what it would find
            </TextLink>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Ends({ instance, maintenance }: { readonly instance: Instance; readonly maintenance: Maintenance }) {
  const end = useEndInWords(maintenance);
  return (
    <div>
      <dt>Ends</dt>
      <dd>
        {end === '' ? 'when you end it' : end}{' '}
        <TextLink
          onClick={() => {
            openDialog({ kind: 'maintenance-end', instanceId: instance.id });
          }}
        >
          {end === '' ? 'Set an end…' : 'Extend…'}
        </TextLink>
      </dd>
    </div>
  );
}
