import { Database, Plus } from 'lucide-react';
import { Button } from '../components/button';
import { openDialog } from '../store/ui';
import styles from './empty-page.module.css';

export function EmptyPage() {
  return (
    <div className={styles.page}>
      <Database size={28} strokeWidth={1.5} aria-hidden className={styles.glyph} />
      <h1 className={styles.title}>No instances yet</h1>
      <p className={styles.text}>
        Run PocketBase on this computer. You always see what is really running. If one crashes, Basekeeper takes it
        offline and tells you why.
      </p>
      <Button
        variant="primary"
        icon={Plus}
        onClick={() => {
          openDialog({ kind: 'new-instance' });
        }}
      >
        New instance
      </Button>
    </div>
  );
}
