import { useId, useState } from 'react';
import { useStore } from 'zustand';
import type { Instance } from '../../shared/instance';
import { bridge } from '../store/bridge';
import { createBackupForm } from './backup-form';
import { FolderOption } from './folder-option';
import styles from './backup-options.module.css';
import { RetentionOption } from './retention-option';
import { ScheduleOption } from './schedule-option';

/** When backups are made by themselves, which ones are kept, and where. Saved on change, like every option. */
export function BackupOptions({ instance }: { readonly instance: Instance }) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId} className={styles.heading}>
        Backup options
      </h2>
      <Fields key={instance.id} instance={instance} />
    </section>
  );
}

function Fields({ instance }: { readonly instance: Instance }) {
  const [form] = useState(() => createBackupForm(bridge, instance.id));
  const state = useStore(form);
  const given = { form, state, saved: instance.backups };
  return (
    <div className={styles.options}>
      <ScheduleOption {...given} />
      <RetentionOption {...given} />
      <FolderOption {...given} />
    </div>
  );
}
