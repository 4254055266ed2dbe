import { FolderOpen } from 'lucide-react';
import { pidOf, type Instance } from '../../shared/instance';
import { IconButton } from '../components/button';
import { perform } from '../commands/commands';
import { Fact } from './fact';
import styles from './instance-page.module.css';
import { UsageFacts } from './usage-facts';

export function Facts({ instance }: { readonly instance: Instance }) {
  const pid = pidOf(instance.state);
  return (
    <dl className={styles.facts}>
      <Fact name="PocketBase">{instance.version}</Fact>
      <UsageFacts instance={instance} />
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
