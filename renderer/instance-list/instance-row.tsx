import { Check, Network } from 'lucide-react';
import { memo, type MouseEvent } from 'react';
import { displayStatus, isDegraded, unansweredOf } from '../../shared/display-status';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { hasNetworkAccess, isLaunchedWithOlder } from '../../shared/launched-with';
import { statusInWords, WARNING_WORDS } from '../../shared/words/status-words';
import { TARGETS } from '../components/focus';
import { DegradedGlyph, StatusGlyph } from '../components/status-glyph';
import { useOperationOn } from '../store/store';
import styles from './instance-list.module.css';
import { rowAction } from './row-action';
import { TagMarks } from './tag-marks';
import { whyInShort } from './why-in-short';

interface InstanceRowProps {
  readonly instance: Instance;
  readonly current: boolean;
  /** Is this the row the Tab key stops at? */
  readonly reachable: boolean;
  readonly selected: boolean;
  readonly onChosen: (id: InstanceId, event: Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>) => void;
  readonly onToggled: (id: InstanceId) => void;
}

/** What the row says of an instance beside its name; null while there is nothing but that it runs. */
const noteOf = (instance: Instance): string | null => {
  const [warning] = isDegraded(instance) ? instance.warnings : [];
  if (warning !== undefined) return WARNING_WORDS[warning.kind].title;
  return isLaunchedWithOlder(instance) ? 'restart to apply settings' : whyInShort(instance);
};

const isSuspect = (instance: Instance): boolean => isDegraded(instance) || unansweredOf(instance) !== null;

/** Has it a second line? One that runs as it should needs none. */
export const hasSecondLine = (instance: Instance): boolean =>
  displayStatus(instance).kind !== 'running' || isSuspect(instance) || isLaunchedWithOlder(instance);

export const InstanceRow = memo(function InstanceRow(props: InstanceRowProps) {
  const { instance, current, reachable, selected, onChosen, onToggled } = props;
  const { kind } = displayStatus(instance);
  const suspect = isSuspect(instance);
  const why = noteOf(instance);
  return (
    <div className={styles.item} data-selected={selected ? '' : undefined}>
      <span className={styles.check}>
        <input
          type="checkbox"
          className={styles.box}
          aria-label={`Select ${instance.name}`}
          tabIndex={-1}
          checked={selected}
          onChange={() => {
            onToggled(instance.id);
          }}
        />
        <Check size={11} strokeWidth={3} aria-hidden className={styles.tick} />
      </span>
      <button
        type="button"
        id={current ? TARGETS.currentRow : undefined}
        className={styles.row}
        data-row={instance.id}
        data-kind={kind}
        data-degraded={suspect ? '' : undefined}
        aria-current={current ? 'page' : undefined}
        tabIndex={reachable ? 0 : -1}
        onClick={(event) => {
          onChosen(instance.id, event);
        }}
      >
        {suspect ? <DegradedGlyph /> : <StatusGlyph kind={kind} />}
        <span className={styles.title}>
          <span className={styles.name} title={instance.name} dir="auto">
            {instance.name}
          </span>
          <TagMarks tags={instance.tags} />
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
        <span className={hasSecondLine(instance) ? styles.status : 'visually-hidden'} title={why ?? undefined}>
          <span className={styles.word}>{statusInWords(instance)}</span>
          {why !== null && <span className={styles.why}> · {why}</span>}
        </span>
      </button>
      <RowAction instance={instance} />
    </div>
  );
});

function RowAction({ instance }: { readonly instance: Instance }) {
  const action = rowAction(instance, useOperationOn(instance.id));
  if (action === null) return null;
  const { verb, label, icon: Icon, act } = action;
  return (
    <button type="button" className={styles.action} aria-label={label} title={verb} tabIndex={-1} onClick={act}>
      <Icon size={13} strokeWidth={2} aria-hidden />
    </button>
  );
}
