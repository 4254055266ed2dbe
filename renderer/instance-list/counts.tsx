import type { DisplayKind } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import { countGroups, LIST_GROUPS, SEARCH_FROM, type ListGroup } from '../../shared/list/list-view';
import { countInWords } from '../../shared/words/list-words';
import { DegradedGlyph, StatusGlyph } from '../components/status-glyph';
import { useListUi } from '../store/list-ui';
import styles from './sidebar.module.css';

const GLYPHS: Readonly<Record<Exclude<ListGroup, 'needs-you'>, DisplayKind>> = {
  running: 'running',
  maintenance: 'maintenance',
  stopped: 'stopped',
};

/** How many there are of each group. In a list that can be filtered, each shows only its own. */
export function Counts({ instances }: { readonly instances: readonly Instance[] }) {
  const chosen = useListUi((ui) => ui.group);
  const counts = countGroups(instances);
  const groups = LIST_GROUPS.filter((group) => counts[group] > 0 || chosen === group);
  const filters = instances.length >= SEARCH_FROM;
  return (
    <div className={styles.counts} role={filters ? 'group' : undefined} aria-label={filters ? 'Show only' : undefined}>
      {groups.map((group) => {
        const content = (
          <>
            {group === 'needs-you' ? <DegradedGlyph size={14} /> : <StatusGlyph kind={GLYPHS[group]} size={14} />}
            {countInWords(group, instances)}
          </>
        );
        if (!filters) {
          return (
            <span key={group} className={styles.count}>
              {content}
            </span>
          );
        }
        return (
          <button
            key={group}
            type="button"
            className={styles.filter}
            aria-pressed={chosen === group}
            onClick={() => {
              useListUi.setState({ group: chosen === group ? null : group });
            }}
          >
            {content}
          </button>
        );
      })}
    </div>
  );
}
