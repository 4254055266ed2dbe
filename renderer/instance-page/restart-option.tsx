import { useState } from 'react';
import { useStore } from 'zustand';
import type { InstanceId } from '../../shared/ids';
import { DEFAULT_RESTART_POLICY, type RestartPolicy } from '../../shared/restart-policy';
import { SETTINGS } from '../../shared/settings';
import { run } from '../commands/run';
import { bridge } from '../store/bridge';
import { showError } from '../popups/toast-manager';
import { TextField } from '../components/text-field';
import styles from './instance-page.module.css';
import { Option } from './option';
import { createPolicyForm, policyTexts, type PolicyField } from './restart-policy-form';

interface RestartOptionProps {
  readonly instanceId: InstanceId;
  readonly policy: RestartPolicy | null;
}

/** Off: maintenance at once. On: some tries first, for what may pass by itself. */
export function RestartOption({ instanceId, policy }: RestartOptionProps) {
  return (
    <Option
      label={SETTINGS.restartPolicy.field}
      text="Restart after a crash. Maintenance turns on after the last attempt. Never for port, configuration, migration or data problems."
      on={policy !== null}
      onChange={(on) => {
        void run('set-instance-options', { instanceId, restartPolicy: on ? DEFAULT_RESTART_POLICY : null });
      }}
    >
      {policy !== null && <PolicyFields instanceId={instanceId} policy={policy} />}
    </Option>
  );
}

/** Saved with Enter, or when a field is left; Escape goes back. What main refuses stays as it was typed, with the reason. */
function PolicyFields({ instanceId, policy }: RestartOptionProps & { readonly policy: RestartPolicy }) {
  const [{ change, revert, commit, ...store }] = useState(() => createPolicyForm(bridge, instanceId));
  const { typed, problems } = useStore(store);
  const texts = policyTexts(typed, policy);
  const save = async (): Promise<void> => {
    const error = await commit(policy);
    if (error !== null) showError(error);
  };
  const field = (name: PolicyField) => ({
    value: texts[name],
    inputMode: 'numeric' as const,
    problem: problems[name],
    onBlur: () => void save(),
    onChange: (text: string) => {
      change({ [name]: text });
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
      onKeyDown={(event) => {
        if (event.key === 'Escape') revert();
      }}
    >
      <TextField label="Tries" {...field('tries')} />
      <TextField label="Within minutes" {...field('windowMinutes')} />
      {/* Enter in a form with several fields needs a button to press. */}
      <button type="submit" hidden />
    </form>
  );
}
