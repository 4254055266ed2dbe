import { useRef, type KeyboardEvent } from 'react';
import { useAppState, useSelectedInstance } from '../store/store';
import { selectInstance, useUi } from '../store/ui';
import { visibleInstances } from './filter';
import styles from './instance-list.module.css';
import { InstanceRow } from './instance-row';

/** The list is one stop of the Tab key; arrow keys, Home and End move in it and choose. */
export function InstanceList() {
  const list = useRef<HTMLUListElement>(null);
  const all = useAppState((state) => state.instances);
  const instances = visibleInstances(
    all,
    useUi(({ search }) => search),
  );
  const selectedId = useSelectedInstance()?.id;
  const selectedShown = instances.some(({ id }) => id === selectedId);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = instances.findIndex(({ id }) => id === selectedId);
    const target = { ArrowDown: at + 1, ArrowUp: Math.max(at - 1, 0), Home: 0, End: instances.length - 1 }[event.key];
    const next = target === undefined ? undefined : instances[target];
    if (next === undefined) return;
    event.preventDefault();
    selectInstance(next.id);
    list.current?.querySelectorAll('button')[instances.indexOf(next)]?.focus();
  };

  return (
    <nav aria-label="Instances" className={styles.navigation}>
      <ul ref={list} className={styles.list} onKeyDown={onKeyDown}>
        {instances.map((instance, index) => (
          <li key={instance.id}>
            <InstanceRow
              instance={instance}
              current={instance.id === selectedId}
              reachable={selectedShown ? instance.id === selectedId : index === 0}
            />
          </li>
        ))}
      </ul>
      {instances.length === 0 && all.length > 0 && <p className={styles.nothing}>No instance matches.</p>}
    </nav>
  );
}
