import type { AppError } from '../../shared/errors';
import { slugOf } from '../../shared/file-name';
import { displayStatus } from '../../shared/display-status';
import { adminAddressOf, type InstanceId } from '../../shared/instance';
import type { OperationId } from '../../shared/operation';
import type { OutputLine } from '../../shared/output';
import { done, fail, ok, type Result } from '../../shared/result';
import type { AddedInstance } from '../../shared/ipc';
import { releaseNotesAddress } from '../../shared/versions';
import { hideNotice, type AppStore } from '../store/app-store';
import { createInstance, newInstanceDefaults, type CreationParts } from '../new-instance/create-instance';
import { changePort, suggestPort } from '../instances/change-port';
import { inPlaceOf } from '../instances/in-place-of';
import { inspectFolder, type OpeningParts } from '../new-instance/inspect-folder';
import type { Instances } from '../instances/instances';
import type { ActivityJournals } from '../instances/keep-activity';
import { openFolder } from '../new-instance/open-folder';
import { measureOutput } from '../output/kept-output';
import { OutputSearch } from '../output/output-search';
import { saveOutput } from '../instances/save-output';
import { secretStorage, setReach, setServingOptions, type ServingParts } from '../instances/set-serving';
import type { Versions } from '../instances/versions';
import type { Operating } from '../engine/create-operating';
import type { Begun, Operations } from '../operations/operations';
import { writeFileAtomically } from '../disk/atomic-file';
import type { SettingsFile } from '../storage/settings-file';
import { exportEnvironment, importEnvironment } from './environment-files';
import { ExecutableImports } from './import-executable';
import { snapshotForWindow } from './publish';
import type { Handlers } from './serve';

