import { useState } from 'react';
import type { CommandInput } from '../../shared/ipc';
import type { InstanceId } from '../../shared/instance';
import type { RestartPolicy } from '../../shared/restart-policy';
import { errorWords, problemsByField } from '../../shared/words/error-words';
import { bridge, run } from '../app/bridge';
import { TextField } from '../components/text-field';
import styles from './instance-page.module.css';
import { Option } from './option';

const USUAL: RestartPolicy = { tries: 3, windowMinutes: 10 };

interface RestartOptionProps {
  readonly instanceId: InstanceId;
  readonly policy: RestartPolicy | null;
}

/** Off: maintenance at once. On: some tries first, for what may pass by itself. */
export function RestartOption({ instanceId, policy }: RestartOptionProps) {
  return (
    <Option
      label="Try again by itself"
      text="Start it again when it ends by itself, and switch maintenance on only after the last try. Problems with the port, the configuration, a migration or the data are never tried again."
      on={policy !== null}
      onChange={(on) => {
        void run('set-instance-options', { instanceId, restartPolicy: on ? USUAL : null });
      }}
    >
      {policy !== null && (
        <PolicyFields
          key={`${String(policy.tries)} ${String(policy.windowMinutes)}`}
          instanceId={instanceId}
          policy={policy}
        />
      )}
    </Option>
  );
}

type Draft = Extract<NonNullable<CommandInput<'set-instance-options'>['restartPolicy']>, object>;

/** Saved with Enter, or when the field is left. What main refuses stays as it was typed, with the reason. */
function PolicyFields({ instanceId, policy }: RestartOptionProps & { readonly policy: RestartPolicy }) {
  const [draft, setDraft] = useState({ tries: String(policy.tries), windowMinutes: String(policy.windowMinutes) });
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});

  const save = async (): Promise<void> => {
    const isNew = draft.tries !== String(policy.tries) || draft.windowMinutes !== String(policy.windowMinutes);
    if (!isNew) return;
    const restartPolicy: Draft = { tries: draft.tries.trim(), windowMinutes: draft.windowMinutes.trim() };
    const saved = await bridge.call('set-instance-options', { instanceId, restartPolicy });
    if (saved.ok) return;
    const byField = problemsByField(saved.error);
    setProblems(Object.keys(byField).length > 0 ? byField : { 'restartPolicy.tries': errorWords(saved.error).text });
  };
  const field = (name: keyof typeof draft) => ({
    value: draft[name],
    inputMode: 'numeric' as const,
    problem: problems[`restartPolicy.${name}`],
    onBlur: () => void save(),
    onChange: (value: string) => {
      setDraft({ ...draft, [name]: value });
      setProblems({});
    },
  });

  return (
    <form
      noValidate
      className={styles.policy}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField label="Tries" {...field('tries')} />
      <TextField label="Minutes" {...field('windowMinutes')} />
      {/* Enter in a form with several fields needs a button to press. */}
      <button type="submit" hidden />
    </form>
  );
}
