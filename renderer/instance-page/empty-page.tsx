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
        Basekeeper keeps PocketBase instances on this computer and always says truthfully whether one is being served.
        Whenever one stops by itself, it goes into maintenance and you are told why.
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
