import { useState } from 'react';
import type { InstanceId } from '../../shared/ids';
import { DEFAULT_RESTART_POLICY, type RestartPolicy } from '../../shared/restart-policy';
import { SETTINGS } from '../../shared/settings';
import { run } from '../commands/run';
import { TextField } from '../components/text-field';
import { SavedFields } from '../forms/saved-fields';
import { bridge } from '../store/bridge';
import styles from './instance-page.module.css';
import { Option } from './option';
import { restartPolicyForm } from './option-forms';

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

function PolicyFields({ instanceId, policy }: RestartOptionProps & { readonly policy: RestartPolicy }) {
  const [form] = useState(() => restartPolicyForm(bridge, instanceId));
  return (
    <SavedFields form={form} saved={policy} className={styles.policy}>
      {(field) => (
        <>
          <TextField label="Tries" inputMode="numeric" {...field('tries')} />
          <TextField label="Within minutes" inputMode="numeric" {...field('windowMinutes')} />
        </>
      )}
    </SavedFields>
  );
}
