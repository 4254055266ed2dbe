import { displayStatus } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import { STATUS_WORDS } from '../../shared/words/status-words';
import { TARGETS } from '../app/focus';
import { StatusGlyph } from '../components/status-glyph';
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
  const why = whyInShort(instance);
  return (
    <button
      type="button"
      id={current ? TARGETS.currentRow : undefined}
      className={styles.row}
      data-kind={kind}
      aria-current={current ? 'page' : undefined}
      tabIndex={reachable ? 0 : -1}
      onClick={() => {
        selectInstance(instance.id);
      }}
    >
      <StatusGlyph kind={kind} />
      <span className={styles.name} title={instance.name}>
        {instance.name}
      </span>
      <span className={styles.version}>
        <span className="visually-hidden">version </span>
        {instance.version}
      </span>
      <span className={styles.port}>
        <span className="visually-hidden">port </span>
        {instance.port}
      </span>
      <span className={kind === 'running' ? 'visually-hidden' : styles.status} title={why ?? undefined}>
        <span className={styles.word}>{STATUS_WORDS[kind]}</span>
        {why !== null && <span className={styles.why}> · {why}</span>}
      </span>
    </button>
  );
}
