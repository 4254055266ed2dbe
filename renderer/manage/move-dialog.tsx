import { FolderOpen } from 'lucide-react';
import { useRef, useState, type RefObject } from 'react';
import type { Instance } from '../../shared/instance';
import { run } from '../commands/run';
import { bridge } from '../store/bridge';
import { IconButton } from '../components/button';
import { Modal } from '../components/dialog';
import { TextField } from '../components/text-field';
import { closeDialog } from '../store/ui';
import styles from './manage.module.css';
import { CommandForm } from './command-form';
import { OtherFiles } from './other-files';
import { useOthers } from './use-others';
import { useSend } from './use-send';

export function MoveDialog({ instance }: { readonly instance: Instance }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <Modal open title={`Move ${instance.name}`} initialFocus={field} onClose={closeDialog}>
      <MoveForm instance={instance} field={field} />
    </Modal>
  );
}

interface MoveFormProps {
  readonly instance: Instance;
  readonly field: RefObject<HTMLInputElement | null>;
}

function MoveForm({ instance: { id: instanceId, folder: present }, field }: MoveFormProps) {
  const [folder, setFolder] = useState('');
  const [everything, setEverything] = useState(false);
  const others = useOthers(instanceId);
  const sending = useSend(() => bridge.call('move-instance', { instanceId, folder: folder.trim(), everything }));
  const change = (typed: string): void => {
    setFolder(typed);
    sending.forget();
  };
  const choose = async (): Promise<void> => {
    const chosen = await run('choose-folder', undefined);
    if (chosen.ok && chosen.value.folder !== null) change(chosen.value.folder);
  };
  return (
    <CommandForm sending={sending} answer="Move" fields={['folder']}>
      <p className={styles.text}>
        {others.length === 0 || everything ? 'Everything' : 'What belongs to it'} in{' '}
        <span className={styles.path}>{present}</span> goes to the new folder. The instance is offline while this runs,
        then returns to its present state.
      </p>
      <TextField
        ref={field}
        label="New folder"
        hint="An absolute path. The folder must be empty, or not there yet."
        mono
        value={folder}
        problem={sending.problem('folder')}
        onChange={change}
        after={<IconButton icon={FolderOpen} label="Choose a folder…" onClick={() => void choose()} />}
      />
      <OtherFiles
        others={others}
        label="Also move everything else in this folder"
        everything={everything}
        onEverything={setEverything}
      />
    </CommandForm>
  );
}
