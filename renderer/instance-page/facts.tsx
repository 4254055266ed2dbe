import { FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { pidOf, type Instance } from '../../shared/instance';
import { durationInWords } from '../../shared/words/status-words';
import { IconButton } from '../components/button';
import { classNames } from '../components/class-names';
import { useNow } from '../components/clock';
import { perform } from '../store/commands';
import styles from './instance-page.module.css';

export function Facts({ instance }: { readonly instance: Instance }) {
  const { state } = instance;
  const runningSince = state.kind === 'running' ? state.since : null;
  const now = useNow(runningSince !== null);
  const pid = pidOf(state);
  return (
    <dl className={styles.facts}>
      <Fact name="PocketBase">{instance.version}</Fact>
      <Fact name="Uptime">{runningSince === null ? '–' : durationInWords(now - Date.parse(runningSince))}</Fact>
      <Fact name="Process">{pid === null ? 'none' : `pid ${pid}`}</Fact>
      <Fact name="Folder" className={styles.folder}>
        <span className={styles.path} title={instance.folder}>
          {instance.folder}
        </span>
        <IconButton
          icon={FolderOpen}
          label="Open folder"
          onClick={() => {
            perform('open-folder', instance.id);
          }}
        />
      </Fact>
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

function Fact({ name, className, children }: FactProps) {
  return (
    <div className={classNames(styles.fact, className)}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
