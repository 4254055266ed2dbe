/** What a person does to the version store; the outcome is told in a popup, wherever they are by then. */
import { create } from 'zustand';
import type { AppError } from '../../shared/errors';
import type { AvailableVersions, ExecutableImport, ImportedVersion } from '../../shared/versions';
import { run } from './run';
import { bridge } from '../store/bridge';
import { showError, showPopup } from '../popups/toast-manager';

interface AvailableList {
  /** Null until a source has answered. */
  readonly listed: AvailableVersions | null;
  /** Why the list could not be had, the last time it was asked for. */
  readonly problem: AppError | null;
  readonly asking: boolean;
}

export const useAvailable = create<AvailableList>(() => ({ listed: null, problem: null, asking: false }));

/** An earlier list stays on screen while another is asked for, and when that fails. */
export async function askForAvailable(fresh: boolean): Promise<void> {
  if (useAvailable.getState().asking) return;
  useAvailable.setState({ asking: true });
  const answer = await bridge.call('list-available-versions', { fresh });
  useAvailable.setState(
    answer.ok ? { asking: false, listed: answer.value, problem: null } : { asking: false, problem: answer.error },
  );
}

export async function install(version: string): Promise<void> {
  const installed = await bridge.call('install-version', { version });
  if (installed.ok) {
    const text = 'It was checked and can be chosen for new instances.';
    showPopup({ id: `version-${version}`, type: 'note', title: `PocketBase ${version} is installed`, text });
  } else if (installed.error.code === 'installation-cancelled') {
    const text = 'What was downloaded is deleted.';
    showPopup({
      id: `version-${version}`,
      type: 'note',
      title: `Installing PocketBase ${version} was cancelled`,
      text,
    });
  } else showError(installed.error);
}

/** True when it is gone. */
export async function remove(version: string): Promise<boolean> {
  const removed = await run('remove-version', { version });
  if (removed.ok) {
    const text = 'Its executable is deleted from this computer.';
    showPopup({ id: `version-${version}`, type: 'note', title: `PocketBase ${version} was removed`, text });
  }
  return removed.ok;
}

type Question = NonNullable<ExecutableImport['question']>;

interface AskedBuild {
  /** Null: nothing is asked. */
  readonly question: Question | null;
  readonly answer: (imported: ImportedVersion | null) => void;
}

/** The build that is asked about, over whatever dialog is open. */
export const useAskedBuild = create<AskedBuild>(() => ({ question: null, answer: () => undefined }));

function ask(question: Question): Promise<ImportedVersion | null> {
  return new Promise((resolve) => {
    const answer = (imported: ImportedVersion | null): void => {
      useAskedBuild.setState({ question: null, answer: () => undefined });
      resolve(imported);
    };
    useAskedBuild.setState({ question, answer });
  });
}

/** The version in the file the user chose, with its checksum shown; null when there is none. */
export async function addFromFile(): Promise<string | null> {
  const answer = await run('import-executable', undefined);
  if (!answer.ok) return null;
  const { question } = answer.value;
  const imported = question === null ? answer.value.imported : await ask(question);
  if (imported === null) return null;
  const { version, sha256 } = imported;
  showPopup({
    id: `version-${version}`,
    type: 'note',
    title: `PocketBase ${version} was added`,
    text: `Compare its SHA-256 with the one you know: ${sha256}`,
    action: { label: 'Copy SHA-256', perform: () => void run('copy-text', { text: sha256 }) },
  });
  return version;
}
