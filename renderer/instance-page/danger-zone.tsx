import { useId } from 'react';
import type { Instance } from '../../shared/instance';
import { EndRows } from '../manage/manage-rows';
import styles from '../components/danger-zone.module.css';
import { MaintenanceRow } from './maintenance-row';
import { ReachRow } from './reach-row';

/**
 * What stops an instance from serving or opens it up, at the very bottom of its page. Four rows, so that at the end of the
 * page the switch is in sight, in low windows too.
 */
export function DangerZone({ instance }: { readonly instance: Instance }) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId} className={styles.heading}>
        Danger Zone
      </h2>
      <div className={styles.zone}>
        <MaintenanceRow instance={instance} />
        <ReachRow instance={instance} />
        <EndRows instance={instance} />
      </div>
    </section>
  );
}
