import { useId } from 'react';
import type { Instance } from '../../shared/instance';
import { ManageRows } from '../manage/manage-rows';
import styles from '../components/danger-zone.module.css';
import { PortRow } from './port-row';
import { VersionRow } from './version-row';

/** Name, version, port and place of an instance. */
export function General({ instance }: { readonly instance: Instance }) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId} className={styles.heading}>
        General
      </h2>
      <div className={styles.general}>
        <VersionRow instance={instance} />
        <PortRow instance={instance} />
        <ManageRows instance={instance} />
      </div>
    </section>
  );
}
