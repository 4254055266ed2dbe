import { useState } from 'react';
import { previewNote, type EnvironmentFile, type FileVariable } from '../../shared/environment-file';
import { Button } from '../components/button';
import { CheckBox } from '../components/check-box';
import type { DraftVariable } from './launch-options-draft';
import styles from './launch-options.module.css';

interface FilePreviewProps {
  readonly file: EnvironmentFile;
  readonly present: readonly DraftVariable[];
  readonly onTake: (variables: readonly Omit<DraftVariable, 'key' | 'kept'>[]) => void;
  readonly onClose: () => void;
}

/** What is in a file, before anything of it is taken over. Values of what looks secret are not shown. */
export function FilePreview({
  file: { fileName, variables, ignoredLines },
  present,
  onTake,
  onClose,
}: FilePreviewProps) {
  const usable = variables.filter(({ problem }) => problem === null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [secret, setSecret] = useState<ReadonlySet<string>>(
    new Set(usable.flatMap(({ name, looksSecret }) => (looksSecret ? [name] : []))),
  );
  const taken = usable.filter(({ name }) => !left.has(name));
  return (
    <div role="group" aria-label={`Variables in ${fileName}`} className={styles.preview}>
      <p>
        {variables.length === 0
          ? `${fileName} has no variables.`
          : `${fileName} has these variables. Secrets go to the keyring when you save.`}
      </p>
      <ul>
        {variables.map((variable) => (
          <PreviewedVariable
            key={variable.name}
            variable={variable}
            note={previewNote(variable, present)}
            taken={taken.includes(variable)}
            secret={secret.has(variable.name)}
            onTaken={() => {
              setLeft(toggled(left, variable.name));
            }}
            onSecret={() => {
              setSecret(toggled(secret, variable.name));
            }}
          />
        ))}
      </ul>
      {ignoredLines.length > 0 && <p className={styles.problem}>{ignoredInWords(ignoredLines)}</p>}
      <div className={styles.buttons}>
        <Button
          variant="primary"
          aria-disabled={taken.length === 0}
          onClick={() => {
            if (taken.length === 0) return;
            onTake(taken.map(({ name, value }) => ({ name, value, secret: secret.has(name) })));
          }}
        >
          {taken.length === 1 ? 'Take 1 variable over' : `Take ${String(taken.length)} variables over`}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </div>
  );
}

const toggled = (names: ReadonlySet<string>, name: string): ReadonlySet<string> =>
  names.has(name) ? new Set([...names].filter((one) => one !== name)) : new Set([...names, name]);

const ignoredInWords = (lines: readonly number[]): string =>
  lines.length === 1
    ? `Line ${String(lines[0])} is neither a variable nor a comment, and is left out.`
    : `Lines ${lines.join(', ')} are neither variables nor comments, and are left out.`;

interface PreviewedVariableProps {
  readonly variable: FileVariable;
  readonly note: string | null;
  readonly taken: boolean;
  readonly secret: boolean;
  readonly onTaken: () => void;
  readonly onSecret: () => void;
}

const SHOWN_LENGTH = 60;

function shortened(value: string): string {
  const [first = '', ...more] = value.split('\n');
  const short = first.length > SHOWN_LENGTH ? `${first.slice(0, SHOWN_LENGTH)}…` : first;
  return more.length === 0 ? short : `${short} (${String(more.length + 1)} lines)`;
}

function PreviewedVariable({ variable, note, taken, secret, onTaken, onSecret }: PreviewedVariableProps) {
  const { name, value, problem } = variable;
  const isRefused = problem !== null;
  return (
    <li aria-label={name}>
      <CheckBox
        label={name}
        note={secret ? '••••••••' : shortened(value)}
        checked={taken}
        fixed={isRefused}
        onChange={onTaken}
      />
      <CheckBox label="Secret" checked={secret} fixed={isRefused} onChange={onSecret} />
      {note !== null && <span className={isRefused ? styles.problem : styles.note}>{note}</span>}
    </li>
  );
}
