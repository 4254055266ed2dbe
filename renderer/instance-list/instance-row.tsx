import { Network } from 'lucide-react';
import { displayStatus, isDegraded, unansweredOf } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import { hasNetworkAccess, isLaunchedWithOlder } from '../../shared/launched-with';
import { statusInWords, WARNING_WORDS } from '../../shared/words/status-words';
import { TARGETS } from '../components/focus';
import { DegradedGlyph, StatusGlyph } from '../components/status-glyph';
import { selectInstance } from '../store/ui';
import styles from './instance-list.module.css';
import { whyInShort } from './why-in-short';

interface InstanceRowProps {
  readonly instance: Instance;
  readonly current: boolean;
  /** Is this the row the Tab key stops at? */
  readonly reachable: boolean;
}

export function InstanceRow({ instance, current, reachable }: InstanceRowProps) {
  const { kind } = displayStatus(instance);
  const degraded = isDegraded(instance);
  const pending = isLaunchedWithOlder(instance);
  const suspect = degraded || unansweredOf(instance) !== null;
  const [warning] = degraded ? instance.warnings : [];
  const waits = pending ? 'restart to apply settings' : whyInShort(instance);
  const why = warning === undefined ? waits : WARNING_WORDS[warning.kind].title;
  return (
    <button
      type="button"
      id={current ? TARGETS.currentRow : undefined}
      className={styles.row}
      data-kind={kind}
      data-degraded={suspect ? '' : undefined}
      aria-current={current ? 'page' : undefined}
      tabIndex={reachable ? 0 : -1}
      onClick={() => {
        selectInstance(instance.id);
      }}
    >
      {suspect ? <DegradedGlyph /> : <StatusGlyph kind={kind} />}
      <span className={styles.name} title={instance.name}>
        {instance.name}
      </span>
      <span className={styles.version}>
        {hasNetworkAccess(instance) && (
          <span className={styles.reach} title="Reachable from other devices">
            <Network size={12} role="img" aria-label="Reachable from other devices" />
          </span>
        )}
        <span className="visually-hidden">version </span>
        {instance.version}
      </span>
      <span className={styles.port}>
        <span className="visually-hidden">port </span>
        {instance.port}
      </span>
      <span
        className={kind === 'running' && !suspect && !pending ? 'visually-hidden' : styles.status}
        title={why ?? undefined}
      >
        <span className={styles.word}>{statusInWords(instance)}</span>
        {why !== null && <span className={styles.why}> · {why}</span>}
      </span>
    </button>
  );
}
