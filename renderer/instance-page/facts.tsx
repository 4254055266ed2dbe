import { FolderOpen } from 'lucide-react';
import { pidOf, type Instance } from '../../shared/instance';
import { lastIncidentInWords, nextBackupInWords, statusSentence } from '../../shared/words/overview-words';
import { IconButton } from '../components/button';
import { useNow } from '../components/clock';
import { TextLink } from '../components/text-link';
import { perform } from '../commands/commands';
import { showIncident, showTab } from '../store/ui';
import { Fact } from './fact';
import styles from './instance-page.module.css';

/** What it should be and what it is. */
export function StatusSentence({ instance }: { readonly instance: Instance }) {
  const now = new Date(useNow(true, 30_000));
  return <p className={styles.sentence}>{statusSentence(instance, now)}</p>;
}

/** What runs where, what was last and what comes next. */
export function Facts({ instance }: { readonly instance: Instance }) {
  const pid = pidOf(instance.state);
  // “Yesterday” and the next backup move on by themselves.
  const now = new Date(useNow(true, 30_000));
  const [last] = instance.incidents;
  return (
    <dl className={styles.facts}>
      <Fact name="PocketBase">{instance.version}</Fact>
      <Fact name="Process">{pid === null ? 'none' : `pid ${pid}`}</Fact>
      <Fact name="Last incident">
        {last === undefined ? (
          'never'
        ) : (
          <TextLink onClick={() => showIncident(instance.id, last.id)}>{lastIncidentInWords(instance, now)}</TextLink>
        )}
      </Fact>
      <Fact name="Next backup">
        <TextLink onClick={() => showTab('backups')}>
          {nextBackupInWords(instance.backups.schedule, now) ?? 'not scheduled'}
        </TextLink>
      </Fact>
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
