import { ArrowUp } from 'lucide-react';
import { focusOn, TARGETS } from '../components/focus';
import { Button } from '../components/button';
import { showTab } from '../store/ui';
import styles from '../components/danger-zone.module.css';

export function RestoreRow() {
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <h3 className={styles.title}>Backups</h3>
        <p className={styles.text}>Replaces the data with that of a backup. What is there now is backed up first.</p>
      </div>
      <Button
        variant="danger"
        iconAfter={ArrowUp}
        onClick={() => {
          showTab('backups');
          requestAnimationFrame(() => focusOn(TARGETS.backups));
        }}
      >
        Restore a backup
      </Button>
    </div>
  );
}
