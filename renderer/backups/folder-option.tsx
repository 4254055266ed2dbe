import { FolderOpen } from 'lucide-react';
import type { LeftBackups } from '../../shared/backup';
import { run } from '../commands/run';
import { Button } from '../components/button';
import { TextField } from '../components/text-field';
import styles from './backup-options.module.css';
import { fieldOf, GroupForm, told, type GroupProps } from './group';

export function FolderOption(props: GroupProps) {
  const { form, saved, state } = props;
  const chooseFolder = async (): Promise<void> => {
    const chosen = await run('choose-folder', undefined);
    if (!chosen.ok || chosen.value.folder === null) return;
    form.change({ folder: chosen.value.folder });
    await told(form.commit('folder', { ...saved }));
  };
  return (
    <GroupForm group="folder" {...props}>
      <TextField
        label="Folder of the backups"
        mono
        placeholder="Basekeeper’s own"
        hint="Another drive keeps backups when this one is lost."
        {...fieldOf('folder', 'folder', props)}
        beside={
          <Button icon={FolderOpen} onClick={() => void chooseFolder()}>
            Choose folder…
          </Button>
        }
      />
      {saved.folder !== null && (
        <div>
          <Button
            onClick={() => {
              form.revert(['folder']);
              void told(form.choose('folder', { folder: null }));
            }}
          >
            Use Basekeeper’s own
          </Button>
        </div>
      )}
      <p aria-live="polite" className={styles.note}>
        {state.left !== null && leftInWords(state.left)}
      </p>
    </GroupForm>
  );
}

function leftInWords({ count, folder }: LeftBackups): string {
  const backups = count === 1 ? '1 backup' : `${String(count)} backups`;
  const what = count === null ? 'Backups from before, if there are any,' : `${backups} from before`;
  return `${what} ${count === 1 ? 'stays' : 'stay'} in ${folder}.`;
}
