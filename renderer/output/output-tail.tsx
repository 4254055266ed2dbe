import { ArrowRight } from 'lucide-react';
import { useId, useSyncExternalStore } from 'react';
import type { InstanceId } from '../../shared/ids';
import { Button } from '../components/button';
import { liveOutput } from '../store/live-output';
import { showTab } from '../store/ui';
import styles from './output.module.css';

const LINES = 8;

/** The last words of an instance, and the way to all others. */
export function OutputTail({ instanceId }: { readonly instanceId: InstanceId }) {
  const headingId = useId();
  const output = useSyncExternalStore(liveOutput.subscribe, liveOutput.get);
  const isMine = output.instanceId === instanceId;
  const lines = isMine ? output.blocks.slice(-2).flatMap((block) => block.lines) : [];
  return (
    <section aria-labelledby={headingId} className={styles.section}>
      <div className={styles.toolbar}>
        <h2 id={headingId} className={styles.heading}>
          Output
        </h2>
        <span className={styles.spring} />
        <Button variant="quiet" iconAfter={ArrowRight} onClick={() => showTab('output')}>
          All output
        </Button>
      </div>
      <div role="log" aria-label="Output" className={styles.tail}>
        {lines.slice(-LINES).map(({ sequence, kind, text }) => (
          <div key={sequence} className={kind === 'mark' ? styles.mark : styles.tailLine} title={text}>
            {kind === 'mark' ? <span>{text}</span> : text}
          </div>
        ))}
        {lines.length === 0 && isMine && output.loaded && <p className={styles.nothing}>No output yet.</p>}
      </div>
    </section>
  );
}