/** What only the desktop can do. */
export interface DesktopActions {
  openAddress(address: string): Promise<Result<undefined>>;
  openFolder(folder: string): Promise<Result<undefined>>;
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

export interface HandlerParts {
  readonly store: AppStore;
  readonly instances: Instances;
  readonly creation: CreationParts;
  readonly opening: OpeningParts;
  readonly serving: ServingParts;
  readonly versions: Versions;
  readonly settings: SettingsFile;
  readonly activity: Pick<ActivityJournals, 'load'>;
  readonly desktop: DesktopActions;
  readonly watch: Watch;
  readonly operations: Operations;
  readonly operating: Operating;
  /** The page has subscribed and asked for its snapshot. */
  readonly pageListens: () => void;
}

export function createHandlers(parts: HandlerParts): Handlers {
  const { store, instances, creation, opening, versions, settings, desktop, operations, operating, watch } = parts;
  const search = new OutputSearch();
  const find = (id: InstanceId) => {
    const instance = store.instance(id);
    return instance === undefined ? fail<AppError>({ code: 'unknown-instance', instanceId: id }) : ok(instance);
  };

  const imports = new ExecutableImports(versions, () => desktop.chooseFile());
  const addedWith = (instanceId: InstanceId, wanted: number): AddedInstance => {
    const port = store.instance(instanceId)?.port ?? wanted;
    return { instanceId, portTaken: port === wanted ? null : wanted };
  };

  /** The version stays until the operation that tries it has ended: the instance is pinned to it only then. */
  const kept = (version: string | undefined, instanceId: InstanceId, operation: Result<Begun>): Result<Begun> => {
    const name = store.instance(instanceId)?.name ?? '';
    if (operation.ok && version !== undefined) {
      void versions.keepWhile(version, name, () => operation.value.ended);
    }
    return operation;
  };
  const keeping = (...operation: Parameters<typeof kept>) => begun(kept(...operation));

  return {
    'get-snapshot': () => {
      parts.pageListens();
      return ok(snapshotForWindow(store.snapshot()));
    },
    'get-new-instance-defaults': () => newInstanceDefaults(creation),
    'create-instance': async (input) => {
      const { version, name } = input;
      const created = await versions.keepWhile(version, name, () => createInstance(input, creation));
      return created.ok ? ok(addedWith(created.value, input.port)) : created;
    },
    'inspect-folder': ({ folder }) => inspectFolder(folder, opening),
    'open-folder-as-instance': async (input) => {
      const { version, name } = input;
      const opened = await versions.keepWhile(version, name, () =>
        openFolder(input, opening, async (id, to, tryFirst) =>
          kept(to, id, await operating.changeVersion(id, to, tryFirst)),
        ),
      );
      return opened.ok ? ok(addedWith(opened.value, input.port)) : opened;
    },
    'start-instance': ({ instanceId, stopFirst }) => inPlaceOf(stopFirst, parts, () => instances.start(instanceId)),
    'stop-instance': ({ instanceId }) => instances.stop(instanceId),
    'restart-instance': ({ instanceId }) => instances.restart(instanceId),
    'set-maintenance': ({ instanceId, on, stopFirst }) =>
      inPlaceOf(stopFirst, parts, () => instances.setMaintenance(instanceId, on, 'window')),
    'suggest-port': ({ instanceId }) => suggestPort(instanceId, store),
    'change-port': ({ instanceId, port }) => changePort(instanceId, port, parts),
    'stop-everything': () => instances.stopEverything('window'),
    'set-instance-options': ({ instanceId, ...options }) => instances.setOptions(instanceId, withoutGaps(options)),
    'set-serving-options': ({ instanceId, ...given }) => setServingOptions(instanceId, given, parts.serving),
    'import-environment': () => importEnvironment(desktop),
    'export-environment': ({ instanceId, withSecrets }) => {
      const found = find(instanceId);
      return found.ok ? exportEnvironment(found.value, withSecrets, parts.serving.secrets, desktop) : found;
    },
    'set-reach': ({ instanceId, ...given }) => setReach(instanceId, given, parts.serving),
    'get-secret-storage': () => secretStorage(parts.serving.secrets),
    'set-backup-options': ({ instanceId, ...wish }) => operating.setBackupOptions(instanceId, wish, opening.ownFolders),
    'set-settings': ({ theme, notifications }) => {
      const before = store.snapshot().state.settings;
      const changed = { ...before, theme: theme ?? before.theme, notifications: notifications ?? before.notifications };
      const saved = settings.saveSettings(changed);
      if (saved.ok) store.apply({ type: 'settings-changed', settings: changed });
      return saved;
    },
    'get-incident': ({ instanceId, incidentId }) => instances.incident(instanceId, incidentId),
    'get-activity': ({ instanceId }) => {
      const found = find(instanceId);
      return found.ok ? ok(parts.activity.load(instanceId)) : found;
    },
    'mark-incidents-seen': ({ instanceId }) => instances.markIncidentsSeen(instanceId),
    'dismiss-notice': ({ noticeId }) => {
      hideNotice(store, noticeId);
      return done;
    },
    'watch-instance': ({ instanceId }) => {
      if (instanceId !== null) {
        const found = find(instanceId);
        if (!found.ok) return found;
      }
      return ok(watch.set(instanceId));
    },
    'search-output': (wish) => {
      const kept = instances.keptOutput(wish.instanceId);
      return kept.ok ? search.find(wish, kept.value) : kept;
    },
    'measure-output': ({ instanceId }) => {
      const kept = instances.keptOutput(instanceId);
      return kept.ok ? measureOutput(kept.value) : kept;
    },
    'save-output': async ({ instanceId }) => {
      const found = find(instanceId);
      if (!found.ok) return found;
      const path = await desktop.chooseNewFile('Save the output', `${slugOf(found.value.name, 'output')}-output.txt`);
      if (path === null) return ok({ path });
      const saved = await saveOutput(instanceId, path, { instances, writeFile: writeFileAtomically });
      return saved.ok ? ok({ path }) : saved;
    },
    'open-admin-ui': async ({ instanceId }) => {
      const found = find(instanceId);
      if (!found.ok) return found;
      const { name } = found.value;
      return displayStatus(found.value).kind === 'running'
        ? desktop.openAddress(adminAddressOf(found.value))
        : fail({ code: 'not-running', instanceName: name, wanted: 'The admin UI' });
    },
    'open-folder': async ({ instanceId }) => {
      const found = find(instanceId);
      return found.ok ? desktop.openFolder(found.value.folder) : found;
    },
    'choose-folder': async () => ok({ folder: await desktop.chooseFolder() }),
    'copy-text': async ({ text }) => {
      await desktop.copyText(text);
      return done;
    },
    'install-version': ({ version }) => versions.install(version),
    'back-up': ({ instanceId, label }) => begun(operating.backUp(instanceId, { reason: 'manual', label })),
    'list-backups': ({ instanceId }) => operating.listBackups(instanceId),
    'verify-backup': async ({ instanceId, backupId }) => begun(await operating.verifyBackup(instanceId, backupId)),
    'export-backup': async ({ instanceId, backupId }) => {
      const target = await desktop.chooseNewFile('Export as a PocketBase backup', `pb_backup_${backupId}.zip`);
      return target === null
        ? ok({ operationId: null })
        : begun(await operating.exportBackup(instanceId, backupId, target));
    },
    'show-backup': async ({ instanceId, backupId }) => {
      const path = await operating.findBackup(instanceId, backupId);
      return path.ok ? desktop.showInFolder(path.value) : path;
    },
    'delete-backup': ({ instanceId, backupId }) => operating.deleteBackup(instanceId, backupId),
    'choose-backup-file': async () => ok({ path: await desktop.chooseBackup() }),
    'preview-restore': ({ instanceId, source }) => operating.previewRestore(instanceId, source),
    'restore-backup': async ({ instanceId, ...wish }) =>
      keeping(wish.version, instanceId, await operating.restore(instanceId, wish)),
    'preview-version-change': ({ instanceId, version }) => operating.previewVersion(instanceId, version),
    'change-version': async ({ instanceId, version, tryFirst, evenIfFewer }) =>
      keeping(version, instanceId, await operating.changeVersion(instanceId, version, tryFirst, evenIfFewer)),
    'go-back': async ({ instanceId, evenIfFewer }) =>
      keeping(store.instance(instanceId)?.upgrade?.from, instanceId, await operating.goBack(instanceId, evenIfFewer)),
    'check-integrity': ({ instanceId }) => begun(operating.checkIntegrity(instanceId)),
    compact: ({ instanceId }) => begun(operating.compact(instanceId)),
    'get-sizes': ({ instanceId }) => operating.sizes(instanceId),
    'rename-instance': ({ instanceId, name }) => operating.rename(instanceId, name),
    'remove-from-list': ({ instanceId }) => operating.removeFromList(instanceId),
    'delete-instance': async ({ instanceId, ...wish }) => begun(await operating.deleteInstance(instanceId, wish)),
    'look-into-folder': ({ instanceId }) => operating.lookIntoFolder(instanceId),
    'clone-instance': ({ instanceId, ...wish }) => begun(operating.clone(instanceId, wish)),
    'move-instance': async ({ instanceId, folder, everything }) =>
      begun(await operating.move(instanceId, folder, everything)),
    'list-superusers': ({ instanceId }) => operating.superusers(instanceId),
    'save-superuser': ({ instanceId, ...superuser }) => operating.saveSuperuser(instanceId, superuser),
    'cancel-operation': ({ operationId }) => operations.cancel(operationId),
    'dismiss-operation': ({ operationId }) => operations.dismiss(operationId),
    'cancel-installation': ({ version }) => versions.cancel(version),
    'remove-version': ({ version }) => versions.remove(version),
    'list-available-versions': (options) => versions.available(options),
    'import-executable': () => imports.choose(),
    'import-executable-as': ({ version }) => imports.answer(version),
    'open-release-notes': ({ version }) => desktop.openAddress(releaseNotesAddress(version)),
  };
}

/** Answered as soon as it has begun; the rest is in the state. */
const begun = (result: Result<Begun>): Result<{ readonly operationId: OperationId }> =>
  result.ok ? ok({ operationId: result.value.operationId }) : result;

/** A field that was left out changes nothing; `undefined` would. */
const withoutGaps = <Options extends object>(
  options: Options,
): { [Name in keyof Options]?: Exclude<Options[Name], undefined> } =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
