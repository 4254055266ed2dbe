import { Siren } from 'lucide-react';
import { DRILL_NAME, isOfDrill } from '../../shared/crash-drill';
import { drillInWords } from '../../shared/words/drill-words';
import { run } from '../commands/run';
import { Button } from '../components/button';
import { clockInSeconds } from '../components/clock';
import { useAppState } from '../store/store';
import { selectInstance } from '../store/ui';
import styles from './crash-drill.module.css';

/** While there is a crash drill: what it has come to, and the way to remove it. */
export function CrashDrillBar() {
  const drill = useAppState((state) => state.drill);
  const instance = useAppState(({ instances }) => instances.find((one) => isOfDrill(drill, one)) ?? null);
  if (drill === null) return null;
  const isBusy = drill.stage === 'creating' || drill.stage === 'removing';
  return (
    <section aria-label={DRILL_NAME} className={styles.bar}>
      <Siren size={16} strokeWidth={2} aria-hidden />
      <p role="status" className={styles.words}>
        <strong className={styles.title}>{DRILL_NAME}</strong>{' '}
        {drillInWords(drill, instance, drill.killed === null ? '' : clockInSeconds(drill.killed.at))}
      </p>
      <div className={styles.buttons}>
        {instance !== null && (
          <Button variant="quiet" onClick={() => selectInstance(instance.id)}>
            Show it
          </Button>
        )}
        <Button busy={isBusy} onClick={() => void run('remove-crash-drill', undefined)}>
          Remove it
        </Button>
      </div>
    </section>
  );
}
