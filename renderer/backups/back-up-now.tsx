import { useRef, useState } from 'react';
import type { Allowed } from '../../shared/display-status';
import type { InstanceId } from '../../shared/ids';
import { run } from '../commands/run';
import { CommandButton } from '../components/button';
import { TextField } from '../components/text-field';
import styles from './backups.module.css';
import { labelProblem } from './label';

interface BackUpNowProps {
  readonly instanceId: InstanceId;
  readonly allowed: Allowed;
}

export function BackUpNow({ instanceId, allowed }: BackUpNowProps) {
  const [label, setLabel] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const problem = labelProblem(label);

  const backUp = async (): Promise<void> => {
    if (busy || !allowed.allowed) return;
    if (problem !== undefined) {
      field.current?.focus();
      return;
    }
    setBusy(true);
    const begun = await run('back-up', { instanceId, label: label.trim() });
    setBusy(false);
    if (begun.ok) setLabel('');
  };

  return (
    <form
      noValidate
      className={styles.now}
      onSubmit={(event) => {
        event.preventDefault();
        void backUp();
      }}
    >
      <TextField
        ref={field}
        label="Label"
        placeholder="Optional, e.g. before the big change"
        value={label}
        problem={problem}
        onChange={setLabel}
        beside={
          <CommandButton submit variant="primary" allowed={allowed} busy={busy} className={styles.backUp}>
            Back up now
          </CommandButton>
        }
      />
    </form>
  );
}
