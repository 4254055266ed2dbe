import { unlessUnderway } from '../../shared/display-status';
import { useId } from 'react';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { operationOn } from '../../shared/operation';
import { bytesInWords } from '../../shared/words/bytes-in-words';
import { errorWords } from '../../shared/words/error-words';
import { bridge } from '../store/bridge';
import { run } from '../commands/run';
import { CommandButton } from '../components/button';
import { useAppState } from '../store/store';
import styles from './manage.module.css';
import { Superusers } from './superusers';
import { useFresh } from '../store/use-fresh';

/** What the instance takes on the disk, whether it is in order, and who may sign in. */
export function DataSection({ instance }: { readonly instance: Instance }) {
  const headingId = useId();
  const underway = useAppState(({ operations }) => operationOn(operations, instance.id));
  const allowed = unlessUnderway(underway);
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId} className={styles.heading}>
        Data
      </h2>
      <Sizes instance={instance} />
      <div className={styles.rows}>
        <div className={styles.row}>
          <div>
            <h3 className={styles.title}>Integrity</h3>
            <p className={styles.text}>Checks every database page. If it is running, a copy is checked instead.</p>
          </div>
          <CommandButton
            allowed={underway?.kind === 'check-integrity' ? { allowed: true } : allowed}
            busy={underway?.kind === 'check-integrity'}
            onClick={() => {
              void run('check-integrity', { instanceId: instance.id });
            }}
          >
            Check integrity
          </CommandButton>
        </div>
        <div className={styles.row}>
          <div>
            <h3 className={styles.title}>Free space</h3>
            <p className={styles.text}>Frees the space of deleted records (VACUUM). Offline while it runs.</p>
          </div>
          <CommandButton
            allowed={underway?.kind === 'compact' ? { allowed: true } : allowed}
            busy={underway?.kind === 'compact'}
            onClick={() => {
              void run('compact', { instanceId: instance.id });
            }}
          >
            Compact
          </CommandButton>
        </div>
      </div>
      <Superusers instance={instance} />
    </section>
  );
}

const askSizes = (instanceId: InstanceId) => bridge.call('get-sizes', { instanceId });

function Sizes({ instance }: { readonly instance: Instance }) {
  const { value, problem } = useFresh(askSizes, instance);
  if (value === null && problem !== null) return <p className={styles.text}>{errorWords(problem).text}</p>;
  const facts = [
    ['Databases', value?.databases],
    ['Uploaded files', value?.files],
    ['Output kept', value?.logs],
    ['Backups', value?.backups],
  ] as const;
  return (
    <dl aria-label="Sizes" className={styles.sizes}>
      {facts.map(([name, bytes]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{bytes === undefined ? '–' : bytesInWords(bytes)}</dd>
        </div>
      ))}
    </dl>
  );
}
