import { Database, FolderOpen, Plus } from 'lucide-react';
import { FIRST_RUN } from '../../shared/words/first-steps-words';
import { run } from '../commands/run';
import { Button } from '../components/button';
import { openDialog } from '../store/ui';
import styles from './empty-page.module.css';

/** The first thing a person sees: two ways to begin. */
export function EmptyPage() {
  const openFolder = async (): Promise<void> => {
    const chosen = await run('choose-folder', undefined);
    if (chosen.ok && chosen.value.folder !== null) openDialog({ kind: 'new-instance', folder: chosen.value.folder });
  };
  return (
    <div className={styles.page}>
      <Database size={32} strokeWidth={1.5} aria-hidden className={styles.glyph} />
      <h1 className={styles.title}>{FIRST_RUN.title}</h1>
      <p className={styles.text}>{FIRST_RUN.text}</p>
      <div className={styles.ways}>
        <Button
          variant="primary"
          icon={Plus}
          onClick={() => {
            openDialog({ kind: 'new-instance' });
          }}
        >
          {FIRST_RUN.create}
        </Button>
        <Button icon={FolderOpen} onClick={() => void openFolder()}>
          {FIRST_RUN.open}
        </Button>
      </div>
      <p className={styles.note}>{FIRST_RUN.drop}</p>
      <p className={styles.note}>{FIRST_RUN.nothingIsSent}</p>
    </div>
  );
}
