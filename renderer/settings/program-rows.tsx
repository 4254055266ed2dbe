import { useEffect, useState } from 'react';
import { APP_SETTINGS } from '../../shared/app-settings';
import {
  EDITORS,
  TERMINALS,
  type EditorId,
  type OutsidePrograms,
  type TerminalId,
} from '../../shared/outside-programs';
import { run } from '../commands/run';
import styles from './preferences.module.css';
import { Row } from './row';

interface ProgramRowsProps {
  readonly editor: EditorId | null;
  readonly terminal: TerminalId | null;
}

/** Those that are installed; one that was chosen and has gone stays to be seen. */
export function ProgramRows({ editor, terminal }: ProgramRowsProps) {
  const [found, setFound] = useState<OutsidePrograms>({ editors: [], terminals: [] });
  useEffect(() => {
    void run('get-outside-programs', undefined).then((answer) => {
      if (answer.ok) setFound(answer.value);
    });
  }, []);
  return (
    <>
      <ProgramRow
        label={APP_SETTINGS.editor.field}
        text="For “Open in editor”, found with the commands."
        names={EDITORS}
        found={found.editors}
        value={editor}
        onChange={(chosen) => void run('set-settings', { editor: chosen })}
      />
      <ProgramRow
        label={APP_SETTINGS.terminal.field}
        text="For “Open in terminal”, found with the commands."
        names={TERMINALS}
        found={found.terminals}
        value={terminal}
        onChange={(chosen) => void run('set-settings', { terminal: chosen })}
      />
    </>
  );
}

interface ProgramRowProps<Id extends string> {
  readonly label: string;
  readonly text: string;
  readonly names: Readonly<Record<Id, string>>;
  readonly found: readonly Id[];
  readonly value: Id | null;
  readonly onChange: (value: Id | null) => void;
}

function ProgramRow<Id extends string>({ label, text, names, found, value, onChange }: ProgramRowProps<Id>) {
  const [first] = found;
  const gone = value !== null && !found.includes(value) ? [value] : [];
  return (
    <Row label={label} text={text}>
      <select
        aria-label={label}
        className={styles.select}
        value={value ?? ''}
        onChange={({ currentTarget }) => {
          onChange([...found, ...gone].find((id) => id === currentTarget.value) ?? null);
        }}
      >
        <option value="">{first === undefined ? 'None found' : `First found (${names[first]})`}</option>
        {found.map((id) => (
          <option key={id} value={id}>
            {names[id]}
          </option>
        ))}
        {gone.map((id) => (
          <option key={id} value={id}>
            {names[id]} (not found)
          </option>
        ))}
      </select>
    </Row>
  );
}
