import { useId } from 'react';
import type { CommandInput } from '../../shared/ipc';
import type { Instance } from '../../shared/instance';
import { run } from '../app/bridge';
import { SwitchControl } from '../components/switch';
import styles from './instance-page.module.css';

export function Options({ instance }: { readonly instance: Instance }) {
  const headingId = useId();
  const { id: instanceId, muted, askBeforeMaintenance, answerInMaintenance } = instance;
  const change = (options: Omit<CommandInput<'set-instance-options'>, 'instanceId'>): void => {
    void run('set-instance-options', { instanceId, ...options });
  };
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId} className={styles.heading}>
        Options
      </h2>
      <div className={styles.options}>
        <Option
          label="Notifications for this instance"
          text="Tell me on the desktop when it goes into maintenance by itself."
          on={!muted}
          onChange={(on) => {
            change({ muted: !on });
          }}
        />
        <Option
          label="Ask before maintenance"
          text="Ask once before maintenance stops this instance while it is serving."
          on={askBeforeMaintenance}
          onChange={(on) => {
            change({ askBeforeMaintenance: on });
          }}
        />
        <Option
          label="Answer 503 during maintenance"
          text="Keep its port and tell clients that it is in maintenance, instead of refusing their connections."
          on={answerInMaintenance}
          onChange={(on) => {
            change({ answerInMaintenance: on });
          }}
        />
      </div>
    </section>
  );
}

interface OptionProps {
  readonly label: string;
  readonly text: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

function Option({ label, text, on, onChange }: OptionProps) {
  const textId = useId();
  return (
    <div className={styles.option}>
      <div>
        <p aria-hidden>{label}</p>
        <p id={textId} className={styles.optionText}>
          {text}
        </p>
      </div>
      <SwitchControl label={label} on={on} onChange={onChange} describedBy={textId} />
    </div>
  );
}
