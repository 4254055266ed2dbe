import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { isUnderway, type Operation } from '../../shared/operation';
import { counted } from '../../shared/words/backup-words';
import { run } from '../commands/run';
import { Button } from '../components/button';
import { bridge } from '../store/bridge';
import { useAppState } from '../store/store';
import { isGoneSoon, isToldElsewhere, shownTasks } from './shown-tasks';
import { TaskItem } from './task-item';
import styles from './tasks.module.css';

/** So many that have ended are not dismissed one by one. */
const MANY = 3;

/** Along the bottom of the window, whatever page is open; not there while there is no task. */
export function TaskStrip() {
  const all = useAppState((state) => state.operations);
  const operations = all.filter((one) => !isToldElsewhere(one));
  return operations.length === 0 ? null : <Strip operations={operations} />;
}

function Strip({ operations }: { readonly operations: readonly Operation[] }) {
  const [unfolded, setUnfolded] = useState(false);
  const strip = useRef<HTMLElement>(null);
  useHeightForPopups(strip);
  useGoneByThemselves(strip, operations);
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
            <Button
              variant="quiet"
              aria-expanded={unfolded}
              onClick={() => {
                setUnfolded(!unfolded);
              }}
            >
              {unfolded ? 'Show fewer' : counted(folded.length, 'earlier task')}
            </Button>
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

/** In milliseconds: long enough to read it, and to come back to it with the pointer or the keyboard. */
const SUCCESS_SHOWN_MS = 15_000;

/** Successes are dismissed after a while, unless somebody is in the strip or the window is hidden. */
function useGoneByThemselves(strip: React.RefObject<HTMLElement | null>, operations: readonly Operation[]): void {
  const ids = operations.filter(isGoneSoon).map(({ id }) => id);
  const key = ids.join(' ');
  useEffect(() => {
    if (key === '') return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      timer = setTimeout(() => {
        const isLookedAt = strip.current?.matches(':hover, :focus-within') === true;
        if (isLookedAt || document.visibilityState !== 'visible') wait();
        else for (const operationId of key.split(' ')) void bridge.call('dismiss-operation', { operationId });
      }, SUCCESS_SHOWN_MS);
    };
    wait();
    return () => {
      clearTimeout(timer);
    };
  }, [strip, key]);
}
