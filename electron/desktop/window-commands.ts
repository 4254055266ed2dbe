import { homedir } from 'node:os';
import { join } from 'node:path';
import { slugOf } from '../../shared/file-name';
import { EXPORT_TITLE, exportName } from '../../shared/words/message-words';
import { displayStatus } from '../../shared/display-status';
import type { InstanceId } from '../../shared/ids';
import { adminAddressOf, type Instance } from '../../shared/instance';
import type { WindowCommand } from '../../shared/ipc';
import type { MenuBar } from '../../shared/menu-bar';
import type { OutputLine } from '../../shared/output';
import { done, fail, ok, type Result } from '../../shared/result';
import type { SignIn } from '../../shared/sign-in';
import { releaseNotesAddress } from '../../shared/versions';
import { DIALOG_TITLES } from '../../shared/words/desktop-words';
import { WANTED } from '../../shared/words/operation-words';
import { DIAGNOSTICS } from '../../shared/words/diagnostics-words';
import { findBackup } from '../backups/backup-folder';
import type { AppUpdates } from './app-updates';
import { beginExport } from '../backups/keep-backups';
import { writeFileAtomically } from '../disk/atomic-file';
import type { HandlersOf } from '../engine/dispatch';
import type { Engine } from '../engine/engine';
import { begun } from '../engine/handlers/begun';
import { exportMessages } from '../instances/export-messages';
import { saveOutput } from '../instances/save-output';
import { foldersOf } from '../pocketbase/arguments';
import { answerQuestion } from '../store/questions';
import { exportEnvironment, importEnvironment } from './environment-files';
import { savedDiagnostics } from './saved-diagnostics';
import { ExecutableImports } from './import-executable';
import { findOutsidePrograms, openWith } from './outside-programs';
import { snapshotForWindow } from './publish';
import type { LoginItem } from './start-at-login';

/** What only the desktop can do. */
export interface DesktopActions {
  openAddress(address: string): Promise<Result<undefined>>;
  /** The admin UI in a window of its own. */
  openSignedIn(instance: Instance, signIn: SignIn): Promise<Result<undefined>>;
  openFolder(folder: string): Promise<Result<undefined>>;
  /** The file of a newer version of Basekeeper that the state names, in the browser. */
  openUpdateFile(): Promise<Result<undefined>>;
  /** For reading and changing it, never to run it. Nothing outside of the folder is opened. */
  openProgramText(folder: string, path: string): Promise<Result<undefined>>;
  /** Null when the dialog was closed. */
  chooseFolder(): Promise<string | null>;
  chooseFile(): Promise<string | null>;
  chooseEnvironmentFile(): Promise<string | null>;
  copyText(text: string): Promise<void>;
  /** Where a new file is to be put; null when the dialog was closed. */
  chooseNewFile(title: string, name: string): Promise<string | null>;
  showInFolder(path: string): Result<undefined>;
  chooseBackup(): Promise<string | null>;
}

/** Which instance is on screen. */
export interface Watch {
  set(id: InstanceId | null): readonly OutputLine[];
}

export interface WindowCommandParts {
  readonly engine: Engine;
  readonly desktop: DesktopActions;
  readonly login: LoginItem;
  readonly updates: AppUpdates;
  readonly watch: Watch;
  readonly setMenuBar: (menuBar: MenuBar) => void;
  /** The page has subscribed and asked for its snapshot. */
  readonly pageListens: () => void;
}

/**
 * What needs a person in front of the window. Paths come from dialogs of the system that are shown here: the page never names
 * a file, so a page that is taken over can write nowhere.
 */
