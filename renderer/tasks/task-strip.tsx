import { useLayoutEffect, useRef, useState } from 'react';
import { isUnderway, type Operation } from '../../shared/operation';
import { counted } from '../../shared/words/backup-words';
import { run } from '../commands/run';
import { Button } from '../components/button';
import { useAppState } from '../store/store';
import { shownTasks } from './shown-tasks';
import { TaskItem } from './task-item';
import styles from './tasks.module.css';

/** So many that have ended are not dismissed one by one. */
const MANY = 3;

/** Along the bottom of the window, whatever page is open; not there while there is no task. */
export function TaskStrip() {
  const operations = useAppState((state) => state.operations);
  return operations.length === 0 ? null : <Strip operations={operations} />;
}

function Strip({ operations }: { readonly operations: readonly Operation[] }) {
  const [unfolded, setUnfolded] = useState(false);
  const strip = useRef<HTMLElement>(null);
  useHeightForPopups(strip);
  const { open, folded } = shownTasks(operations);
  const ended = operations.filter((one) => !isUnderway(one));
  const dismiss = (these: readonly Operation[]) => (): void => {
    for (const { id } of these) void run('dismiss-operation', { operationId: id });
  };
  return (
    <aside ref={strip} aria-label="Tasks" className={styles.strip}>
      <ul aria-label="Tasks">
        {(unfolded ? operations : open).map((operation) => (
          <TaskItem key={operation.id} operation={operation} />
        ))}
      </ul>
      {(folded.length > 0 || ended.length >= MANY) && (
        <div className={styles.more}>
          {folded.length > 0 && (
            <>
              <Button
                variant="quiet"
                aria-expanded={unfolded}
                onClick={() => {
                  setUnfolded(!unfolded);
                }}
              >
                {unfolded ? 'Show fewer' : counted(folded.length, 'earlier task')}
              </Button>
              <Button variant="quiet" onClick={dismiss(folded)}>
                Dismiss earlier
              </Button>
            </>
          )}
          {ended.length >= MANY && (
            <Button variant="quiet" onClick={dismiss(ended)}>
              Dismiss all
            </Button>
          )}
        </div>
      )}
    </aside>
  );
}

/** Popups stay above the strip. */
function useHeightForPopups(strip: React.RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    const observer = new ResizeObserver(([entry]) => {
      style.setProperty('--tasks', `${String(entry?.borderBoxSize[0]?.blockSize ?? 0)}px`);
    });
    if (strip.current !== null) observer.observe(strip.current);
    return () => {
      observer.disconnect();
      style.removeProperty('--tasks');
    };
  }, [strip]);
}
