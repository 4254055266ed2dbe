import { Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button, IconButton } from '../components/button';
import { CheckBox } from '../components/check-box';
import { TextField } from '../components/text-field';
import type { EnvironmentFile } from '../../shared/environment-file';
import type { InstanceId } from '../../shared/ids';
import { ExportButton, ImportButton } from './environment-buttons';
import { FilePreview } from './file-preview';
import { noSecretsInWords, type ServingFieldProps } from './field-props';
import type { DraftVariable } from './launch-options-draft';
import styles from './launch-options.module.css';
import { ValueField } from './value-field';

interface EnvironmentFieldsProps extends ServingFieldProps {
  readonly instanceId: InstanceId;
  /** Something is typed that is not saved yet. */
  readonly isUnsaved: boolean;
}

export function EnvironmentFields({ instanceId, isUnsaved, ...props }: EnvironmentFieldsProps) {
  const { form, draft, saved, problems } = props;
  const list = useRef<HTMLUListElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const [added, setAdded] = useState<number | null>(null);
  const [file, setFile] = useState<EnvironmentFile | null>(null);
  // Once its row is there.
  useEffect(() => {
    if (added !== null) list.current?.querySelector<HTMLElement>(`[data-key="${String(added)}"] input`)?.focus();
  }, [added]);
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>Environment variables</legend>
      <p className={styles.text}>
        Hooks and migrations read them with $os.getenv. A secret is kept by the keyring of the system, and not shown
        again.
      </p>
      {draft.variables.length > 0 && (
        <ul ref={list} className={styles.variables} aria-label="Environment variables">
          {draft.variables.map((variable, index) => (
            <Variable
              key={variable.key}
              {...props}
              variable={variable}
              index={index}
              onRemove={() => {
                form.change(saved, { variables: draft.variables.filter(({ key }) => key !== variable.key) });
                addButton.current?.focus();
              }}
            />
          ))}
        </ul>
      )}
      {problems['environment'] !== undefined && <p className={styles.problem}>{problems['environment']}</p>}
      <div className={styles.buttons}>
        <Button
          ref={addButton}
          icon={Plus}
          onClick={() => {
            setAdded(form.addVariable(saved));
          }}
        >
          Add variable
        </Button>
        <ImportButton onRead={setFile} />
        <ExportButton instanceId={instanceId} saved={saved} isUnsaved={isUnsaved} />
      </div>
      {file !== null && (
        <FilePreview
          key={file.fileName}
          file={file}
          present={draft.variables}
          onTake={(variables) => {
            form.takeOver(saved, variables);
            setFile(null);
            addButton.current?.focus();
          }}
          onClose={() => {
            setFile(null);
            addButton.current?.focus();
          }}
        />
      )}
    </fieldset>
  );
}

interface VariableProps extends ServingFieldProps {
  readonly variable: DraftVariable;
  readonly index: number;
  readonly onRemove: () => void;
}

function Variable({ form, saved, problems, whyNoSecrets, variable, index, onRemove }: VariableProps) {
  const { key, name, value, secret, kept } = variable;
  const change = (changed: Partial<DraftVariable>): void => {
    form.changeVariable(saved, key, changed);
  };
  const called = name === '' ? `variable ${String(index + 1)}` : name;
  return (
    <li className={styles.variable} data-key={key} aria-label={called}>
      <TextField
        label="Name"
        mono
        value={name}
        readOnly={kept}
        problem={problems[`environment.${String(index)}.name`]}
        onChange={(typed) => {
          change({ name: typed });
        }}
      />
      {kept ? (
        <div className={styles.kept}>
          <span aria-hidden>••••••••</span>
          <span className={styles.note}>Secret, not shown</span>
          <Button
            onClick={() => {
              change({ kept: false });
            }}
            aria-label={`Replace ${called}`}
          >
            Replace
          </Button>
        </div>
      ) : (
        <ValueField
          value={value}
          secret={secret}
          problem={problems[`environment.${String(index)}.value`]}
          warning={secret ? noSecretsInWords(whyNoSecrets) : undefined}
          onChange={(typed) => {
            change({ value: typed });
          }}
        />
      )}
      <div className={styles.ends}>
        <CheckBox
          label="Secret"
          checked={secret}
          fixed={kept}
          onChange={(on) => {
            change({ secret: on });
          }}
        />
        <IconButton icon={X} label={`Remove ${called}`} onClick={onRemove} />
      </div>
    </li>
  );
}