export function windowCommands({
  engine,
  desktop,
  login,
  updates,
  watch,
  setMenuBar,
  pageListens,
}: WindowCommandParts): HandlersOf<WindowCommand> {
  const { store, instances, versions, inInstance, operations, launchOptions } = engine;
  const find = (id: InstanceId): Result<Instance> => inInstance(id, (instance) => ok(instance));
  const diagnostics = savedDiagnostics(engine, (name) => desktop.chooseNewFile(DIAGNOSTICS.choose, name));
  const imports = new ExecutableImports(versions, () => desktop.chooseFile());
  return {
    'get-snapshot': () => {
      pageListens();
      return ok(snapshotForWindow(store.snapshot()));
    },
    'answer-assistant': ({ questionId, yes }) => answerQuestion(store, questionId, yes),
    'watch-instance': ({ instanceId }) => {
      if (instanceId !== null) {
        const found = find(instanceId);
        if (!found.ok) return found;
      }
      return ok(watch.set(instanceId));
    },
    'set-menu-bar': (menuBar) => {
      setMenuBar(menuBar);
      return done;
    },
    'save-output': async ({ instanceId }) => {
      const found = find(instanceId);
      if (!found.ok) return found;
      const path = await desktop.chooseNewFile(
        DIALOG_TITLES.saveOutput,
        `${slugOf(found.value.name, 'output')}-output.txt`,
      );
      if (path === null) return ok({ path });
      const saved = await saveOutput(instanceId, path, { instances, writeFile: writeFileAtomically });
      return saved.ok ? ok({ path }) : saved;
    },
    'export-messages': async ({ format, ...filter }) => {
      const path = await desktop.chooseNewFile(EXPORT_TITLE, exportName(format));
      if (path === null) return ok({ path });
      const { activity, clock: now } = engine;
      const parts = { store, activity, instances, now, userFolder: homedir(), writeFile: writeFileAtomically };
      const exported = await exportMessages(filter, format, path, parts);
      return exported.ok ? ok({ path }) : exported;
    },
    'open-admin-ui': async ({ instanceId }) => {
      const found = find(instanceId);
      if (!found.ok) return found;
      const { name, signInAs, folder } = found.value;
      if (displayStatus(found.value).kind !== 'running') {
        return fail({ code: 'not-running', instanceName: name, wanted: WANTED.adminUi });
      }
      if (signInAs === null || signInAs === '') return desktop.openAddress(adminAddressOf(found.value));
      const signIn = await engine.runJob('sign-in', { dataFolder: foldersOf(folder).data, email: signInAs });
      if (!signIn.ok) return signIn;
      if (!('whyNot' in signIn.value)) return desktop.openSignedIn(found.value, signIn.value);
      const opened = await desktop.openAddress(adminAddressOf(found.value));
      const { whyNot: why } = signIn.value;
      return opened.ok ? fail({ code: 'not-signed-in', instanceName: name, email: signInAs, why }) : opened;
    },
    'open-folder': async ({ instanceId }) => {
      const found = find(instanceId);
      return found.ok ? desktop.openFolder(found.value.folder) : found;
    },
    'open-in-editor': async ({ instanceId }) => {
      const found = find(instanceId);
      return found.ok ? openWith('editor', store.snapshot().state.settings.editor, found.value.folder) : found;
    },
    'open-in-terminal': async ({ instanceId }) => {
      const found = find(instanceId);
      return found.ok ? openWith('terminal', store.snapshot().state.settings.terminal, found.value.folder) : found;
    },
    'get-outside-programs': () => ok(findOutsidePrograms()),
    'get-start-at-login': () => login.read(),
    'set-start-at-login': ({ on }) => login.set(on),
    'open-suspect-file': async ({ instanceId, incidentId }) => {
      const found = find(instanceId);
      const incident = instances.incident(instanceId, incidentId);
      if (!found.ok) return found;
      if (!incident.ok) return incident;
      const suspect = incident.value.whatChanged?.suspect ?? null;
      if (suspect === null) return fail({ code: 'unknown-incident', incidentId });
      return desktop.openProgramText(join(found.value.folder, suspect.folder), suspect.path);
    },
    'begin-crash-drill': () => engine.drills.begin(),
    'remove-crash-drill': () => engine.drills.remove(),
    'open-data-folder': () => desktop.openFolder(store.snapshot().state.facts.dataFolder),
    'choose-folder': async () => ok({ folder: await desktop.chooseFolder() }),
    'copy-text': async ({ text }) => {
      await desktop.copyText(text);
      return done;
    },
    'export-backup': async ({ instanceId, backupId }) => {
      const target = await desktop.chooseNewFile(DIALOG_TITLES.exportBackup, `pb_backup_${backupId}.zip`);
      return target === null
        ? ok({ operationId: null })
        : begun(await inInstance(instanceId, (one) => beginExport(one, backupId, target, operations)));
    },
    'show-backup': async ({ instanceId, backupId }) => {
      const backup = await inInstance(instanceId, (instance) => findBackup(instance, backupId, operations));
      return backup.ok ? desktop.showInFolder(backup.value.path) : backup;
    },
    'choose-backup-file': async () => ok({ path: await desktop.chooseBackup() }),
    'import-environment': () => importEnvironment(desktop),
    'export-environment': ({ instanceId, withSecrets }) => {
      const found = find(instanceId);
      return found.ok ? exportEnvironment(found.value, withSecrets, launchOptions.secrets, desktop) : found;
    },
    'import-executable': () => imports.choose(),
    'import-executable-as': ({ version }) => imports.answer(version),
    'open-release-notes': ({ version }) => desktop.openAddress(releaseNotesAddress(version)),
    'collect-diagnostics': () => diagnostics.collect(),
    'save-diagnostics': () => diagnostics.save(),
    'look-for-updates': () => updates.look(),
    'download-update': () => updates.download(),
    'install-update': () => updates.install(),
    'open-update-file': () => desktop.openUpdateFile(),
  };
}
