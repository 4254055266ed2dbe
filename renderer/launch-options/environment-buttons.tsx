import { useState } from 'react';
import type { EnvironmentFile, LeftOutVariable } from '../../shared/environment-file';
import type { InstanceId } from '../../shared/ids';
import type { LaunchOptions } from '../../shared/launch-options';
import { run } from '../commands/run';
import { showPopup } from '../popups/toast-manager';
import { Button } from '../components/button';
import { CheckBox } from '../components/check-box';
import { Question } from '../components/question';

export function ImportButton({ onRead }: { readonly onRead: (file: EnvironmentFile) => void }) {
  const [busy, setBusy] = useState(false);
  const choose = async (): Promise<void> => {
    setBusy(true);
    const read = await run('import-environment', undefined);
    setBusy(false);
    if (read.ok && read.value.file !== null) onRead(read.value.file);
  };
  return (
    <Button busy={busy} onClick={() => void choose()}>
      Import .env…
    </Button>
  );
}

interface ExportButtonProps {
  readonly instanceId: InstanceId;
  readonly saved: LaunchOptions;
  /** Something is typed that is not saved yet. */
  readonly isUnsaved: boolean;
}

/** Secrets stay out unless the person says otherwise, each time anew. */
export function ExportButton({ instanceId, saved, isUnsaved }: ExportButtonProps) {
  const [asking, setAsking] = useState(false);
  const [withSecrets, setWithSecrets] = useState(false);
  const secrets = saved.environment.flatMap(({ name, secret }) => (secret ? [name] : []));

  const write = async (chosen: boolean): Promise<void> => {
    setAsking(false);
    const written = await run('export-environment', { instanceId, withSecrets: chosen });
    if (!written.ok || written.value.path === null) return;
    const { path, leftOut } = written.value;
    showPopup({ type: 'note', title: 'The environment was exported', text: exportedInWords(path, leftOut, isUnsaved) });
  };

  return (
    <>
      <Button
        aria-disabled={saved.environment.length === 0}
        onClick={() => {
          if (saved.environment.length === 0) return;
          setWithSecrets(false);
          if (secrets.length > 0) setAsking(true);
          else void write(false);
        }}
      >
        Export .env…
      </Button>
      <Question
        open={asking}
        title="Export the environment?"
        text={`${secrets.join(', ')} ${secrets.length === 1 ? 'is a secret' : 'are secrets'}. In a file they can be read by every program of yours.`}
        answer="Export"
        onAnswer={() => void write(withSecrets)}
        onClose={() => {
          setAsking(false);
        }}
      >
        <CheckBox label="With the values of secrets" checked={withSecrets} onChange={setWithSecrets} />
      </Question>
    </>
  );
}

function exportedInWords(path: string, leftOut: readonly LeftOutVariable[], isUnsaved: boolean): string {
  return [
    path,
    ...leftOut.map(({ name, why }) => `${name} is not in it: it ${why}.`),
    ...(isUnsaved ? ['What is not saved yet is not in it.'] : []),
  ].join(' ');
}
