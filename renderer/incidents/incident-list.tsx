import { useId, useState } from 'react';
import type { Instance } from '../../shared/instance';
import { Button } from '../components/button';
import { useUi } from '../store/ui';
import { IncidentItem } from './incident-item';
import styles from './incidents.module.css';

const SHOWN_AT_FIRST = 10;

/** Newest first, as main sends them. */
export function IncidentList({ instance }: { readonly instance: Instance }) {
  const headingId = useId();
  const [all, setAll] = useState(false);
  const wanted = useUi(({ shownIncident }) => shownIncident);
  const { incidents } = instance;
  const wantedAt = incidents.findIndex(({ id }) => id === wanted?.incidentId);
  const shown = all ? incidents : incidents.slice(0, Math.max(SHOWN_AT_FIRST, wantedAt + 1));
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId} className={styles.heading}>
        Incidents
      </h2>
      {incidents.length === 0 && <p className={styles.text}>No incidents. It has never stopped unexpectedly.</p>}
      {/* Always there, also when empty: assistive technology and scripts find it by its name. */}
      <ol aria-label="Incidents" className={styles.list}>
        {shown.map((incident) => (
          <IncidentItem
            key={incident.id}
            instanceId={instance.id}
            incident={incident}
            current={wanted?.incidentId === incident.id}
          />
        ))}
      </ol>
      {shown.length < incidents.length && (
        <Button
          variant="quiet"
          onClick={() => {
            setAll(true);
          }}
        >
          Show all {incidents.length}
        </Button>
      )}
    </section>
  );
}
