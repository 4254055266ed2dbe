import { useId } from 'react';
import type { Instance } from '../../shared/instance';
import { ManageRows } from '../manage/manage-rows';
import styles from '../components/danger-zone.module.css';
import { MaintenanceRow } from './maintenance-row';
import { PortRow } from './port-row';
import { ReachRow } from './reach-row';
import { RestartButton } from '../commands/restart-button';
import { RestoreRow } from './restore-row';
import { VersionRow } from './version-row';

/** What stops an instance from serving, at the very bottom of its page. */
export function DangerZone({ instance }: { readonly instance: Instance }) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId} className={styles.heading}>
        Danger Zone
      </h2>
      <div className={styles.zone}>
        <MaintenanceRow instance={instance} />
        <div className={styles.row}>
          <div className={styles.words}>
            <h3 className={styles.title}>Restart</h3>
            <p className={styles.text}>Stops pocketbase and starts it again. Requests in between are not answered.</p>
          </div>
          <RestartButton variant="danger" instance={instance}>
            Restart now
          </RestartButton>
        </div>
        <VersionRow instance={instance} />
        <RestoreRow />
        <PortRow instance={instance} />
        <ReachRow instance={instance} />
        <ManageRows instance={instance} />
      </div>
    </section>
  );
}
