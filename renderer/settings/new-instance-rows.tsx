import { useState } from 'react';
import { APP_SETTINGS, type PortRange } from '../../shared/app-settings';
import { errorWords } from '../../shared/words/error-words';
import {
  DATA_FOLDER_FIELD,
  dataFolderWords,
  newInstancesFolderWords,
  SUGGESTED_PORTS_WORDS,
} from '../../shared/words/preferences-words';
import { run } from '../commands/run';
import { Button } from '../components/button';
import { TextField } from '../components/text-field';
import { bridge } from '../store/bridge';
import { useAppState } from '../store/store';
import styles from './preferences.module.css';
import { Row } from './row';

/** Where everything is that nobody has chosen another place for. */
export function DataFolderRow() {
  const { dataFolder, isHomeChosen } = useAppState((state) => state.facts);
  return (
    <Row label={DATA_FOLDER_FIELD} text={dataFolderWords(dataFolder, isHomeChosen)}>
      <Button onClick={() => void run('open-data-folder', undefined)} aria-label="Open the data folder">
        Open
      </Button>
    </Row>
  );
}

/** The folder itself comes from the dialog of the system. */
export function FolderRow({ folder }: { readonly folder: string | null }) {
  const dataFolder = useAppState(({ facts }) => facts.dataFolder);
  const choose = async (): Promise<void> => {
    const chosen = await run('choose-folder', undefined);
    if (chosen.ok && chosen.value.folder !== null)
      await run('set-settings', { newInstancesFolder: chosen.value.folder });
  };
  return (
    <Row label={APP_SETTINGS.newInstancesFolder.field} text={newInstancesFolderWords(folder, dataFolder)}>
      {folder !== null && (
        <Button variant="quiet" onClick={() => void run('set-settings', { newInstancesFolder: null })}>
          Use default
        </Button>
      )}
      <Button onClick={() => void choose()} aria-label="Choose the folder for new instances">
        Choose…
      </Button>
    </Row>
  );
}

/** Saved as one: each alone could be wrong while the other is typed. */
export function PortsRow({ range }: { readonly range: PortRange }) {
  const [from, setFrom] = useState(String(range.from));
  const [to, setTo] = useState(String(range.to));
  const [problem, setProblem] = useState<string | null>(null);
  const changed = from.trim() !== String(range.from) || to.trim() !== String(range.to);
  const save = async (): Promise<void> => {
    const saved = await bridge.call('set-settings', { portRange: { from: from.trim(), to: to.trim() } });
    setProblem(saved.ok ? null : errorWords(saved.error).text);
  };
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) void save();
      }}
    >
      <div className={styles.words}>
        <p>{APP_SETTINGS.portRange.field}</p>
        <p className={styles.text}>{SUGGESTED_PORTS_WORDS}</p>
      </div>
      <div className={styles.ports}>
        <TextField
          label={APP_SETTINGS.portRange.parts?.['from'] ?? ''}
          value={from}
          onChange={setFrom}
          inputMode="numeric"
        />
        <TextField label={APP_SETTINGS.portRange.parts?.['to'] ?? ''} value={to} onChange={setTo} inputMode="numeric" />
        <Button submit aria-disabled={!changed} aria-label="Save the suggested ports">
          Save
        </Button>
      </div>
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </form>
  );
}
